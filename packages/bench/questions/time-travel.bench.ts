import { createHost, netioapi } from '@netlapse/core';
import { configureStore, createSlice, Tuple, type PayloadAction } from '@reduxjs/toolkit';
import undoable, { ActionCreators } from 'redux-undo';

import { keep } from '../src/bench';
import { ask } from '../src/question';
import { seededRandom } from '../src/random';

interface Row {
  readonly prefix: string;
  readonly metric: number;
}
type Table = Record<string, Row>;

const prefixOf = (index: number): string => `10.${index >> 8}.${index & 255}.0/24`;

/** A store of routes by prefix, as redux-undo keeps its history: every state that ever was. */
const storeOf = (routes: number) => {
  const rows: Table = {};
  for (let index = 0; index < routes; index++) rows[prefixOf(index)] = { prefix: prefixOf(index), metric: 0 };
  const slice = createSlice({
    name: 'routes',
    initialState: rows,
    reducers: {
      set: (draft, { payload }: PayloadAction<Row>) => {
        draft[payload.prefix] = payload;
      },
    },
  });
  const reducer = undoable(slice.reducer);
  const store = configureStore({ reducer, middleware: () => new Tuple() });
  return { store, set: slice.actions.set };
};

const hostOf = (routes: number) => {
  const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }] });
  const { CreateIpForwardEntry2 } = netioapi(host);
  host.batch(() => {
    for (let index = 0; index < routes; index++)
      CreateIpForwardEntry2({ Row: rowOf({ prefix: prefixOf(index), metric: 0 }) });
  });
  return host;
};

const rowOf = ({ prefix, metric }: Row) => ({
  InterfaceIndex: 5,
  DestinationPrefix: prefix,
  NextHop: '192.0.2.1',
  Metric: metric,
  ValidLifetime: 0xffff_ffff,
  PreferredLifetime: 0xffff_ffff,
});

ask({
  name: 'time-travel',
  title: 'Going back beside redux-undo',
  about:
    'A table of routes is changed some thousand times; then a state of anywhere in between is asked for, and one row of it read. redux-undo keeps every state in an array, netlapse folds from the nearest snapshot.',
  measure: (bench) => {
    const routes = bench.size(10_000, 500);
    const changes = bench.size(2_000, 200);
    const jumps = bench.size(200, 20);
    const host = hostOf(routes);
    const { SetIpForwardEntry2, GetIpForwardEntry2 } = netioapi(host);
    const { store, set } = storeOf(routes);
    const random = seededRandom(7);
    const changed = Array.from({ length: changes }, (_, index) => ({
      prefix: prefixOf(Math.floor(random() * routes)),
      metric: index + 1,
    }));
    const { netlapse, undo } = bench.race(
      {
        netlapse: {
          operations: changes,
          run: () => {
            for (const row of changed) keep(SetIpForwardEntry2({ Route: rowOf(row) }).status.length);
          },
        },
        undo: {
          operations: changes,
          run: () => {
            for (const row of changed) store.dispatch(set({ ...row }));
          },
        },
      },
      1,
    );
    bench.beside(`one change of ${routes.toLocaleString('en')} routes`, netlapse, 'redux-undo', undo);
    const first = host.state.seq - changes;
    const back = Array.from({ length: jumps }, () => Math.floor(random() * changes));
    const jump = bench.race({
      netlapse: {
        operations: jumps,
        run: () => {
          for (const step of back) {
            const Row = rowOf({ prefix: prefixOf(step % routes), metric: 0 });
            keep(GetIpForwardEntry2({ Row }, { asOf: { seq: first + step } }).status.length);
          }
        },
      },
      undo: {
        operations: jumps,
        run: () => {
          for (const step of back) {
            const { past } = store.getState();
            const steps = past.length - 1 - step;
            store.dispatch(ActionCreators.jump(-Math.max(1, steps)));
            const { present } = store.getState();
            keep(present[prefixOf(step % routes)]?.metric ?? 0);
            store.dispatch(ActionCreators.jump(Math.max(1, steps)));
          }
        },
      },
    });
    bench.beside('one read as of a past change', jump.netlapse, 'redux-undo', jump.undo);
    bench.note(
      'redux-undo loses its past where the page is left, and tells neither when nor why a state came.',
    );
  },
});
