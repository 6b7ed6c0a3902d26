import {
  callByName,
  compact,
  createHost,
  hardware,
  MemoryEventLog,
  netioapi,
  type EventLog,
  type Host,
} from '@netlapse/core';

import { simulate } from './simulation';

const forever = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const START = 1_767_225_600_000;

/** A seeded run of whatever can happen, a refusal, and then what it did not come to by chance. */
const modelLog = (): EventLog => {
  const { host } = simulate(2, 240);
  const report = hardware(host);
  report['interface-arrives']({
    interface: { InterfaceIndex: 40, Alias: 'Sample', PhysicalAddress: '02-00-00-00-00-40' },
  });
  const on = { InterfaceIndex: 40 };
  const Interface = host.state.interfaces.byIndex(40)?.InterfaceGuid;
  callByName(host, 'SetInterfaceDnsSettings', {
    Interface,
    Settings: { Version: 1, Flags: '2', NameServer: '192.0.2.53' },
  });
  const api = netioapi(host);
  api.CreateUnicastIpAddressEntry({
    Row: { ...on, Address: '192.0.2.40', OnLinkPrefixLength: 24, ...forever },
  });
  api.SetUnicastIpAddressEntry({
    Row: {
      ...on,
      Address: '192.0.2.40',
      OnLinkPrefixLength: 25,
      ...forever,
      PrefixOrigin: 1,
      SuffixOrigin: 1,
    },
  });
  api.CreateAnycastIpAddressEntry({ Row: { ...on, Address: '192.0.2.41' } });
  api.DeleteAnycastIpAddressEntry({ Row: { ...on, Address: '192.0.2.41' } });
  const route = { ...on, DestinationPrefix: '198.51.100.0/24', NextHop: '192.0.2.1', ...forever };
  api.CreateIpForwardEntry2({ Row: route });
  api.CreateIpForwardEntry2({ Row: route }, { actor: 'rival', commandId: 'again', correlationId: 'sample' });
  api.SetIpForwardEntry2({ Route: { ...route, Metric: 7 } });
  api.DeleteIpForwardEntry2({ Row: route });
  const neighbor = { ...on, Address: '192.0.2.1', PhysicalAddress: '02-AA-00-00-00-01' };
  report['neighbor-answers'](neighbor);
  api.ResolveIpNetEntry2({ Row: { ...on, Address: '192.0.2.1' } });
  host.advance(60_000);
  api.SetIpNetEntry2({ Row: { ...neighbor, State: 'NlnsPermanent' } });
  report['neighbor-silent']({ ...on, Address: '192.0.2.1' });
  api.DeleteIpNetEntry2({ Row: { ...on, Address: '192.0.2.1' } });
  const path = { ...on, Source: '192.0.2.40', Destination: '198.51.100.9', IsReachable: true };
  report['path-reported']({ ...path, PathMtu: 1500 });
  report['path-reported']({ ...path, PathMtu: 1400 });
  report['teredo-port']({ Port: 3544 });
  report['interface-changes']({ ...on, Mtu: 1400 });
  report['media-disconnects'](on);
  report['media-connects'](on);
  report['family-unbinds']({ ...on, Family: 'AF_INET6' });
  report['family-binds']({ ...on, Family: 'AF_INET6' });
  report['interface-departs'](on);
  return host.log;
};

/** A host that repeats a Linux host. */
const mirrorLog = (): EventLog => {
  const host: Host = createHost({
    hostId: 'mirror',
    now: START,
    mirror: 'linux',
    interfaces: [{ InterfaceIndex: 2 }],
  });
  const object = { ifindex: 2, dst: '192.0.2.1', lladdr: '02:aa:00:00:00:01', state: ['REACHABLE'] };
  const put = { type: 'LinuxObjectReported', data: { kind: 'neigh', key: '2 192.0.2.1', object } } as const;
  const gone = {
    type: 'LinuxObjectWithdrawn',
    data: { kind: 'neigh', key: '2 192.0.2.1', inferred: true },
  } as const;
  host.mirror({ at: START + 1, name: 'RTM_NEWNEIGH', params: {} }, () => [put]);
  host.mirror({ at: START + 2, name: 'RTM_DELNEIGH', params: {} }, () => [gone]);
  host.mirror({ at: START + 3, name: 'RTM_NEWNEIGH', params: {} }, () => [put]);
  return host.log;
};

/** A log that begins with a state. */
const baseLog = (): EventLog => {
  const { host } = simulate(4, 120);
  const log = new MemoryEventLog();
  let middle = 0;
  for (const { events } of host.timeline.commits(Math.floor(host.state.seq / 2), host.state.seq)) {
    middle = events[events.length - 1]?.seq ?? 0;
    break;
  }
  compact(host, { seq: middle }, log);
  return log;
};

/** What a version of this program makes of the same happenings: the logs that are kept of each version released. */
export const sampleLogs: Readonly<Record<string, () => EventLog>> = {
  model: modelLog,
  mirror: mirrorLog,
  base: baseLog,
};
