import { writeFileSync } from 'node:fs';

import { importLaptop } from '../../test/laptop-log';
import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const laptop = folder.path('laptop.db');

beforeAll(() => importLaptop(laptop));
afterAll(() => folder.remove());

let files = 0;
const ownLog = (): string => {
  const file = folder.path(`own-${(files += 1)}.db`);
  writeOwnLog(file);
  return file;
};
const jsonFile = (content: unknown): string => {
  const file = folder.path(`desired-${(files += 1)}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

const office = {
  routes: [
    { Alias: 'Ethernet', DestinationPrefix: '0.0.0.0/0', NextHop: '192.0.2.1', Metric: 7 },
    { Alias: 'Ethernet', DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.7' },
  ],
  addresses: [],
};

describe('plan', () => {
  it('shows the verdict and the members that would change, and writes nothing', () => {
    const own = ownLog();
    const before = runProgram(['check', '--log', own]).out;
    const { code, err, lines } = runProgram(['plan', '--desired', jsonFile(office), '--log', own]);
    expect({ code, err }).toStrictEqual({ code: 0, err: '' });
    expect(lines).toStrictEqual([
      '1 to create, 1 to change, 1 to delete',
      '  - address 192.0.2.10 on Ethernet #5, /24, preferred',
      '  ~ route default (IPv4) via 192.0.2.1 on Ethernet #5: Metric 25 → 7',
      '  + route 10.0.0.0/8 via 192.0.2.7 on Ethernet #5, metric 0, netmgmt',
      expect.stringMatching(/^ {2}and \d+ rows that come, change or go by themselves$/),
      'not applied yet: --apply makes 3 calls at 2026-11-20T12:01:08.000Z (event 21)',
    ]);
    expect(runProgram(['check', '--log', own]).out).toBe(before);
  });

  it('applies it, says who did it, and then there is nothing to do', () => {
    const own = ownLog();
    const desired = jsonFile(office);
    const { code, lines } = runProgram([
      'plan',
      '--desired',
      desired,
      '--log',
      own,
      '--apply',
      '--actor',
      'ops',
    ]);
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/^applied to .*\.db: 3 calls, events 22 to \d+$/);
    expect(runProgram(['plan', '--desired', desired, '--log', own]).lines).toStrictEqual([
      'no changes',
      expect.stringMatching(/^nothing to do at 2026-11-20T12:01:08.000Z \(event \d+\)$/),
    ]);
    expect(runProgram(['log', '--log', own, '--table', 'routes']).out).toContain('SetIpForwardEntry2 by ops');
    expect(runProgram(['check', '--log', own]).code).toBe(0);
  });

  it('gives it as JSON', () => {
    const found = runJson(['plan', '--desired', jsonFile(office), '--log', ownLog(), '--json']);
    expect(found).toMatchObject({
      verdict: '1 to create, 1 to change, 1 to delete',
      applied: false,
      position: { seq: 21 },
      changes: [
        { kind: 'delete' },
        { kind: 'change', members: { Metric: { from: 25, to: 7 } } },
        { kind: 'create' },
      ],
      left: {},
      refused: [],
    });
  });

  it('plans for a mirrored host, and says why it does not apply there', () => {
    const desired = jsonFile({ routes: [] });
    const planned = runProgram(['plan', '--desired', desired, '--log', laptop]);
    expect({ code: planned.code, verdict: planned.lines[0] }).toEqual({ code: 0, verdict: '3 to delete' });
    const { code, err, lines } = runProgram(['plan', '--desired', desired, '--log', laptop, '--apply']);
    expect({ code, verdict: lines[0] }).toEqual({ code: 2, verdict: '3 to delete' });
    expect(err).toContain('nothing was applied: ');
    expect(err).toContain('repeats a live host, which alone changes it');
    expect(runProgram(['check', '--log', laptop]).out).toContain('events      204');
  });

  it.each([
    [{ rutes: [] }, 'rutes: there is no such section'],
    [{ routes: [{ Alias: 'wg0' }] }, 'routes[0].Alias: no interface is called wg0'],
    [
      { routes: [office.routes[0], { ...office.routes[1], Metric: 'low' }] },
      'routes[1].Metric: Metric is not a ULONG',
    ],
    [[], 'a desired state is an object with routes, addresses, ipInterfaces'],
    ['{"routes": [', 'is no JSON'],
  ])('refuses %j, naming the member at fault, and changes nothing', (content, message) => {
    const own = ownLog();
    const { code, out, err } = runProgram(['plan', '--desired', jsonFile(content), '--log', own, '--apply']);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(runProgram(['check', '--log', own]).out).toContain('events      21');
  });
});

describe('revert', () => {
  it('leads back to a past moment, and tells what no call brings back', () => {
    const own = ownLog();
    const to = ['--to', '2026-11-20T12:00:10Z', '--log', own];
    expect(runProgram(['revert', ...to]).lines.slice(0, 2)).toStrictEqual([
      '1 to change',
      '  ~ route default (IPv4) via 192.0.2.1 on Ethernet #5: Metric 25 → 10',
    ]);
    expect(runProgram(['revert', ...to, '--apply']).lines.at(-1)).toMatch(/1 call, events 22 to 22$/);
    expect(runProgram(['routes', '--log', own, '--json']).out).toContain('"Metric":10');
    expect(runProgram(['revert', ...to]).lines[0]).toBe('no changes');
    expect(runProgram(['revert', '--to', 'seq:0', '--log', laptop]).out).toContain('what no call does');
  });

  it.each([
    [[], 'back to when? Give --to'],
    [['--to', 'seq:999'], 'event 999 is not in the log'],
    [['--to', 'yesterday'], 'yesterday is no moment'],
  ])('refuses %j', (args, message) => {
    const { code, out, err } = runProgram(['revert', '--log', laptop, ...args]);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

it('asks for the file of what is to be', () => {
  expect(runProgram(['plan', '--log', laptop]).err).toContain('plan what? Give --desired');
  expect(runProgram(['plan', '--log', laptop, '--desired', '/no/such.json']).err).toContain(
    'there is no such file',
  );
});
