import { evolveAll, replay } from '../../core/src/state';
import { keep } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { shuffled } from '../src/random';
import { creations, deletions, hostWithoutRoutes, routeTo } from '../src/routes';

ask({
  name: 'replay',
  title: 'Replay where only the end counts',
  about:
    'The events of a log, decoded and in memory, are folded into the state after them: all routes of a full table created in any order, in the order of their prefixes, and deleted again. Beside it the same folded one by one.',
  measure: (bench) => {
    const { origin, ipv4, ipv6 } = loadPrefixes();
    bench.note(`Prefixes: ${origin}.`);
    const count = bench.size(ipv4.length + ipv6.length, 10_000);
    const prefixes = shuffled([...ipv4, ...ipv6], 5).slice(0, count);
    const start = hostWithoutRoutes();
    const routes = prefixes.map((prefix, index) => routeTo(prefix, index));
    const inAnyOrder = creations(routes, start.seq);
    const full = replay(start, inAnyOrder);
    const byPrefix = creations(
      Array.from(full.routes.values(), ({ createdSeq: _, setSeq: __, ...data }) => data),
      start.seq,
    );
    const gone = deletions(routes, full.seq);
    const rounds = bench.size(5, 2);
    const sample = bench.race(
      {
        inAnyOrder: { operations: count, run: () => keep(replay(start, inAnyOrder).seq) },
        byPrefix: { operations: count, run: () => keep(replay(start, byPrefix).seq) },
        gone: { operations: count, run: () => keep(replay(full, gone).seq) },
      },
      rounds,
    );
    bench.rate('routes created in any order', sample.inAnyOrder, { atLeast: 1_500_000 });
    bench.rate('routes created in the order of their prefixes', sample.byPrefix, { atLeast: 1_500_000 });
    bench.rate('a full table deleted', sample.gone);
    const some = inAnyOrder.slice(0, bench.size(100_000, 2_000));
    const few = bench.race(
      {
        replay: { operations: some.length, run: () => keep(replay(start, some).seq) },
        oneByOne: { operations: some.length, run: () => keep(evolveAll(start, some).seq) },
      },
      rounds,
    );
    bench.beside(
      `${some.length.toLocaleString('en')} routes created`,
      few.replay,
      'one by one',
      few.oneByOne,
    );
  },
});
