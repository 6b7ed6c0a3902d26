import { netioapi, type AddressFamily, type Host, type InterfaceEntry, type Position } from '@netlapse/core';

import type { ObjectKind } from '../powershell';
import {
  adapterObject,
  anycastObject,
  ipInterfaceObject,
  neighborObject,
  routeObject,
  unicastObject,
  type Layers,
  type Place,
  type PowerShellObject,
} from './objects';

/** What stood on a host at a moment, as PowerShell's cmdlets would tell of it, by cmdlet. */
export type PowerShellObjects = Readonly<Record<ObjectKind, readonly PowerShellObject[]>>;

const everyFamily = { Family: 'AF_UNSPEC' } as const satisfies { Family: AddressFamily | 'AF_UNSPEC' };

/** As import takes it for one that Get-NetAdapter does not list. */
const isLoopback = ({ Alias, InterfaceIndex, Type }: InterfaceEntry): boolean =>
  Type === 'IF_TYPE_SOFTWARE_LOOPBACK' && (InterfaceIndex === 1 || Alias.startsWith('Loopback'));

/**
 * The tables of a host as objects with the properties and the number forms of `Get-NetAdapter`, `Get-NetIPInterface`,
 * `Get-NetIPAddress`, `Get-NetRoute` and `Get-NetNeighbor`; `JSON.stringify` of them is what `ConvertTo-Json` writes, and
 * `readPowerShell` reads it. Get-NetAdapter does not list a software loopback that has an IP interface.
 *
 * @param asOf left out, now
 */
export const exportPowerShell = (host: Host, asOf: Position = host.position): PowerShellObjects => {
  const api = netioapi(host);
  const options = { asOf };
  const rowsOf = <Row>({ Table }: { readonly Table?: readonly Row[] | null }): readonly Row[] => Table ?? [];
  const interfaces = rowsOf(api.GetIfTable2({}, options));
  const aliases = new Map(interfaces.map(({ Alias, InterfaceIndex }) => [InterfaceIndex, Alias]));
  const placeOf = ({ InterfaceIndex }: { readonly InterfaceIndex: number }): Place => ({
    InterfaceIndex,
    InterfaceAlias: aliases.get(InterfaceIndex) ?? '',
  });
  const ipInterfaces = rowsOf(api.GetIpInterfaceTable(everyFamily, options));
  const bound = new Set(ipInterfaces.map(({ InterfaceIndex }) => InterfaceIndex));
  const stack = rowsOf(api.GetIfStackTable({}, options));
  const layersOf = (index: number): Layers => ({
    higher: stack
      .filter(({ LowerLayerInterfaceIndex }) => LowerLayerInterfaceIndex === index)
      .map(({ HigherLayerInterfaceIndex }) => HigherLayerInterfaceIndex),
    lower: stack
      .filter(({ HigherLayerInterfaceIndex }) => HigherLayerInterfaceIndex === index)
      .map(({ LowerLayerInterfaceIndex }) => LowerLayerInterfaceIndex),
  });
  return {
    adapter: interfaces
      .filter((row) => !(isLoopback(row) && bound.has(row.InterfaceIndex)))
      .map((row) => adapterObject(row, layersOf(row.InterfaceIndex))),
    ipInterface: ipInterfaces.map((row) => ipInterfaceObject(row, placeOf(row))),
    address: [
      ...rowsOf(api.GetUnicastIpAddressTable(everyFamily, options)).map((row) =>
        unicastObject(row, placeOf(row)),
      ),
      ...rowsOf(api.GetAnycastIpAddressTable(everyFamily, options)).map((row) =>
        anycastObject(row.Address, placeOf(row)),
      ),
    ],
    route: rowsOf(api.GetIpForwardTable2(everyFamily, options)).map((row) => routeObject(row, placeOf(row))),
    neighbor: rowsOf(api.GetIpNetTable2(everyFamily, options)).map((row) =>
      neighborObject(row, placeOf(row)),
    ),
  };
};
