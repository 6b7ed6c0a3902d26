import { tableDefinitionOf, type DomainEvent, type EventType, type TableName } from '@netlapse/core';

import type { InterfaceNames } from './interface-names';
import { plainText } from './plain-text';
import { shortName } from './short-name';

type DataOf<Type extends EventType> = Extract<DomainEvent, { readonly type: Type }>['data'];

const isUnspecified = (address: string): boolean => address === '0.0.0.0' || address === '::';

const isDefault = (prefix: string): boolean => prefix === '0.0.0.0/0' || prefix === '::/0';

/** A destination as the field says it: the default route by its name, with its family where that is not plain. */
export const destinationText = (prefix: string): string =>
  isDefault(prefix) ? `default ${prefix === '::/0' ? '(IPv6)' : '(IPv4)'}` : prefix;

/** The way of a route: `via 192.168.1.1 on eth0 #2`, or without a gateway `on eth0 #2`. */
export const wayText = (
  route: { readonly NextHop: string; readonly InterfaceLuid: string; readonly InterfaceIndex: number },
  names: InterfaceNames,
): string => `${isUnspecified(route.NextHop) ? '' : `via ${route.NextHop} `}on ${names.label(route)}`;

/** Names a row by its key, in words: `10.0.0.0/8 via 172.16.99.1 on tun0 #4`. */
export const rowKeyText = (table: TableName, row: object, names: InterfaceNames): string => {
  switch (table) {
    case 'interfaces':
      return names.label(row as DataOf<'InterfaceArrived'>);
    case 'ipInterfaces':
    case 'dns': {
      const { Family } = row as DataOf<'IpInterfaceBound'>;
      const of = `${Family === 'AF_INET' ? 'IPv4' : 'IPv6'} on ${names.label(row as DataOf<'IpInterfaceBound'>)}`;
      return table === 'dns' ? `DNS of ${of}` : of;
    }
    case 'routes': {
      const route = row as DataOf<'RouteCreated'>;
      return `${destinationText(route.DestinationPrefix)} ${wayText(route, names)}`;
    }
    case 'unicast':
    case 'anycast':
    case 'multicast':
    case 'neighbors':
    case 'answering': {
      const { Address } = row as DataOf<'AnycastAddressCreated'>;
      return `${Address} on ${names.label(row as DataOf<'AnycastAddressCreated'>)}`;
    }
    case 'paths': {
      const { Source, Destination } = row as DataOf<'PathCreated'>;
      return `${Source} to ${Destination} on ${names.label(row as DataOf<'PathCreated'>)}`;
    }
    case 'linux': {
      const { kind, key } = row as DataOf<'LinuxObjectReported'>;
      return `${kind} ${plainText(key)}`;
    }
  }
};

/** What a new row holds besides its key, as far as it matters at first sight. */
const detailsOf = (table: TableName, row: object): readonly string[] => {
  switch (table) {
    case 'interfaces': {
      const { Type, PhysicalAddress, Mtu } = row as DataOf<'InterfaceArrived'>;
      return [shortName(Type), ...(PhysicalAddress === '' ? [] : [PhysicalAddress]), `MTU ${Mtu}`];
    }
    case 'ipInterfaces':
      return [`MTU ${(row as DataOf<'IpInterfaceBound'>).NlMtu}`];
    case 'routes': {
      const { Metric, Protocol } = row as DataOf<'RouteCreated'>;
      return [`metric ${Metric}`, shortName(Protocol)];
    }
    case 'unicast': {
      const { OnLinkPrefixLength, DadState } = row as DataOf<'UnicastAddressCreated'>;
      return [`/${OnLinkPrefixLength}`, shortName(DadState)];
    }
    case 'neighbors': {
      const { PhysicalAddress, State } = row as DataOf<'NeighborCreated'>;
      return [...(PhysicalAddress === '' ? [] : [PhysicalAddress]), shortName(State)];
    }
    case 'answering':
      return [(row as DataOf<'NeighborBeganAnswering'>).PhysicalAddress];
    case 'paths':
      return [`MTU ${(row as DataOf<'PathCreated'>).PathMtu}`];
    case 'anycast':
    case 'multicast':
    case 'dns':
    case 'linux':
      return [];
  }
};

/** A whole row in words: `10.0.0.0/8 via 172.16.99.1 on tun0 #4, metric 50, netmgmt`. */
export const rowText = (table: TableName, row: object, names: InterfaceNames): string =>
  [rowKeyText(table, row, names), ...detailsOf(table, row)].join(', ');

/** The key of a row as logs and differences write it: `routes/0x0006000005000000/10.0.0.0/8/192.0.2.1`. */
export const rowKey = (table: TableName, row: object): string =>
  `${table}/${tableDefinitionOf(table).keyOf(row)}`;
