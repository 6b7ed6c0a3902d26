import { forkHost, netioapi, type Host } from '@netlapse/core';

import { heapBytes, keep } from '../src/bench';
import { freshPrefix, givenRoute, hostWithRoutes } from '../src/host-with-routes';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';

ask({
  name: 'forks',
  title: 'Ten thousand forks of one state',
  about:
    'Hosts of their own from one position of a host with a full table; then each of them is given a route that only it has.',
  measure: (bench) => {
    const { ipv4, ipv6, origin } = loadPrefixes();
    const host = hostWithRoutes([...ipv4, ...ipv6].slice(0, bench.size(Infinity, 10_000)));
    const count = bench.size(10_000, 200);
    let forks: Host[] = [];
    const fork = (): void => {
      forks = Array.from({ length: count }, () => forkHost(host, host.position));
    };
    const { made } = bench.race({ made: { operations: count, run: fork } });
    bench.time('one fork', made);
    forks = [];
    const before = heapBytes();
    fork();
    const alone = heapBytes();
    bench.figure('memory of a fork', 'bytes', (alone - before) / count);
    const changed = bench.once(() => {
      forks.forEach((each, number) => {
        const { status } = netioapi(each).CreateIpForwardEntry2({ Row: givenRoute(freshPrefix(number)) });
        if (status !== 'STATUS_SUCCESS') throw new Error(status);
      });
    });
    bench.time('a route of its own for each fork', { rounds: changed.rounds.map((all) => all / count) });
    bench.figure('memory of a fork with a route of its own', 'bytes', (heapBytes() - before) / count);
    keep(forks.length);
    bench.note(`${origin}: ${host.state.routes.size} routes, ${count} forks.`);
  },
});
