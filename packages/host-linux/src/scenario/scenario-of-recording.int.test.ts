import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createHost, type Host } from '@netlapse/core';
import { readScenario, runScenario, scenarioOfLog, scenarioText } from '@netlapse/core/scenario';

import { rtnetlinkForm, linuxImporters } from '.';
import { importRtmon } from '../mirror';

const recordings = join(__dirname, '..', '..', 'recordings');

const mirrorOf = (name: string): Host => {
  const host = createHost({ hostId: name, mirror: 'linux' });
  importRtmon(host, readFileSync(join(recordings, name, `${name}.rtmon`)), { file: name });
  return host;
};

const importers = linuxImporters(recordings);

const stepsOf = (text: string) => readScenario(JSON.parse(text)).steps;

describe.each(['laptop', 'silent', 'edge', 'policy'])('any stretch of the recording %s', (name) => {
  const host = mirrorOf(name);
  const { seq } = host.state;
  const ends = [0, 0.4, 0.8, 1].map((part) => Math.round(part * seq));
  const stretches = ends.flatMap((from, index) => ends.slice(index + 1).map((to) => [from, to] as const));

  it.each(stretches)('from event %d to %d becomes a scenario that holds', (from, to) => {
    const { scenario, beginsWith } = scenarioOfLog(host, {
      name: 'stretch',
      why: 'A stretch of a recording.',
      from: { seq: from },
      to: { seq: to },
      destinations: ['8.8.8.8'],
      form: rtnetlinkForm,
      importers,
    });
    const read = readScenario(JSON.parse(scenarioText(scenario)));
    expect(runScenario(read, { importers })).toEqual({ name: 'stretch', passed: true });
    expect(beginsWith === 'messages' || name !== 'laptop').toBe(true);
  });
});

it('tells nearly all of a recording as messages, so that what a mirror makes of them is decided anew', () => {
  const host = mirrorOf('laptop');
  const { scenario } = scenarioOfLog(host, { name: 'all', why: 'All.', form: rtnetlinkForm, importers });
  const told = scenario.steps.filter((step) => 'told' in step);
  const messages = scenario.steps.filter((step) => 'import' in step);
  expect(messages.length).toBeGreaterThan(85);
  expect(told.length).toBeLessThanOrEqual(3);
});

it('holds without anybody who knows Linux where it is written as events', () => {
  const host = mirrorOf('laptop');
  const { scenario, beginsWith } = scenarioOfLog(host, {
    name: 'told',
    why: 'As events.',
    from: { seq: 120 },
    to: { seq: 140 },
  });
  expect(beginsWith).toBe('state');
  expect(runScenario(readScenario(JSON.parse(scenarioText(scenario))))).toEqual({
    name: 'told',
    passed: true,
  });
});

it.each([
  ['no list', 5, '"messages" is not a list'],
  ['no object', [5], 'messages[0] is no object'],
  ['a type that there is not', [{ type: 'RTM_GETROUTE', body: {} }], 'messages[0].type: RTM_GETROUTE is no'],
  ['a member too many', [{ type: 'RTM_NEWLINK', boddy: {} }], 'messages[0] has no member boddy'],
  ['a body that lacks something', [{ type: 'RTM_NEWLINK', body: {} }], 'messages[0].body lacks ifindex'],
  [
    'a flag that there is not',
    [{ type: 'RTM_DELLINK', flags: ['NLM_F_NEW'], body: { ifindex: 1 } }],
    'messages[0].flags: NLM_F_NEW is no flag',
  ],
])('refuses messages with %s', (_, messages, why) => {
  const [step] = stepsOf(
    JSON.stringify({ name: 'a', covers: [], why: '', steps: [{ import: 'rtnetlink', messages }] }),
  );
  const scenario = readScenario({ name: 'a', covers: [], why: '', steps: [step] });
  expect(runScenario(scenario, { importers }).failure?.lines.join('\n')).toContain(why);
});
