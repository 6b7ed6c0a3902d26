import { AppendBuilder } from '../../core/src/engine/append-builder';
import { replay } from '../../core/src/state';
import { keep } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { shuffled } from '../src/random';
import { median } from '../src/sample';
import { creations, hostWithoutRoutes, onInterface, routeTo } from '../src/routes';

ask({
  name: 'interface-departure',
  title: 'An interface goes with all its routes',
  about:
    'InterfaceDeparted with a RouteDeleted before it for every route on the interface: decided, checked and folded as one append. The cost of each route, over tables of all sizes.',
  measure: (bench) => {
    const { origin, ipv4, ipv6 } = loadPrefixes();
    bench.note(`Prefixes: ${origin}.`);
    const all = shuffled([...ipv4, ...ipv6], 5);
    const sizes = [1_000, bench.size(100_000, 5_000), bench.size(all.length, 20_000)];
    const values = sizes.map((count) => {
      const start = hostWithoutRoutes();
      const routes = all.slice(0, count).map((prefix, index) => routeTo(prefix, index));
      const state = replay(start, creations(routes, start.seq));
      const { departure } = bench.race(
        {
          departure: {
            operations: count,
            run: () => {
              const append = new AppendBuilder(state, 0);
              const data = { ...onInterface, reason: 'interface-departed' } as const;
              append.step([{ type: 'InterfaceDeparted', data }]);
              keep(append.state.routes.size);
            },
          },
        },
        bench.size(3, 1),
      );
      bench.time(`a route, of ${count.toLocaleString('en')} that go`, departure);
      return median(departure.rounds);
    });
    bench.curve({
      title: 'One route that goes with its interface',
      over: 'routes',
      sizes,
      unit: 'ns',
      series: [{ name: 'netlapse', values }],
    });
  },
});
