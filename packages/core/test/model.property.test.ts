import { checkAgreement, scenarioOfModel } from './model/agreement';
import { drawScript, subjects, type Subject } from './model/draw-script';
import { overScriptsOf } from './simulation';

describe('a host, held to its rules written down once more, plainly', () => {
  it.each(Object.keys(subjects) as Subject[])('agrees over random scripts about %s', (subject) => {
    const scripts = { scriptOf: drawScript(subject), scenarioOf: scenarioOfModel };
    overScriptsOf(scripts, 60, 100, (script) => checkAgreement(script));
  });
});
