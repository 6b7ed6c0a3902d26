import { existsSync } from 'node:fs';

import { createHost, doubtIntervals, takeReports, type HostState, type LiveReport } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';
import { tableOfType } from '../logs/new-log';

const folder = temporaryFolder();
const log = folder.path('own.db');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

interface Compacted {
  readonly position: { readonly seq: number; readonly at: number };
  readonly replaced: { readonly records: number; readonly events: number; readonly hash: string };
  readonly events: number;
}

const compacted = (to: string, ...options: readonly string[]): Compacted =>
  runJson(['compact', '--log', log, '--to', folder.path(to), '--json', ...options]) as Compacted;

const seqsOf = (file: string): readonly number[] =>
  (runJson(['log', '--log', file, '--json']) as { seq: number }[]).map(({ seq }) => seq);

it('writes a log that begins later, and says what it keeps and replaces', () => {
  const to = folder.path('later.db');
  const { code, err, lines } = runProgram([
    'compact',
    '--log',
    log,
    '--to',
    to,
    '--at',
    '2026-11-20T12:00:30Z',
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(lines[0]).toMatch(/^new log .*later\.db begins at 2026-11-20T12:00:30\.000Z \(event \d+\)$/);
  expect(lines.slice(1).map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
    'keeps',
    'replaces',
    'archive',
  ]);
  expect(lines[2]).toContain(' and 1 refusal in ');
  const all = seqsOf(log);
  const kept = seqsOf(to);
  expect(kept).toEqual(all.slice(all.length - kept.length));
  const routes = ['routes', '--json'];
  expect(runJson([...routes, '--log', to])).toEqual(runJson([...routes, '--log', log]));
  expect(runProgram(['routes', '--log', to, '--at', '2026-11-20T12:00:01Z'])).toMatchObject({ code: 2 });
  expect(runProgram(['check', '--log', to]).code).toBe(0);
});

it('keeps what a policy says', () => {
  const { position, events } = compacted('few.db', '--max-events', '4');
  expect(events).toBeLessThanOrEqual(4);
  expect(seqsOf(folder.path('few.db'))[0]).toBe(position.seq + 1);
  expect(compacted('young.db', '--max-age', '4s').position.at).toBe(Date.UTC(2026, 10, 20, 12, 1, 4));
});

describe('of a log with times of doubt', () => {
  const doubtful = folder.path('doubtful.db');
  const told = (at: number): LiveReport<HostState> => ({
    kind: 'message',
    at,
    name: 'RTM_NEWNEXTHOP',
    params: {},
    decide: () => [
      { type: 'LinuxObjectReported', data: { kind: 'nexthop', key: `${at}`, object: { id: at, flags: [] } } },
    ],
  });
  const doubt = (at: number): LiveReport<HostState> => ({ kind: 'doubt', at, because: 'messages-lost' });
  const compactedAt = (to: string, at: string) =>
    runProgram(['compact', '--log', doubtful, '--to', folder.path(to), '--at', at]);

  beforeAll(() => {
    const host = createHost({
      log: openSqliteLog(doubtful, { mode: 'create', tableOfType }),
      mirror: 'linux',
      now: 1000,
    });
    const certain: LiveReport<HostState> = { kind: 'certain', at: 1050 };
    takeReports(host, [told(1010), told(1020), doubt(1030), told(1040), certain, told(1060)]);
    host.close();
  });

  it('begins before the doubt, and tells of it', () => {
    const { code, lines } = compactedAt('certain.db', 'seq:3');
    expect({ code, lines: lines.slice(0, 2) }).toEqual({
      code: 0,
      lines: [
        expect.stringMatching(/begins at 1970-01-01T00:00:01\.020Z \(event 2\)$/),
        '  doubt     was at 1970-01-01T00:00:01.040Z (event 3): the log begins where there is none',
      ],
    });
    const made = openSqliteLog(folder.path('certain.db'), { mode: 'read' });
    expect(doubtIntervals(made.records())).toEqual([{ from: 1020, to: 1050, because: ['messages-lost'] }]);
    made.close();
  });

  it('begins where it is asked to where nothing is in doubt', () => {
    const { code, lines } = compactedAt('after.db', 'seq:4');
    expect({ code, lines: lines.length }).toEqual({ code: 0, lines: 4 });
  });
});

it('writes nothing where all may stay', () => {
  const to = folder.path('same.db');
  expect(runProgram(['compact', '--log', log, '--to', to, '--max-events', '100000'])).toMatchObject({
    code: 1,
  });
  expect(compacted('same.db', '--max-age', '30d')).toBeNull();
  expect(existsSync(to)).toBe(false);
});

it.each([
  ['without a cut', [], 'say where the new log begins'],
  ['with two cuts', ['--at', 'seq:20', '--max-events', '3'], 'say where the new log begins'],
  ['inside an append', ['--at', 'seq:1'], 'inside an append'],
  ['at no moment', ['--at', 'noon'], 'noon is no moment'],
  ['of no age', ['--max-age', 'long'], '--max-age long is no span of time'],
  ['of no number', ['--max-events', '0'], 'is no number'],
])('refuses a compaction %s, and writes nothing', (_, options, message) => {
  const to = folder.path('refused.db');
  const { code, out, err } = runProgram(['compact', '--log', log, '--to', to, ...options]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  expect(existsSync(to)).toBe(false);
});

it('does not write over a log', () => {
  expect(runProgram(['compact', '--log', log, '--to', log, '--at', '-1s'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('is there already') as string,
  });
});
