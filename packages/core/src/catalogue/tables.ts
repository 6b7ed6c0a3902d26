import { anycastTable, multicastTable, unicastTable } from '../addresses';
import type { TableDefinition } from '../codec';
import { dnsTable, interfacesTable, ipInterfacesTable } from '../interfaces';
import { linuxTable } from '../linux';
import { answeringTable, neighborsTable } from '../neighbors';
import { pathsTable } from '../paths';
import { routesTable } from '../routes';

/** The tables of the state, in the order of the state document. */
export const tableDefinitions = {
  interfaces: interfacesTable,
  ipInterfaces: ipInterfacesTable,
  routes: routesTable,
  neighbors: neighborsTable,
  unicast: unicastTable,
  anycast: anycastTable,
  multicast: multicastTable,
  paths: pathsTable,
  dns: dnsTable,
  answering: answeringTable,
  linux: linuxTable,
} as const;

export type TableName = keyof typeof tableDefinitions;

export const tableNames = Object.keys(tableDefinitions) as readonly TableName[];

export const isTableName = (text: string): text is TableName => Object.hasOwn(tableDefinitions, text);

/** The declaration of a table, whatever its rows: keys are given as any object that bears the key members. */
export const tableDefinitionOf = (name: TableName): TableDefinition<object> =>
  tableDefinitions[name] as unknown as TableDefinition<object>;
