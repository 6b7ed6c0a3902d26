import type { ReportName } from '@netlapse/core';

import { watch, type Happening } from './reference-examples';
import { exampleHost } from './reference-host';
import { reportText, runStep, stepText, type Params, type Step } from './reference-steps';

interface ReportExample {
  readonly before?: readonly Step[];
  readonly members: Params;
  /** Members of a second report of the same kind. */
  readonly again?: Params;
}

/** What came of a report. */
export interface ReportRun {
  readonly lines: readonly string[];
  readonly happened: readonly Happening[];
}

const neighbor = (Address: string, members: Params = {}): Params => ({
  InterfaceIndex: 5,
  Address,
  ...members,
});

const reportedPath: Params = {
  InterfaceIndex: 5,
  Source: '192.0.2.10',
  Destination: '203.0.113.9',
  CurrentNextHop: '192.0.2.1',
  PathMtu: 1500,
  RttMean: 25,
  IsReachable: true,
};

/** One report of each kind that changes something. */
export const reportExamples: Readonly<Record<ReportName, ReportExample>> = {
  'interface-arrives': {
    members: { interface: { InterfaceIndex: 7, Alias: 'Ethernet 2', PhysicalAddress: '02-00-00-00-00-07' } },
  },
  'interface-departs': {
    before: [
      {
        call: 'SetInterfaceDnsSettings',
        params: {
          Interface: '{00060000-0500-4000-8000-000000000000}',
          Settings: { Version: 1, Flags: '2', NameServer: '192.0.2.53' },
        },
      },
    ],
    members: { InterfaceIndex: 5 },
  },
  'media-connects': {
    before: [{ report: 'media-disconnects', members: { InterfaceIndex: 5 } }],
    members: { InterfaceIndex: 5 },
  },
  'media-disconnects': { members: { InterfaceIndex: 5 } },
  'interface-changes': { members: { InterfaceIndex: 5, Alias: 'Office', Mtu: 1400 } },
  'family-binds': { members: { InterfaceIndex: 9, Family: 'AF_INET6' } },
  'family-unbinds': { members: { InterfaceIndex: 5, Family: 'AF_INET6' } },
  'duplicate-address': {
    before: [
      {
        call: 'CreateUnicastIpAddressEntry',
        params: {
          Row: {
            InterfaceIndex: 5,
            Address: '192.0.2.11',
            OnLinkPrefixLength: 24,
            ValidLifetime: 3600,
            PreferredLifetime: 3600,
          },
        },
      },
    ],
    members: neighbor('192.0.2.11'),
  },
  'router-advertises': {
    members: {
      InterfaceIndex: 5,
      Router: 'fe80::1',
      RouterLifetime: 1800,
      Prefixes: [
        {
          Prefix: '2001:db8:1::/64',
          OnLink: true,
          Autonomous: true,
          ValidLifetime: 86_400,
          PreferredLifetime: 14_400,
        },
      ],
    },
  },
  'neighbor-answers': { members: neighbor('192.0.2.20', { PhysicalAddress: '02-AA-00-00-00-20' }) },
  'neighbor-silent': { members: neighbor('192.0.2.1') },
  'neighbor-answered': {
    before: [{ report: 'packet-sent', members: neighbor('192.0.2.20') }],
    members: neighbor('192.0.2.20', { PhysicalAddress: '02-AA-00-00-00-20' }),
  },
  'neighbor-advertises': {
    members: neighbor('192.0.2.1', { PhysicalAddress: '02-AA-00-00-00-02', Override: true }),
  },
  'neighbor-heard': { members: neighbor('192.0.2.20', { PhysicalAddress: '02-AA-00-00-00-20' }) },
  'packet-sent': { members: neighbor('192.0.2.20') },
  'reachability-confirmed': {
    before: [{ advance: 60 }],
    members: neighbor('192.0.2.1'),
  },
  'path-reported': { members: reportedPath, again: { ...reportedPath, PathMtu: 1400 } },
  'path-gone': { members: { InterfaceIndex: 5, Source: '192.0.2.10', Destination: '198.51.100.7' } },
  'teredo-port': { members: { Port: 40_001 } },
};

/** Gives a report of a kind to a fresh example host. */
export const runReportExample = (name: ReportName): ReportRun => {
  const { before = [], members, again } = reportExamples[name];
  const host = exampleHost();
  for (const step of before) runStep(host, step);
  const happened = watch(host);
  const given = again === undefined ? [members] : [members, again];
  for (const each of given) runStep(host, { report: name, members: each });
  return { lines: [...before.map(stepText), ...given.map((each) => reportText(name, each))], happened };
};
