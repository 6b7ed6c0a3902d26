import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const page = readFileSync(join(__dirname, '../../../../docs/how-to/record.md'), 'utf8');

/** The unit as the page has it. */
const unit = /```text\n(\[Unit\]\n[\s\S]*?)```/.exec(page)?.[1] ?? '';

/** Sections with their settings; a line that is neither throws. */
const sectionsOf = (text: string): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const name = /^\[(\w+)\]$/.exec(line)?.[1];
    const [, member, value = ''] = /^([A-Z]\w+)=(.+)$/.exec(line) ?? [];
    if (name !== undefined) sections.set(name, (section = new Map<string, string>()));
    else if (member !== undefined && section !== undefined) section.set(member, value);
    else throw new Error(`no line of a unit: ${line}`);
  }
  return sections;
};

it('starts the recorder with options that there are', () => {
  const sections = sectionsOf(unit);
  expect([...sections.keys()]).toEqual(['Unit', 'Service', 'Install']);
  const [program, command, ...words] = sections.get('Service')?.get('ExecStart')?.split(' ') ?? [];
  expect([program, command]).toEqual(['/usr/bin/netlapse', 'record']);
  const { out } = runProgram(['record', '--help']);
  const options = words.filter((word) => word.startsWith('--'));
  expect(options).toContain('--log');
  for (const option of options) expect(out).toContain(`${option} `);
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('where systemd is', () => {
  if (!hasSystemd) {
    process.stderr.write('left out: the unit is shown to systemd: there is no systemd-analyze\n');
    it('is left out here: there is no systemd-analyze', () => {
      expect(hasSystemd).toBe(false);
    });
    return;
  }

  it('finds the unit in order', () => {
    const file = folder.path('netlapse.service');
    // The program need not be installed here: another one that is stands for it.
    writeFileSync(file, unit.replace('/usr/bin/netlapse', process.execPath));
    const { status, stderr, stdout } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
      encoding: 'utf8',
    });
    expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: '' });
  }, 60_000);
});
