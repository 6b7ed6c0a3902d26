import { isDeepStrictEqual } from 'node:util';

import { MemoryEventLog, type EventLog } from '@netlapse/core';
import { formatFailure, readScenario, runScenario } from '@netlapse/core/scenario';

import type { Step } from '../random-steps';
import type { ModelEvent } from './model';
import { playScript, type ModelScript } from './playing';

/** A log that can still be read when its host has closed it. */
class KeptLog extends MemoryEventLog {
  override close(): void {
    // Nothing to let go of.
  }
}

const eventsIn = (log: EventLog): readonly ModelEvent[] =>
  Array.from(log.records())
    .flatMap((record) => (record.kind === 'commit' ? record.events.map((event) => ({ event, record })) : []))
    .map(({ event: { seq, type, data }, record: { at } }) => ({ seq, at, type, data }));

/** A scenario compares members by name and addresses by what they denote; the log must be the same to the letter. */
const checkEvents = (expected: readonly ModelEvent[], got: readonly ModelEvent[]): void => {
  for (let index = 0; index < Math.max(expected.length, got.length); index += 1)
    if (!isDeepStrictEqual(got[index], expected[index]))
      throw new Error(
        `the scenario passes, yet event ${index + 1} is not to the letter ${JSON.stringify(expected[index])}, it is ${JSON.stringify(got[index])}`,
      );
};

const scenarioWith = ({ seed, stacks, now, interfaces }: ModelScript, steps: readonly Step[]): object => ({
  name: `model-seed-${seed}`,
  covers: [],
  why: `Found by seed ${seed}: the rules, written down a second time, expect this.`,
  host: { stacks, now, interfaces },
  steps,
});

/**
 * Holds a host to what the model makes of a script: every answer, every event, every notification.
 *
 * @throws Error that names the first step where they differ
 */
export const checkAgreement = (script: ModelScript): void => {
  const { steps, events } = playScript(script);
  const log = new KeptLog();
  const result = runScenario(readScenario(scenarioWith(script, steps)), { openLog: () => log });
  if (!result.passed) throw new Error(formatFailure(result));
  checkEvents(events, eventsIn(log));
};

/** The scenario file that a host must pass. */
export const scenarioOfModel = (script: ModelScript): string =>
  JSON.stringify(scenarioWith(script, playScript(script).steps));
