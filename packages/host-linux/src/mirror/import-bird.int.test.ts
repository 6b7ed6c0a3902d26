import { netioapi, type Host, type HostState } from '@netlapse/core';

import { recordingFile } from '../../test/recordings';
import { recordedBytes } from '../files';
import { checkIpExport, importIpExport } from './import-ip-export';
import { importRtmon } from './import-rtmon';
import { mirrorLinux } from './mirror-linux';

const recorded = (): Host => {
  const host = mirrorLinux({ now: 0 });
  importRtmon(host, recordingFile('bird/bird.rtmon'), { file: 'bird.rtmon' });
  return host;
};

const files = (when: string) =>
  ['link', 'addr', 'route', 'route6'].map((what) =>
    recordedBytes(recordingFile(`bird/${when}-${what}.json`), `${when}-${what}.json`),
  );

const printed = (when: string): Host => {
  const host = mirrorLinux({ now: 0 });
  importIpExport(host, checkIpExport(files(when)), { at: 1 });
  return host;
};

/** Rows and objects of routes, without what hangs on the instant. */
const routesOf = ({ linux, routes }: HostState): readonly string[] =>
  [
    ...Array.from(routes.values(), ({ DestinationPrefix, InterfaceIndex, Metric, NextHop, Protocol }) =>
      ['row', DestinationPrefix, NextHop, InterfaceIndex, Metric, Protocol].join(' '),
    ),
    ...Array.from(linux.routeObjects(), ({ object }) =>
      [
        'object',
        object['dst'],
        object['type'],
        object['table'],
        object['protocol'],
        object['metric'],
        object['oif'],
      ].join(' '),
    ),
  ].sort();

const QUIET_MS = 1000;

/** The state before the burst of messages in which a route went. */
const before = (host: Host, prefix: string): HostState => {
  let [quiet, last] = [0, Number.NEGATIVE_INFINITY];
  for (const record of host.log.records()) {
    if (record.kind !== 'commit') continue;
    if (record.at - last > QUIET_MS) quiet = (record.events[0]?.seq ?? 1) - 1;
    last = record.at;
    if (
      record.events.some(({ data, type }) => type === 'RouteDeleted' && data['DestinationPrefix'] === prefix)
    )
      return host.view({ seq: quiet }).state;
  }
  throw new Error(`${prefix} never went`);
};

describe('what BIRD did to the kernel', () => {
  const host = recorded();

  it.each([
    ['fed it', 'fed', () => before(host, '10.60.0.0/16')],
    ['moved some and withdrew others', 'moved', () => before(host, '10.62.0.0/16')],
    ['took all away', 'final', () => host.state],
  ] as const)('%s', (_, when, stateOf) => {
    expect(routesOf(stateOf())).toEqual(routesOf(printed(when).state));
  });

  it('says which way 10.50.0.1 went, and when it had none', () => {
    const ways = new Set<string>();
    for (const record of host.log.records()) {
      if (
        record.kind !== 'commit' ||
        !record.events.some(({ data }) => data['DestinationPrefix'] === '10.50.0.0/16')
      )
        continue;
      const seq = record.events.at(-1)?.seq ?? 0;
      const { BestRoute, status } = netioapi(host).GetBestRoute2(
        { DestinationAddress: '10.50.0.1' },
        { asOf: { seq } },
      );
      ways.add(BestRoute?.NextHop ?? status);
    }
    expect(Array.from(ways)).toEqual(['192.0.2.2', '198.51.100.2', 'STATUS_NETWORK_UNREACHABLE']);
  });

  it('bears the metric of BIRD and its own origin', () => {
    const rows = before(host, '10.60.0.0/16').routes.at('10.60.0.0/16' as never);
    expect(rows).toMatchObject([{ Metric: 64, Protocol: 'MIB_IPPROTO_OTHER', NextHop: '192.0.2.3' }]);
  });

  it('is at its end what `ip` printed: importing that changes no route', () => {
    const again = recorded();
    const seq = again.position.seq;
    importIpExport(again, checkIpExport(files('final'), again.state.linux), { at: again.clock });
    const types = Array.from(again.log.records())
      .flatMap((record) => (record.kind === 'commit' ? record.events : []))
      .filter((event) => event.seq > seq)
      .map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('Route'))).toEqual([]);
  });
});
