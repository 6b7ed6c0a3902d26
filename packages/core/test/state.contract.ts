import { tableNames, tableOf, type EventLog, type HostState } from '@netlapse/core';

import { Checkpoints } from '../src/engine';
import { decodeState, encodeState } from '../src/state';

export { Checkpoints, decodeState, encodeState };

/** All that a state can be asked for, table by table, in the order in which it answers. */
const answersOf = (state: HostState): object => ({
  seq: state.seq,
  stacks: state.stacks,
  teredoPort: state.teredoPort,
  connectivityHint: state.connectivityHint,
  retired: [state.retired.indexes(), state.retired.luids()],
  interfaces: [state.interfaces.inOrderOfIndex()],
  ends: [Array.from(state.routes.dueUpTo(Infinity)), state.routes.nextDue()],
  policyRouting: state.linux.policyRouting,
  tables: tableNames.map((name) => {
    const table = tableOf(state, name);
    return {
      name,
      size: table.size,
      values: Array.from(table.values()),
      inOrderOfCreation: table.inOrderOfCreation(),
      onInterfaces: Array.from(state.interfaces.values(), ({ InterfaceLuid }) =>
        table.onInterface(InterfaceLuid),
      ),
      found: Array.from(table.values(), (row) => table.get(row)),
    };
  }),
  linux: Array.from(state.linux.ofKind('link'), ({ object }) => {
    const index = object['ifindex'] as number;
    return (['addr', 'route', 'neigh', 'nexthop', 'netconf'] as const).map((kind) =>
      state.linux.onLink(kind, index),
    );
  }),
  deadHops: state.linux.routesWithDeadHops(),
  byNexthop: [1, 2, 3].map((id) => state.linux.routesByNexthop(id)),
  routesAt: Array.from(state.linux.routeObjects(), ({ key }) =>
    state.linux.routesAt(key.slice(0, key.indexOf(' ')) as never),
  ),
});

/** Holds a state to be another one in whatever can be asked of it, the checkpoint made of it included. */
export const expectSameState = (state: HostState, expected: HostState): void => {
  const [answers, wanted] = [answersOf(state), answersOf(expected)];
  // Compared as text first: comparing member by member takes most of the time of a test.
  if (JSON.stringify(answers) !== JSON.stringify(wanted)) expect(answers).toEqual(wanted);
  expect(String(encodeState(state))).toBe(String(encodeState(expected)));
};

/** Keeps a state at the end of a log beside it, whatever lies behind the last one kept. */
export const keepCheckpoint = (log: EventLog, state: HostState): void => {
  for (const first of log.records(1, 1))
    if (log.checkpoints !== undefined && (first.kind === 'genesis' || first.kind === 'base'))
      new Checkpoints(log.checkpoints, log, first).keep(state, log.head);
};
