import type { DomainEvent, EventType, TableName } from '@netlapse/core';
import * as fc from 'fast-check';

import type { Interest, Where } from '../src/interests';
import type { Prefix } from '../src/net';

const prefixes = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.1.2.0/24',
  '10.1.2.3/32',
  '10.1.2.4/32',
  '10.128.0.0/9',
  '192.0.2.0/24',
  '255.255.255.255/32',
  '::/0',
  '2001:db8::/32',
  '2001:db8::/33',
  '2001:db8::1/128',
  '2001:db8:0:0:8000::/65',
  '2001:db8:8000::/33',
  'fe80::/10',
] as unknown as readonly Prefix[];

const addresses = ['10.1.2.3', '10.1.2.4', '192.0.2.1', '2001:db8::1', 'fe80::1', '::', '0.0.0.0'];

const interfaces = [
  { InterfaceLuid: '0x0006000005000000', InterfaceIndex: 5 },
  { InterfaceLuid: '0x0006000007000000', InterfaceIndex: 7 },
] as const;

const on = fc.constantFrom(...interfaces);
const anEvent = <Data extends object>(
  types: readonly EventType[],
  data: fc.Arbitrary<Data>,
): fc.Arbitrary<DomainEvent> =>
  fc
    .tuple(fc.constantFrom(...types), on, data)
    .map(([type, key, more]) => ({ type, data: { ...key, ...more } }) as unknown as DomainEvent);

const prefix = fc.constantFrom(...prefixes);
const address = fc.constantFrom(...addresses);
const reason = fc.constantFrom('expired', 'deleted');

/** Events of many kinds, with nothing in them but what says where they belong. */
export const sampleEvents: fc.Arbitrary<DomainEvent> = fc.oneof(
  { weight: 4, arbitrary: anEvent(['RouteCreated', 'RouteSet'], fc.record({ DestinationPrefix: prefix })) },
  anEvent(['RouteDeleted'], fc.record({ DestinationPrefix: prefix, reason })),
  anEvent(['UnicastAddressCreated', 'DadStateChanged', 'NeighborSet'], fc.record({ Address: address })),
  anEvent(['IpInterfaceSet'], fc.record({ Family: fc.constantFrom('AF_INET', 'AF_INET6') })),
  anEvent(['PathCreated'], fc.record({ Source: address, Destination: address })),
  anEvent(['InterfaceSet', 'MediaDisconnected'], fc.constant({})),
  fc.constant({ type: 'TeredoPortChanged', data: { Port: 1 } } as DomainEvent),
);

const where: fc.Arbitrary<Where> = fc.oneof(
  fc.record({ exactly: prefix }),
  fc.record({ within: prefix }),
  fc.record({ holding: prefix }),
);

/** What may be asked for of such events. */
export const sampleInterests: fc.Arbitrary<Interest> = fc.record(
  {
    about: fc.constantFrom<TableName | EventType>(
      'routes',
      'unicast',
      'neighbors',
      'interfaces',
      'ipInterfaces',
      'paths',
      'RouteCreated',
      'RouteDeleted',
      'MediaDisconnected',
      'TeredoPortChanged',
    ),
    family: fc.constantFrom('AF_INET', 'AF_INET6'),
    interface: fc.constantFrom<string | number>(5, 7, '0x0006000005000000'),
    where,
  },
  { requiredKeys: [] },
);
