import { eventCatalogue } from '@netlapse/core';

import { checkAgreement, scenarioOfModel } from './model/agreement';
import { callNames } from './model/calls';
import { drawScript, subjects, type Subject } from './model/draw-script';
import { playScript } from './model/playing';
import { overScriptsOf } from './simulation';

const everySubject = Object.keys(subjects) as readonly Subject[];

describe('a host, held to its rules written down once more, plainly', () => {
  it.each(everySubject)('agrees over random scripts about %s', (subject) => {
    const scripts = { scriptOf: drawScript(subject), scenarioOf: scenarioOfModel };
    overScriptsOf(scripts, 60, 100, (script) => checkAgreement(script));
  });

  it('is led through every kind of event, and through the success of every call', () => {
    const types = new Set<string>();
    const successes = new Set<unknown>();
    for (const subject of everySubject)
      for (let seed = 1; seed <= 20; seed += 1) {
        const { events, steps } = playScript(drawScript(subject)(seed, 100));
        for (const { type } of events) types.add(type);
        for (const { call, status } of steps) if (status === 'STATUS_SUCCESS') successes.add(call);
      }
    const ofLinux = ['LinuxObjectReported', 'LinuxObjectWithdrawn'];
    const expected = Object.keys(eventCatalogue).filter((type) => !ofLinux.includes(type));
    expect([...types].toSorted()).toEqual(expected.toSorted());
    expect(callNames.filter((name) => !successes.has(name))).toEqual([]);
  });
});
