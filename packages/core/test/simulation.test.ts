import { openHost } from '@netlapse/core';
import { readScenario, runScenario } from '@netlapse/core/scenario';

import { overScripts, run, scenarioOf, scriptOf, shrink, simulate } from './simulation';

describe('a simulation', () => {
  it('is the same for the same seed', () => {
    expect(simulate(7, 200).host.log.head).toEqual(simulate(7, 200).host.log.head);
    expect(simulate(8, 200).host.log.head).not.toEqual(simulate(7, 200).host.log.head);
  });

  it('makes thousands of events in a long run, of nearly every kind', () => {
    const { host } = simulate(1, 6000);
    const kinds = new Set<string>();
    for (const record of host.log.records())
      if (record.kind === 'commit') for (const { type } of record.events) kinds.add(type);
    expect(host.state.seq).toBeGreaterThan(2000);
    expect(kinds.size).toBeGreaterThan(22);
  });

  it('that breaks a law is shrunk to the steps that break it, as a scenario file that runs', () => {
    const law = ({ host }: ReturnType<typeof run>): void => {
      if (host.state.routes.size > 0) throw new Error('a route stands');
    };
    const script = scriptOf(3, 200);
    const shortest = shrink(script, (each) => law(run(each)));
    expect(shortest.steps).toHaveLength(1);
    expect(runScenario(readScenario(JSON.parse(scenarioOf(shortest)))).passed).toBe(true);
  });

  it('becomes a scenario file that passes, refusals included', () => {
    for (const seed of [11, 12, 13]) {
      const scenario = readScenario(JSON.parse(scenarioOf(scriptOf(seed, 100))));
      expect(runScenario(scenario)).toEqual({ name: `seed-${seed}`, passed: true });
    }
  });

  it('fails by name of its seed, with the scenario', () => {
    const law = (): void => {
      throw new Error('never holds');
    };
    expect(() => overScripts(2, 10, law)).toThrow(
      /seed 1 \(NETLAPSE_SEED=1 runs it alone\): Error: never holds\n\{"name"/,
    );
  });

  it('opens again where it stopped', () => {
    const { host } = simulate(5, 300);
    expect(openHost(host.log).position.seq).toBe(host.position.seq);
  });
});
