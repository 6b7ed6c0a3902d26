import { createHost, type Host, type InterfaceDescription } from '@netlapse/core';

import { runStep, stepText, type Step } from './reference-steps';
import { packedText } from './reference-text';

/** 2026-01-01T00:00:00Z: the instant at which every example begins. */
export const EXAMPLE_NOW = 1_767_225_600_000;

const INFINITE = 0xffff_ffff;

const interfaces: readonly InterfaceDescription[] = [
  { InterfaceIndex: 1, Alias: 'Loopback', Type: 'IF_TYPE_SOFTWARE_LOOPBACK' },
  { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' },
  {
    InterfaceIndex: 9,
    Alias: 'Tunnel',
    Type: 'IF_TYPE_TUNNEL',
    Mtu: 1400,
    lowerInterfaces: [5],
    families: ['AF_INET'],
  },
];

const route = (DestinationPrefix: string): Step => ({
  call: 'CreateIpForwardEntry2',
  params: {
    Row: {
      InterfaceIndex: 5,
      DestinationPrefix,
      NextHop: '192.0.2.1',
      ValidLifetime: INFINITE,
      PreferredLifetime: INFINITE,
      Metric: 10,
    },
  },
});

/** What is done to the host before any example. */
const steps: readonly Step[] = [
  {
    call: 'CreateUnicastIpAddressEntry',
    params: {
      Row: {
        InterfaceIndex: 5,
        Address: '192.0.2.10',
        OnLinkPrefixLength: 24,
        ValidLifetime: INFINITE,
        PreferredLifetime: INFINITE,
      },
    },
  },
  route('0.0.0.0/0'),
  route('10.0.0.0/8'),
  { call: 'CreateAnycastIpAddressEntry', params: { Row: { InterfaceIndex: 5, Address: '2001:db8::' } } },
  {
    report: 'path-reported',
    members: {
      InterfaceIndex: 5,
      Source: '192.0.2.10',
      Destination: '198.51.100.7',
      CurrentNextHop: '192.0.2.1',
      PathMtu: 1500,
      RttMean: 20,
      RttDeviation: 3,
      IsReachable: true,
    },
  },
  { report: 'teredo-port', members: { Port: 40_000 } },
  { advance: 10 },
  {
    report: 'neighbor-answers',
    members: { InterfaceIndex: 5, Address: '192.0.2.1', PhysicalAddress: '02-AA-00-00-00-01' },
  },
  { call: 'ResolveIpNetEntry2', params: { Row: { InterfaceIndex: 5, Address: '192.0.2.1' } } },
];

/** A fresh host as the examples find it: three interfaces, an address, routes, a neighbor, a path, a Teredo port. */
export const exampleHost = (): Host => {
  const host = createHost({ hostId: 'example', now: EXAMPLE_NOW, interfaces });
  for (const step of steps) runStep(host, step);
  return host;
};

/** How a reader makes the same host. */
export const exampleHostText = (): string =>
  [
    "import { createHost, hardware, netioapi } from '@netlapse/core';",
    '',
    `const host = createHost(${packedText({ hostId: 'example', now: EXAMPLE_NOW, interfaces }, 'ts', 24)});`,
    'const { CreateAnycastIpAddressEntry, CreateIpForwardEntry2, CreateUnicastIpAddressEntry, ResolveIpNetEntry2 } =',
    '  netioapi(host);',
    'const report = hardware(host);',
    '',
    ...steps.map(stepText),
  ].join('\n');
