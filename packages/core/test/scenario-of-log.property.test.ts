import type { Host, Position } from '@netlapse/core';
import { readScenario, runScenario, scenarioOfLog, type ScenarioOfLog } from '@netlapse/core/scenario';

import { Random } from './random-steps';
import { overScripts, run, type LiveRead } from './simulation';

/** A stretch between two positions at which the host was looked at, the earlier one first. */
const stretchOf = (reads: readonly LiveRead[], seed: number): readonly [Position, Position] | undefined => {
  const random = new Random(seed);
  if (reads.length === 0) return undefined;
  const [a, b] = [random.pick(reads).position, random.pick(reads).position];
  return a.seq < b.seq || (a.seq === b.seq && a.at <= b.at) ? [a, b] : [b, a];
};

const destinations = ['10.1.2.3', '8.8.8.8', '2001:db8::9'];

const testOf = (host: Host, [from, to]: readonly [Position, Position], seed: number): ScenarioOfLog =>
  scenarioOfLog(host, {
    name: 'stretch',
    why: 'A stretch of a random host.',
    from,
    to,
    destinations,
    withoutVolatile: seed % 2 === 0,
  });

it('makes of any stretch of any host a scenario that holds', () => {
  const ways = new Map<string, number>();
  let happenings = 0;
  overScripts(40, 60, (script) => {
    const { host, reads } = run(script);
    const stretch = stretchOf(reads, script.seed);
    if (stretch === undefined) return;
    const made = testOf(host, stretch, script.seed);
    ways.set(made.beginsWith, (ways.get(made.beginsWith) ?? 0) + 1);
    happenings += made.happenings;
    const read = readScenario(JSON.parse(JSON.stringify(made.scenario)));
    expect(runScenario(read)).toEqual({ name: 'stretch', passed: true });
  });
  expect(happenings).toBeGreaterThan(300);
  expect([...ways.keys()].toSorted()).toEqual(['calls', 'state']);
});

it('makes of a whole life, from where the host began, a scenario that begins with its interfaces alone', () => {
  overScripts(20, 60, (script) => {
    const { host } = run(script);
    const { beginsWith, scenario } = scenarioOfLog(host, { name: 'life', why: 'All of it.' });
    expect(beginsWith).toBe('calls');
    expect(scenario.host.interfaces).toHaveLength(script.interfaces.length);
    expect(scenario.steps[0]).toHaveProperty('subscribe');
  });
});
