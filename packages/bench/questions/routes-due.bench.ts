import { nextDue } from '../../core/src/state/due';
import { AppendBuilder } from '../../core/src/engine/append-builder';
import { replay } from '../../core/src/state';
import { keep } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { shuffled } from '../src/random';
import { median } from '../src/sample';
import { creations, hostWithoutRoutes, routeTo } from '../src/routes';

ask({
  name: 'routes-due',
  title: 'Routes that fall due',
  about:
    'A table whose every route ends at an instant of its own. The next one is found, deleted and the state folded, each in an append of its own: the cost of one, over tables of all sizes.',
  measure: (bench) => {
    const { origin, ipv4, ipv6 } = loadPrefixes();
    bench.note(`Prefixes: ${origin}.`);
    const all = shuffled([...ipv4, ...ipv6], 5);
    const expiries = bench.size(5_000, 200);
    const sizes = [10_000, bench.size(100_000, 10_000), bench.size(all.length, 20_000)];
    const values = sizes.map((count) => {
      const start = hostWithoutRoutes();
      const routes = all
        .slice(0, count)
        .map((prefix, index) =>
          routeTo(prefix, index, { validUntil: 1_767_225_600_000 + ((index * 7919) % count) }),
        );
      const full = replay(start, creations(routes, start.seq));
      const { expiry } = bench.race({
        expiry: {
          operations: expiries,
          run: () => {
            let state = full;
            for (let done = 0; done < expiries; done++) {
              const due = nextDue(state, Infinity);
              if (due === undefined) throw new Error('nothing is due');
              const append = new AppendBuilder(state, due.at);
              append.step(due.events);
              state = append.state;
            }
            keep(state.seq);
          },
        },
      });
      bench.time(`one expiry, ${count.toLocaleString('en')} routes`, expiry);
      return median(expiry.rounds);
    });
    bench.curve({
      title: 'One route that ends',
      over: 'routes',
      sizes,
      unit: 'ns',
      series: [{ name: 'netlapse', values }],
    });
  },
});
