import { createHost, logReports, RecordedHost, type HostState, type LiveReport } from '@netlapse/core';
import { importRtmon } from '@netlapse/host-linux';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runProgramToEnd, temporaryFolder } from '../../test/run-program';
import type { Context } from '../context';
import { exitCodes } from '../errors';
import type { Io, Output } from '../io';
import { watchLive, type WatchOptions } from './watch';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const laptop = join(__dirname, '../../../host-linux/recordings/laptop/laptop.rtmon');

/** The laptop's day as a live host would have told it: its links first, then what happened. */
const dayOfLaptop = (): readonly LiveReport<HostState>[] => {
  const host = createHost({ mirror: 'linux', now: Date.UTC(2026, 10, 20) });
  importRtmon(host, readFileSync(laptop), { file: laptop });
  const [first, ...rest] = logReports(host.log.records());
  if (first?.kind !== 'message') throw new Error('no message');
  const { at } = first;
  return [
    { kind: 'doubt', at, because: 'listening-began' },
    { kind: 'picture', at, because: 'listening-began', parts: () => [first.decide] },
    { kind: 'certain', at },
    ...rest,
  ];
};

const watched = async (options: Partial<WatchOptions>, more: readonly LiveReport<HostState>[] = []) => {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    isTerminal: false,
    columns: undefined,
    write: (text) => {
      written[name] += text;
    },
  });
  let stop = (): void => undefined;
  const io: Io = {
    stdout: output('out'),
    stderr: output('err'),
    env: {},
    now: () => Date.UTC(2026, 10, 20),
    onStop: (callback) => {
      stop = callback;
      return () => undefined;
    },
  };
  const context: Context = { io, exitCode: exitCodes.success };
  const live = new RecordedHost([...dayOfLaptop(), ...more], {
    speed: Number.POSITIVE_INFINITY,
    onEnd: () => stop(),
  });
  const done = watchLive(context, live, { color: true, ...options });
  await done;
  return { ...written, lines: written.out.split('\n').slice(0, -1) };
};

it('tells what changes in the words of the field, who did it, and what became of the way out', async () => {
  const { err, lines } = await watched({ table: ['routes'], to: ['8.8.8.8'] });
  expect(err).toBe('');
  expect(lines[1]).toBe('way to 8.8.8.8: unreachable');
  const vpn = lines.findIndex((line) => line.includes('+ route 0.0.0.0/1 via 172.16.99.1 on tun0'));
  expect(lines[vpn]).toMatch(/RTM_NEWROUTE by port \d+$/);
  expect(lines[vpn + 1]?.trim()).toBe(
    'way to 8.8.8.8: via 192.168.1.1 on eth0 #2, from 192.168.1.50 → via 172.16.99.1 on tun0 #4, from 172.16.99.2',
  );
  expect(
    lines
      .filter((line) => line.includes('way to'))
      .at(-1)
      ?.trim(),
  ).toMatch(/→ via 10\.20\.0\.1 on wlan0 #3, from 10\.20\.1\.33$/);
});

it('shows only what is asked for', async () => {
  const tables = new Set<string>();
  const { lines } = await watched({ table: ['routes', 'unicast'], interface: 'tun0', json: true });
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    const { data, type } = JSON.parse(line) as { type: string; data: { InterfaceIndex: number } };
    tables.add(type.replace(/(Created|Set|Deleted)$/, ''));
    expect(data.InterfaceIndex).toBe(4);
  }
  expect(tables).toContain('Route');
  const within = await watched({ prefix: '172.16.99.0/24', json: true });
  for (const line of within.lines) expect(line).toMatch(/"(DestinationPrefix|Address)":"172\.16\.99\./);
  expect(within.lines.length).toBeGreaterThan(0);
});

it('leaves out what Linux said unless its table is asked for', async () => {
  const typesOf = async (options: Partial<WatchOptions>) =>
    (await watched({ json: true, ...options })).lines.map(
      (line) => (JSON.parse(line) as { type: string }).type,
    );
  expect((await typesOf({})).filter((type) => type.startsWith('Linux'))).toEqual([]);
  expect(new Set(await typesOf({ table: ['linux'] }))).toEqual(
    new Set(['LinuxObjectReported', 'LinuxObjectWithdrawn']),
  );
});

it('ends after as many events as were asked for', async () => {
  expect((await watched({ count: '3', json: true })).lines).toHaveLength(3);
});

it('runs a command for each event, in order, with the event on its stdin', async () => {
  const file = folder.path('seen');
  const { lines } = await watched({ table: ['routes'], json: true, exec: `cat >> '${file}'`, count: '20' });
  expect(readFileSync(file, 'utf8').split('\n').slice(0, -1)).toEqual(lines);
});

it('says how a command failed, and goes on', async () => {
  const { err } = await watched({ table: ['routes'], exec: 'exit 3', count: '2' });
  expect(err).toBe('netlapse: --exec exit 3: ended with code 3\n'.repeat(2));
});

it('tells of lost messages, of sleep and of a clock that was set', async () => {
  const at = Date.UTC(2026, 10, 21);
  const { lines } = await watched({ table: ['dns'] }, [
    { kind: 'notice', at, name: 'suspended', params: { forMs: 3_600_000 } },
    { kind: 'notice', at, name: 'clock-set', params: { byMs: -61_000 } },
    { kind: 'doubt', at, because: 'messages-lost', since: at - 1000 },
    { kind: 'certain', at },
  ]);
  expect(lines.slice(-4)).toEqual([
    '2026-11-21T00:00:00.000Z ! the computer slept for 1h',
    '2026-11-21T00:00:00.000Z ! the clock was set back by 1m 1s',
    '2026-11-21T00:00:00.000Z ! in doubt since 2026-11-20T23:59:59.000Z: messages of the kernel were lost',
    '2026-11-21T00:00:00.000Z ! certain again: all tables were read anew',
  ]);
});

it.each([
  [['--table', 'rutes'], '--table rutes is none: there are '],
  [['--prefix', '10.0.0.1/8'], '--prefix 10.0.0.1/8 is no prefix'],
  [['--to', 'example'], '--to example is no address'],
  [['--count', '0'], '--count 0 is no number'],
])('refuses %j before it listens', async (argv, why) => {
  const { code, err } = await runProgramToEnd(['watch', ...argv]);
  expect(err).toContain(why);
  expect(code).toBe(2);
});
