import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { importLaptop } from '../../test/laptop-log';
import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const own = folder.path('own.db');
beforeAll(() => writeOwnLog(own));

const scenarioIn = (path: string) =>
  JSON.parse(readFileSync(path, 'utf8')) as {
    readonly name: string;
    readonly why: string;
    readonly host: object;
    readonly steps: ReadonlyArray<Readonly<Record<string, unknown>>>;
  };

it('writes a scenario of a model host that verify runs, and that fails where it is otherwise', () => {
  const out = folder.path('lost.json');
  const { code, lines, err } = runProgram([
    ...['test-from', '--log', own, '--from', '2026-11-20T12:00:30Z', '--out', out],
    ...['--destination', '203.0.113.5', '--without-volatile', '--why', 'The link is lost, and comes back.'],
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(lines[0]).toMatch(/lost\.json: \d+ steps, [\d,]+ bytes; it was run, and holds$/);
  expect(lines[1]).toBe('  begins with interfaces and the calls that lead to what stood');
  const { name, why, steps } = scenarioIn(out);
  expect({ name, why }).toEqual({ name: 'lost', why: 'The link is lost, and comes back.' });
  expect(steps).toContainEqual({ host: 'media-disconnects', InterfaceIndex: 5 });
  expect(runProgram(['verify', out])).toMatchObject({ code: 0, out: '1 passed, 0 failed\n' });
  const otherwise = folder.path('otherwise.json');
  writeFileSync(otherwise, readFileSync(out, 'utf8').replace('"media-disconnects"', '"media-connects"'));
  expect(runProgram(['verify', otherwise])).toMatchObject({ code: 1 });
});

it('shows a person how far it is, and takes that away', () => {
  const out = folder.path('shown.json');
  const { err } = runProgram(['test-from', '--log', own, '--out', out], { isTerminal: true });
  expect(err).toMatch(/shown\.json: \d+%, \d+ events?,(?: \d+\/s,.*)? writing steps/);
  expect(err).toMatch(/shown\.json: \d+%, \d+ steps?,(?: [\d,]+\/s,.*)? running them/);
  expect(err.endsWith('\r\u001b[K')).toBe(true);
});

it('writes a scenario of a router amid thousands of routes, which verify runs', () => {
  const [log, out] = [folder.path('router.db'), folder.path('router.json')];
  const recording = folder.path('router.rtmon');
  // The first thousands of messages are enough, and soon read.
  const whole = gunzipSync(readFileSync('packages/host-linux/recordings/router/router.rtmon.gz'));
  writeFileSync(recording, whole.subarray(0, 700_000));
  expect(runProgram(['import', recording, '--log', log]).code).toBe(0);
  const { code, lines } = runProgram([
    ...['test-from', '--log', log, '--from', 'seq:8000', '--to', 'seq:8400', '--out', out],
    ...['--destination', '10.255.0.1'],
  ]);
  expect(code).toBe(0);
  expect(lines[1]).toBe('  begins with the messages that tell what stood');
  expect(lines[2]).toMatch(/\(event 8000\) to .* \(event 8400\): 200 things happen$/);
  expect(runProgram(['verify', out])).toMatchObject({ code: 0, out: '1 passed, 0 failed\n' });
}, 60_000);

it('writes a scenario of a mirrored host, and tells as JSON what it wrote', () => {
  const out = folder.path('vpn-up.json');
  const log = folder.path('laptop.db');
  importLaptop(log);
  expect(
    runJson([
      'test-from',
      '--log',
      log,
      '--from',
      'seq:74',
      '--to',
      'seq:84',
      '--table',
      'routes',
      '--out',
      out,
      '--json',
    ]),
  ).toMatchObject({
    file: out,
    name: 'vpn-up',
    beginsWith: 'messages',
    happenings: 5,
    from: { seq: 74 },
    to: { seq: 84 },
  });
  expect(runProgram(['verify', out])).toMatchObject({ code: 0, out: '1 passed, 0 failed\n' });
});

it('holds what asserts state besides; where one does not hold, nothing is written', () => {
  const asserts = folder.path('asserts.json');
  const out = folder.path('asserted.json');
  const assertThat = (count: number): void =>
    writeFileSync(
      asserts,
      JSON.stringify([{ call: 'GetIpForwardTable2', in: { Family: 'AF_INET' }, out: { Table: { count } } }]),
    );
  const make = () =>
    runProgram(['test-from', '--log', own, '--from', '-5s', '--out', out, '--assert', asserts]);
  assertThat(99);
  const failed = make();
  expect(failed).toMatchObject({ code: 1, out: '' });
  expect(failed.err).toContain('not written: it does not come out as it was recorded');
  expect(failed.err).toContain('out.Table.count');
  assertThat(6);
  expect(make()).toMatchObject({ code: 0, err: '' });
  expect(make()).toMatchObject({
    code: 2,
    err: `netlapse: ${out} is there already: name a file that is not\n`,
  });
});

it.each([
  [['--out', 'a.txt'], '--out a.txt: a scenario file is called NAME.json'],
  [['--out', 'a.json', '--from', 'seq:99999'], 'event 99999 is not in the log: its last is'],
  [['--out', 'a.json', '--from', '-1s', '--to', '-5s'], '--from -1s lies after --to -5s'],
  [['--out', 'a.json', '--table', 'road'], '--table road is none: there are'],
  [['--out', 'a.json', '--assert', own], 'no JSON'],
  [[], "required option '--out <file>' not specified"],
])('refuses %j', (args, why) => {
  const { code, err, out } = runProgram(['test-from', '--log', own, ...args]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(why);
});
