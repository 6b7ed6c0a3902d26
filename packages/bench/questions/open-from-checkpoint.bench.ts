import { createHost, openHost, type DomainEvent, type Prefix } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { type Bench } from '../src/bench';
import { bytesOf, logFolder } from '../src/log-folder';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { appendEvents, BEGIN, beginLog, FlappingRoutes } from '../src/route-events';
import { shuffled } from '../src/random';

const path = logFolder();

/** A log with a route for each prefix, and the checkpoint that its host leaves when it is closed. */
const modelLog = (file: string, prefixes: readonly Prefix[]): void => {
  const log = openSqliteLog(file, { mode: 'create', checkpoints: 'ignore' });
  beginLog(log, 'full');
  appendEvents(log, new FlappingRoutes(prefixes), prefixes.length);
  log.close();
  openHost(openSqliteLog(file, { mode: 'write' })).close();
};

/** What a mirrored Linux host says of a route, and the row that is made of it. */
const mirrored = (prefix: Prefix, index: number): readonly DomainEvent[] => {
  const isV6 = prefix.includes(':');
  const gateway = isV6 ? `2001:db8::${((index % 20) + 1).toString(16)}` : `192.0.2.${(index % 20) + 1}`;
  const metric = isV6 ? 1024 : 20;
  const object = {
    dst: prefix,
    family: isV6 ? 'inet6' : 'inet',
    flags: [],
    gateway,
    metric,
    oif: 5,
    protocol: 'bird',
    scope: 'global',
    table: 'main',
    type: 'unicast',
  };
  const key = `${prefix} table main metric ${metric} unicast via ${gateway} dev 5`;
  const said = { type: 'LinuxObjectReported', data: { kind: 'route', key, object } };
  const made = new FlappingRoutes([prefix]).next(BEGIN + index);
  return [
    said as DomainEvent,
    { ...made, data: { ...made.data, NextHop: gateway } } as unknown as DomainEvent,
  ];
};

const mirroredLog = (file: string, prefixes: readonly Prefix[]): void => {
  const log = openSqliteLog(file, { mode: 'create' });
  const host = createHost({ log, now: BEGIN, hostId: 'mirror', mirror: 'linux' });
  for (let start = 0; start < prefixes.length; start += 1000)
    host.batch(() => {
      prefixes.slice(start, start + 1000).forEach((prefix, index) => {
        const message = { at: BEGIN + start + index, name: 'RTM_NEWROUTE', params: { dst: prefix } };
        host.mirror(message, () => mirrored(prefix, start + index));
      });
    });
  host.close();
};

const measure = (bench: Bench, what: string, file: string, atMost?: number): void => {
  for (const mode of ['read', 'write'] as const) {
    const opened = bench.once(
      () => {
        const log = openSqliteLog(file, { mode });
        openHost(log, { hasher: log.hasher });
        log.close();
      },
      bench.size(5, 2),
    );
    bench.time(`opening ${what} to ${mode}`, opened, atMost === undefined || bench.isQuick ? {} : { atMost });
  }
  bench.figure(`${what}: its checkpoint`, 'bytes', bytesOf(`${file}.checkpoints`));
  bench.figure(`${what}: its log`, 'bytes', bytesOf(file));
};

ask({
  name: 'open-from-checkpoint',
  title: 'Opening a log with a full table',
  about:
    'A log holds a route for each prefix of a full Internet table, in no order. It is opened, from the newest checkpoint beside it, until its host can be asked; the checkpoint is held against its digest, and what follows it against the chain.',
  measure: (bench) => {
    const { ipv4, ipv6 } = loadPrefixes();
    const prefixes = shuffled([...ipv4, ...ipv6], 3).slice(0, bench.size(Infinity, 20_000));
    const many = prefixes.length.toLocaleString('en');
    const model = path('model.db');
    modelLog(model, prefixes);
    measure(bench, `a host with ${many} routes`, model, 3e9);
    const mirror = path('mirror.db');
    mirroredLog(mirror, prefixes);
    measure(bench, `a mirrored Linux host with ${many} routes`, mirror);
    bench.note('A mirrored host keeps each route twice: as Linux said it, and as the row made of it.');
  },
});
