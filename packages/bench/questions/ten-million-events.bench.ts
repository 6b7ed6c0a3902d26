import { bestRouteHistory, netioapi, openHost, type Host } from '@netlapse/core';
import { openSqliteLog, type SqliteEventLog } from '@netlapse/log-sqlite';

import { keep, type Bench } from '../src/bench';
import { bytesOf, logFolder } from '../src/log-folder';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { seededRandom, shuffled } from '../src/random';
import { appendEvents, beginLog, FlappingRoutes } from '../src/route-events';

const path = logFolder();

const opened = (file: string): { readonly log: SqliteEventLog; readonly host: Host } => {
  const log = openSqliteLog(file, { mode: 'read' });
  return { log, host: openHost(log, { hasher: log.hasher }) };
};

/** Opens the log anew for each, as a command does, and has something asked. */
const asked = (file: string, about: (host: Host) => void) => (): void => {
  const { log, host } = opened(file);
  about(host);
  log.close();
};

const measure = (bench: Bench, events: number): void => {
  const { ipv4 } = loadPrefixes();
  const prefixes = shuffled(ipv4, 5).slice(0, events / 100);
  const file = path('long.db');
  const written = bench.once(() => {
    const log = openSqliteLog(file, { mode: 'create' });
    beginLog(log, 'long');
    appendEvents(log, new FlappingRoutes(prefixes), events);
    log.close();
  });
  const eventText = `${events.toLocaleString('en')} events of ${prefixes.length.toLocaleString('en')} routes`;
  bench.time(`writing ${eventText}, straight to the log`, written);
  bench.time(
    'opening it for the first time: all is folded, checkpoints are made',
    bench.once(asked(file, () => undefined)),
  );
  const rounds = bench.size(5, 1);
  bench.time(
    'opening it from a checkpoint',
    bench.once(
      asked(file, () => undefined),
      rounds,
    ),
  );
  const random = seededRandom(11);
  const pastOf = (host: Host) => ({ seq: 1 + Math.floor(random() * (host.state.seq - 1)) });
  bench.time(
    'opening it and listing all routes as of a past event',
    bench.once(
      asked(file, (host) => {
        keep(
          netioapi(host).GetIpForwardTable2({ Family: 'AF_INET' }, { asOf: pastOf(host) }).Table?.length ?? 0,
        );
      }),
      rounds,
    ),
  );
  const destinations = prefixes.slice(0, 20).map((prefix) => prefix.slice(0, prefix.indexOf('/')));
  let next = 0;
  const destination = (): string => destinations[next++ % destinations.length] as string;
  bench.time(
    'opening it and asking for the best route as of a past event',
    bench.once(
      asked(file, (host) => {
        const DestinationAddress = destination();
        keep(netioapi(host).GetBestRoute2({ DestinationAddress }, { asOf: pastOf(host) }).status.length);
      }),
      rounds,
    ),
  );
  bench.time(
    'opening it and telling every best route to a destination there ever was',
    bench.once(
      asked(file, (host) => {
        keep(bestRouteHistory(host, { DestinationAddress: destination() }).length);
      }),
      rounds,
    ),
  );
  bench.figure('resident memory of the process after all that', 'bytes', process.memoryUsage().rss);
  bench.figure('the log', 'bytes', bytesOf(file));
  bench.figure('checkpoints and index beside it', 'bytes', bytesOf(`${file}.checkpoints`));
};

ask({
  name: 'ten-million-events',
  title: 'A long log',
  about:
    'Routes that flap, one event an append: written straight to the log, then asked as the command line asks it, each question with an opening of its own. Ten million events with --long, else a million.',
  measure: (bench) => {
    measure(bench, bench.isLong ? 10_000_000 : bench.size(1_000_000, 100_000));
  },
});
