import type { HostState } from '@netlapse/core';

import { evolveAll, replay, type Numbered } from '../../core/src/state';
import { heapBytes, keep } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { shuffled } from '../src/random';
import { creations, hostWithoutRoutes, routeTo } from '../src/routes';

ask({
  name: 'memory-of-a-full-table',
  title: 'Memory of a full table',
  about:
    'A host that holds all routes of a full table, with every index: what the heap holds more than with a host without them, after a collection. Once built by replay, once folded event by event.',
  measure: (bench) => {
    const { origin, ipv4, ipv6 } = loadPrefixes();
    bench.note(`Prefixes: ${origin}.`);
    const count = bench.size(ipv4.length + ipv6.length, 20_000);
    const prefixes = shuffled([...ipv4, ...ipv6], 5).slice(0, count);
    function* events(after: number): IterableIterator<Numbered> {
      for (const [index, prefix] of prefixes.entries())
        yield* creations([routeTo(prefix, index)], after + index);
    }
    const start = hostWithoutRoutes();
    const holding = (fold: () => HostState): number => {
      const before = heapBytes();
      const state = fold();
      const bytes = (heapBytes() - before) / count;
      keep(state.routes.size);
      return bytes;
    };
    const routes = `${count.toLocaleString('en')} routes`;
    const replayed = holding(() => replay(start, events(start.seq)));
    bench.figure(`a route, of ${routes} replayed`, 'bytes', replayed, { atMost: 150 });
    const folded = holding(() => evolveAll(start, events(start.seq)));
    bench.figure(`a route, of ${routes} folded one by one`, 'bytes', folded, { atMost: 150 });
  },
});
