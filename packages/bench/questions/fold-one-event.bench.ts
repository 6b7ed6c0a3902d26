import type { HostState } from '@netlapse/core';
import { configureStore, createSlice, Tuple, type PayloadAction } from '@reduxjs/toolkit';
import { enableMapSet, produce } from 'immer';
import { Map as ImmutableMap } from 'immutable';

import { evolve, replay, type Numbered } from '../../core/src/state';
import { keep, type Bench } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { shuffled } from '../src/random';
import { median, type Sample } from '../src/sample';
import { creations, deletions, hostWithoutRoutes, routeTo, type RouteData } from '../src/routes';

const keyOf = ({ InterfaceLuid, DestinationPrefix, NextHop }: RouteData): string =>
  `${InterfaceLuid}/${DestinationPrefix}/${NextHop}`;

enableMapSet();

const reduxStore = (routes: readonly RouteData[]) => {
  const slice = createSlice({
    name: 'routes',
    initialState: Object.fromEntries(routes.map((data) => [keyOf(data), data])),
    reducers: {
      set: (draft, { payload }: PayloadAction<RouteData>) => {
        draft[keyOf(payload)] = payload;
      },
    },
  });
  const store = configureStore({ reducer: slice.reducer, middleware: () => new Tuple() });
  return (data: RouteData): void => {
    store.dispatch(slice.actions.set(data));
  };
};

const foldAll = (state: HostState, events: readonly Numbered[]): void => {
  let folded = state;
  for (const { event, seq, at } of events) folded = evolve(folded, event, { seq, at });
  keep(folded.seq);
};

/** The same table, a few changes: one event costs these seconds where the table is large. */
const besideReducers = (
  bench: Bench,
  ours: Sample,
  routes: readonly RouteData[],
  sets: readonly RouteData[],
) => {
  const few = sets.slice(0, 3);
  // A row that is there already would change nothing, and cost nothing.
  let metric = 1000;
  const fresh = (data: RouteData): RouteData => ({ ...data, Metric: ++metric });
  const set = reduxStore(routes);
  let map: ReadonlyMap<string, RouteData> = new Map(routes.map((data) => [keyOf(data), data]));
  const { redux, immer } = bench.race(
    {
      redux: {
        operations: few.length,
        run: () => {
          for (const data of few) set(fresh(data));
        },
      },
      immer: {
        operations: few.length,
        run: () => {
          for (const data of few)
            map = produce(map, (draft) => {
              (draft as Map<string, RouteData>).set(keyOf(data), fresh(data));
            });
        },
      },
    },
    bench.size(3, 1),
  );
  const what = `${routes.length.toLocaleString('en')} routes: RouteSet, whole state`;
  bench.beside(what, inEveryRound(ours, redux), 'Redux Toolkit', redux, { times: bench.size(10_000, 1) });
  bench.beside(what, inEveryRound(ours, immer), 'a Map drafted by Immer', immer);
};

/** Ours was timed in a race of its own: its middle beside each round of the peer. */
const inEveryRound = (ours: Sample, { rounds }: Sample): Sample => ({
  rounds: rounds.map(() => median(ours.rounds)),
});

const comingAndGoing = (bench: Bench, state: HostState, some: readonly RouteData[]): void => {
  const routes = Array.from(new Map(some.map((data) => [keyOf(data), data])).values());
  const gone = deletions(routes, state.seq);
  const come = creations(routes, state.seq + gone.length);
  const { both } = bench.race({
    both: { operations: gone.length + come.length, run: () => foldAll(state, [...gone, ...come]) },
  });
  const what = `${state.routes.size.toLocaleString('en')} routes: RouteDeleted, RouteCreated`;
  bench.time(what, both, { atMost: 10_000 });
};

ask({
  name: 'fold-one-event',
  title: 'Folding one event',
  about:
    'A host with a table of routes, and one event that sets, creates or deletes one of them: the whole state after it, while the state before stays. Redux Toolkit keeps its rows in an object, immutable.js in a Map by the text of the key.',
  measure: (bench) => {
    const { origin, ipv4, ipv6 } = loadPrefixes();
    bench.note(`Prefixes: ${origin}.`);
    const all = shuffled([...ipv4, ...ipv6], 3).map((prefix, index) => routeTo(prefix, index));
    const changes = bench.size(20_000, 500);
    const [middle, largest] = [bench.size(100_000, 2_000), bench.size(all.length, 10_000)];
    const sizes = [10, 1_000, middle, largest];
    const values = sizes.map((count) => {
      const routes = all.slice(0, count);
      const start = hostWithoutRoutes();
      const state = replay(start, creations(routes, start.seq));
      const some = Array.from({ length: changes }, (_, index) => routes[(index * 7919) % count] as RouteData);
      const sets = some.map((data, index) => ({ ...data, Metric: 1 + (index % 100) }));
      const rows = ImmutableMap(routes.map((data) => [keyOf(data), data] as const));
      const asEvents = sets.map((data, index): Numbered => {
        const seq = state.seq + index + 1;
        return { event: { type: 'RouteSet', data }, seq, at: 0 };
      });
      const { netlapse, immutable } = bench.race({
        netlapse: { operations: changes, run: () => foldAll(state, asEvents) },
        immutable: {
          operations: changes,
          run: () => {
            let folded = rows;
            for (const data of sets) folded = folded.set(keyOf(data), data);
            keep(folded.size);
          },
        },
      });
      const what = `${count.toLocaleString('en')} routes: RouteSet, whole state`;
      bench.beside(what, netlapse, 'immutable.js Map', immutable, count === largest ? { times: 1 } : {});
      if (count === largest) {
        bench.time(what, netlapse, { atMost: 10_000 });
        comingAndGoing(bench, state, some);
      }
      if (count === middle) besideReducers(bench, netlapse, routes, sets);
      return median(netlapse.rounds);
    });
    bench.curve({
      title: 'One RouteSet folded',
      over: 'routes',
      sizes,
      unit: 'ns',
      series: [{ name: 'netlapse', values }],
    });
  },
});
