import { importLaptop } from '../../test/laptop-log';
import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const own = folder.path('own.db');
const laptop = folder.path('laptop.db');

beforeAll(() => {
  writeOwnLog(own);
  importLaptop(laptop);
});
afterAll(() => folder.remove());

const when = (log: string, ...args: readonly string[]) => runProgram(['when', '--log', log, ...args]);

interface Held {
  readonly from: { readonly seq: number; readonly at: number };
  readonly to: { readonly seq: number; readonly at: number } | null;
  readonly because: { readonly n: number; readonly text: string } | null;
}

const heldOf = (log: string, ...args: readonly string[]): readonly Held[] =>
  runJson(['when', '--log', log, '--json', ...args]) as readonly Held[];

const at = (seconds: number): number => Date.UTC(2026, 10, 20, 12) + 1000 * seconds;

it('tells the stretches in which a row stood as asked, and what began each', () => {
  const { code, err, lines } = when(own, 'interfaces', 'Ethernet', 'OperStatus=up');
  expect({ code, err }).toStrictEqual({ code: 0, err: '' });
  expect(lines).toStrictEqual([
    expect.stringMatching(/^Event +Since +For +Until +Because$/),
    expect.stringMatching(
      /^ +\d+ {2}2026-11-20T12:00:00.000Z {2}1m 5s {2}2026-11-20T12:01:05.000Z \(event \d+\) {2}\S.* \[genesis\]$/,
    ),
    expect.stringMatching(
      /^ +\d+ {2}2026-11-20T12:01:08.000Z +0ms {2}the end +Ethernet #5 got its link \[media-connects\]$/,
    ),
    '2 times: a row interfaces Ethernet OperStatus=up stands',
  ]);
});

it('gives the same as JSON', () => {
  const [first, second] = heldOf(own, 'interfaces', '5', 'OperStatus=IfOperStatusUp');
  expect([first?.from.at, first?.to?.at, second?.from.at, second?.to]).toEqual([at(0), at(65), at(68), null]);
  expect(second?.because?.text).toContain('got its link');
});

it('asks for members by = and !=', () => {
  const spans = (...parts: readonly string[]) =>
    heldOf(own, 'routes', 'default', ...parts).map(({ from, to }) => [from.at, to?.at]);
  expect(spans('Metric=10')).toEqual([[at(1), at(62)]]);
  expect(spans('Metric!=10')).toEqual([[at(62), undefined]]);
  expect(spans('Metric=25', 'Publish=yes')).toEqual(spans('Metric=25', 'Publish=true'));
});

it('tells when packets left by an interface, and when they did not', () => {
  const by = heldOf(laptop, '--to', '8.8.8.8', '--interface', 'tun0');
  const not = heldOf(laptop, '--to', '8.8.8.8', '--interface', 'tun0', '--not');
  expect(by).toHaveLength(1);
  expect(not).toHaveLength(2);
  expect([not[0]?.to, by[0]?.to]).toEqual([by[0]?.from, not[1]?.from]);
  expect(not[0]?.because).toBeNull();
  expect(when(laptop, '--to', '8.8.8.8').lines[2]).toBe('1 time: packets to 8.8.8.8 find a way');
});

it('tells the first moment alone', () => {
  expect(when(own, 'routes', 'default', '--first').lines).toStrictEqual([
    expect.stringMatching(
      /^first at 2026-11-20T12:00:01.000Z \(event \d+\): default route via 192.0.2.1 .* was added/,
    ),
  ]);
  expect(when(own, 'routes', 'default', '--first', '--since', '-30s').lines[0]).toContain('it held already');
  expect(heldOf(own, 'routes', 'default', '--first')).toHaveLength(1);
});

it('looks at a stretch alone', () => {
  expect(heldOf(own, 'interfaces', '5', 'OperStatus=down', '--until', '-5s')).toEqual([]);
  expect(heldOf(own, 'interfaces', '5', 'OperStatus=down', '--since', '-1s')).toHaveLength(1);
});

it('answers no where it never held', () => {
  const { code, lines } = when(own, 'routes', 'default', 'Metric=77');
  expect({ code, lines }).toEqual({ code: 1, lines: ['never: a row routes default Metric=77 stands'] });
});

it.each([
  [[], 'when what?'],
  [['routes', 'default', '--to', '8.8.8.8'], 'when what?'],
  [['routes', 'default', '--interface', 'Ethernet'], '--interface goes with --to'],
  [['route', 'default'], 'no table is called route'],
  [['routes', '203.0.113.0/29'], 'no row of this log was ever called 203.0.113.0/29'],
  [
    ['routes', 'default', 'Metrik=1'],
    'rows of routes have no member Metrik: there are AutoconfigureAddress,',
  ],
  [['--to', 'nowhere'], 'DestinationAddress'],
])('refuses %j', (args, message) => {
  const { code, out, err } = when(own, ...args);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});
