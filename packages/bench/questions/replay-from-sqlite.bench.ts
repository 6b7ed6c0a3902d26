import { openHost } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { keep } from '../src/bench';
import { logFolder } from '../src/log-folder';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { shuffled } from '../src/random';
import { appendEvents, beginLog, FlappingRoutes } from '../src/route-events';

const path = logFolder();

ask({
  name: 'replay-from-sqlite',
  title: 'Replaying a log from SQLite',
  about:
    'A log of routes that come, change and go is opened without its checkpoints: each record is read, held against its hash and the one before, each event decoded, checked and folded.',
  measure: (bench) => {
    const events = bench.size(1_000_000, 20_000);
    const { ipv4, ipv6 } = loadPrefixes();
    const prefixes = shuffled([...ipv4, ...ipv6], 3).slice(0, events / 2);
    const file = path('replay.db');
    const log = openSqliteLog(file, { mode: 'create', checkpoints: 'ignore' });
    beginLog(log, 'replay');
    appendEvents(log, new FlappingRoutes(prefixes), events);
    log.close();
    const raced = bench.race(
      {
        whole: {
          operations: events,
          run: () => {
            const read = openSqliteLog(file, { mode: 'read', checkpoints: 'ignore' });
            keep(openHost(read, { hasher: read.hasher, checkpoints: 'ignore' }).state.routes.size);
            read.close();
          },
        },
        reading: {
          operations: events,
          run: () => {
            const read = openSqliteLog(file, { mode: 'read', checkpoints: 'ignore' });
            for (const { n } of read.records()) keep(n);
            read.close();
          },
        },
      },
      bench.size(3, 1),
    );
    bench.rate('events replayed, the chain checked', raced.whole, bench.isQuick ? {} : { atLeast: 300_000 });
    bench.rate('of that alone reading and checking the records, one event each', raced.reading);
  },
});
