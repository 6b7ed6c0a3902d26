import { callByName, commandsFor, difference, forkHost, type Host, type Position } from '@netlapse/core';

import { Random } from './random-steps';
import { overScripts, run, type LiveRead } from './simulation';

/** Two positions of a run at which the host was looked at: nothing due was left undone there. */
const twoOf = (reads: readonly LiveRead[], seed: number): readonly [Position, Position] | undefined => {
  const random = new Random(seed);
  if (reads.length === 0) return undefined;
  return [random.pick(reads).position, random.pick(reads).position];
};

/** A fork at a position, with the calls that lead from there to another position made on it. */
const led = (host: Host, a: Position, b: Position) => {
  const to = host.view(b).state;
  const fork = forkHost(host, a);
  const plan = commandsFor(fork.view(), to);
  const statuses = plan.calls.map(({ name, params }) => callByName(fork, name, params).status);
  return { to, fork, plan, statuses };
};

it('leads from any moment of a host to any other, but for what it says that calls cannot do', () => {
  let calls = 0;
  overScripts(100, 120, (script) => {
    const { host, reads } = run(script);
    const pair = twoOf(reads, script.seed);
    if (pair === undefined) return;
    const { to, fork, plan, statuses } = led(host, ...pair);
    calls += plan.calls.length;
    for (const status of statuses) expect(status).toBe('STATUS_SUCCESS');
    expect(difference(fork.view().state, to)).toEqual(plan.left);
  });
  expect(calls).toBeGreaterThan(200);
});

const madeByTheLink: ReadonlySet<string> = new Set(['NlnsIncomplete', 'NlnsUnreachable']);

/** What no call sets: time and the link give it, or its end lies between whole seconds. */
const outOfReach = {
  unicast: ['createdAt', 'DadState', 'dadDueAt', 'validUntil', 'preferredUntil'],
  anycast: [] as readonly string[],
  neighbors: [
    'State',
    'IsUnreachable',
    'PhysicalAddress',
    'IsRouter',
    'lastReachableAt',
    'lastUnreachableAt',
    'dueAt',
    'solicits',
  ],
  routes: ['Origin', 'validUntil', 'preferredUntil'],
} as const;

/** Key members of a row, as a call names it too. */
const keyOf = (row: object): unknown[] => {
  const { InterfaceLuid, Address, DestinationPrefix, NextHop } = row as Readonly<Record<string, unknown>>;
  return [InterfaceLuid, Address, DestinationPrefix, NextHop];
};

it('leaves no row that is not to be, and lacks only rows that a call is refused for or cannot make', () => {
  overScripts(100, 120, (script) => {
    const { host, reads } = run(script);
    const pair = twoOf(reads, script.seed);
    if (pair === undefined) return;
    const { plan } = led(host, ...pair);
    const refused = plan.refused.map(({ params }) =>
      JSON.stringify(keyOf((params as { Row: object }).Row ?? {})),
    );
    for (const table of Object.keys(outOfReach) as (keyof typeof outOfReach)[]) {
      const { added, removed, changed } = plan.left[table];
      expect({ table, removed }).toEqual({ table, removed: [] });
      for (const row of added)
        if (!madeByTheLink.has((row as { readonly State?: string }).State ?? ''))
          expect(refused).toContain(JSON.stringify(keyOf(row)));
      for (const { key, members } of changed)
        for (const member of Object.keys(members))
          expect({
            key,
            member,
            isOutOfReach: (outOfReach[table] as readonly string[]).includes(member),
          }).toEqual({
            key,
            member,
            isOutOfReach: true,
          });
    }
  });
});

it('asks for nothing where nothing differs', () => {
  overScripts(100, 60, (script) => {
    const { host } = run(script);
    const { calls, refused } = commandsFor(host.view(), host.state);
    expect({ calls, refused }).toEqual({ calls: [], refused: [] });
  });
});
