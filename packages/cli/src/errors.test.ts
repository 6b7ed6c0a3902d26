import { LogCorrupt, LogLocked, LogUnavailable, LogWriteFailed, UnknownMark } from '@netlapse/core';

import { describeError, InputError, UsageError } from './errors';

it('tells what can be mended in its own words', () => {
  expect(describeError(new InputError('give --log FILE'))).toBe('give --log FILE');
  expect(describeError(new UnknownMark('vpn'))).toBe(
    'no mark is named vpn: marks live in the program that set them, a log file keeps none',
  );
  expect(describeError(new LogLocked('/var/host.db'))).toContain(
    '/var/host.db is being written by another process',
  );
});

it('tells why a log cannot be used', () => {
  const gone = Object.assign(new Error('ENOENT: no such file, realpath'), { code: 'ENOENT' });
  expect(describeError(new LogUnavailable('/no/x.db', gone))).toBe(
    '/no/x.db: there is no such file or folder',
  );
  expect(describeError(new LogUnavailable('x.db', new Error('journal_mode is off and not wal')))).toBe(
    'x.db cannot be used: journal_mode is off and not wal',
  );
});

it('says what to do about a damaged log', () => {
  expect(describeError(new LogCorrupt(7, 'its hash is wrong'))).toBe(
    'record 7 is damaged: its hash is wrong; `netlapse check` tells what is still whole',
  );
});

it('points from a wrong option to the help of its command', () => {
  const found = new Error("error: unknown option '--tabel'\n(Did you mean --table?)");
  expect(describeError(new UsageError(found, 'log'))).toBe(
    "unknown option '--tabel' (Did you mean --table?); see `netlapse log --help`",
  );
  expect(describeError(new UsageError(found))).toContain('see `netlapse --help`');
});

it.each([
  ['ENOENT', 'x.db: there is no such file or folder'],
  ['EACCES', 'x.db: permission denied'],
  ['EISDIR', 'x.db: it is a folder'],
  ['EMFILE', 'x.db: EMFILE: raw message'],
])('tells %s of a file plainly', (code, text) => {
  expect(describeError(Object.assign(new Error(`${code}: raw message`), { code, path: 'x.db' }))).toBe(text);
});

it('says which log could not be written, and what is left of it', () => {
  expect(describeError(new LogWriteFailed(new Error('database or disk is full'), 'x.db'))).toBe(
    'x.db: writing failed: database or disk is full; all that was written before is whole',
  );
});

it('shows what would steer the terminal as escapes', () => {
  expect(describeError(new InputError('no JSON: "\u001b[31m"'))).toBe('no JSON: "\\u001b[31m"');
});

it('owns up to a defect, in one line', () => {
  expect(describeError(new TypeError('a\n  b'))).toBe(
    'unexpected: a b (this is a defect; NETLAPSE_DEBUG=1 shows where it happened)',
  );
  expect(describeError('thrown text')).toBe('unexpected: thrown text');
});
