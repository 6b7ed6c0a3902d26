import * as fc from 'fast-check';

import {
  callByName,
  createHost,
  functions,
  isSuccess,
  stateHash,
  type FunctionName,
  type Host,
} from '@netlapse/core';

import { propertyRuns } from './property-runs';

const names = Object.keys(functions) as readonly FunctionName[];

const hostWithRows = (): Host => {
  const host = createHost({
    now: 1_767_225_600_000,
    stacks: ['AF_INET', 'AF_INET6'],
    interfaces: [
      { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' },
      { InterfaceIndex: 6, Type: 'IF_TYPE_SOFTWARE_LOOPBACK' },
      { InterfaceIndex: 7, Type: 'IF_TYPE_TUNNEL', families: ['AF_INET'], supportsRoutes: false },
    ],
  });
  const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
  callByName(host, 'CreateUnicastIpAddressEntry', {
    Row: { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting },
  });
  callByName(host, 'CreateIpForwardEntry2', {
    Row: { DestinationPrefix: '0.0.0.0/0', NextHop: '192.0.2.1', InterfaceIndex: 5, ...lasting },
  });
  callByName(host, 'CreateIpNetEntry2', {
    Row: {
      Address: '192.0.2.1',
      InterfaceIndex: 5,
      PhysicalAddress: '02-AA-00-00-00-01',
      State: 'NlnsPermanent',
    },
  });
  host.advance(5000);
  return host;
};

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    true,
    false,
    '',
    ' ',
    'x',
    -1,
    1.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    '\ud800',
    [],
  ),
  fc.constantFrom(0, 1, 2, 5, 6, 7, 23, 32, 128, 255, 256, 65_535, 0xffff_fffe, 0xffff_ffff, 0x1_0000_0000),
  fc.string({ maxLength: 6 }),
  fc.double(),
  fc.array(fc.integer(), { maxLength: 2 }),
  fc.dictionary(fc.string({ maxLength: 3 }), fc.integer(), { maxKeys: 2 }),
  fc.constant(10n),
);

const sound: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  '192.0.2.1',
  '192.0.2.10',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.251',
  '127.0.0.1',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%5',
  'fe80::1%9',
  'ff02::1',
  '2001:db8::1',
  '::ffff:10.0.0.1',
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.2.3/8',
  '10.0.0.0/33',
  '::/0',
  '2001:db8::/64',
  '0x0006000005000000',
  '0x0006000009000000',
  '{00060000-0500-4000-8000-000000000000}',
  '02-AA-00-00-00-02',
  '00-00-00-00-00-00',
  '02-AA',
  'AF_INET',
  'AF_INET6',
  'AF_UNSPEC',
  'NlnsStale',
  'MIB_IPPROTO_LOCAL',
  'IpPrefixOriginUnchanged',
  'IpDadStatePreferred',
  'RouterDiscoveryUnchanged',
  'Ethernet',
  'ethernet_5',
  '65535',
  '3',
  5,
  5,
  5,
  24,
  0xffff_ffff,
  true,
);

const value = fc.oneof({ weight: 3, arbitrary: sound }, { weight: 1, arbitrary: junk });

/** Parameters of a function by its own declaration: rows with some of their members, and now and then what is none. */
const paramsOf = (name: FunctionName): fc.Arbitrary<object> => {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const parameter of functions[name].parameters) {
    const members = Object.keys(('row' in parameter ? parameter.row?.members : undefined) ?? {});
    fields[parameter.name] =
      members.length === 0
        ? value
        : fc.oneof(
            {
              weight: 9,
              arbitrary: fc.record(Object.fromEntries(members.map((member) => [member, value])), {
                requiredKeys: [],
              }),
            },
            { weight: 1, arbitrary: junk },
          );
  }
  return fc.record(fields, { requiredKeys: [] });
};

const someCall = fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), paramsOf(name)));

describe('a call with whatever its caller passes', () => {
  it('answers with a status of its own list, throws nothing, and changes nothing where it is refused', () => {
    const host = hostWithRows();
    fc.assert(
      fc.property(fc.array(someCall, { minLength: 50, maxLength: 50 }), (calls) => {
        for (const [name, params] of calls) {
          const { state } = host;
          const { status } = callByName(host, name, params);
          const listed: readonly string[] = functions[name].statuses;
          if (listed.length > 0 ? !listed.includes(status) : status !== 'STATUS_SUCCESS')
            throw new Error(`${name} returned ${status}, which is not among ${listed.join(', ')}`);
          if (!isSuccess(status) && status !== 'STATUS_BAD_NETWORK_NAME' && host.state !== state)
            throw new Error(`${name} was refused with ${status} and changed the state`);
        }
      }),
      propertyRuns(2000),
    );
    expect(stateHash(host.state)).toMatch(/^[0-9a-f]{64}$/);
  });
});
