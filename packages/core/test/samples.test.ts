import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  ChainVerifier,
  decodeNlog,
  encodeNlogLine,
  eventCatalogue,
  MemoryEventLog,
  openHost,
  stateHash,
  verifyLog,
  type EventLog,
} from '@netlapse/core';

import { draftOf } from '../src/log';
import { sampleLogs } from './sample-logs';

/*
 * Logs as each released version wrote them, and the hashes of the states that they fold to. They stay as they are for
 * ever. NETLAPSE_WRITE_SAMPLES=v2 writes those of a new version; it writes over none.
 */
const folder = join(__dirname, 'samples');

interface Expected {
  readonly stateHash: string;
  readonly head: { readonly n: number; readonly hash: string; readonly seq: number; readonly at: number };
}

const fileOf = (name: string): string => join(folder, `${name}.nlog`);
const expectedFile = (name: string): string => join(folder, `${name}.json`);

const version = process.env['NETLAPSE_WRITE_SAMPLES'];
if (version !== undefined)
  for (const [kind, make] of Object.entries(sampleLogs)) {
    const name = `${version}-${kind}`;
    if (existsSync(fileOf(name))) throw new Error(`${name} is there: a sample is never written anew`);
    const log = make();
    writeFileSync(fileOf(name), Array.from(log.records(), encodeNlogLine).join(''));
    const expected: Expected = { stateHash: stateHash(openHost(log).state), head: log.head };
    writeFileSync(expectedFile(name), `${JSON.stringify(expected, undefined, 2)}\n`);
  }

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.nlog'))
  .map((file) => file.slice(0, -'.nlog'.length));

const read = (name: string): EventLog => {
  const log = new MemoryEventLog();
  const verifier = new ChainVerifier();
  for (const record of decodeNlog([readFileSync(fileOf(name), 'utf8')], (n) => expect(n).toBeUndefined())) {
    verifier.check(record);
    log.append(log.head.n, [draftOf(record)]);
  }
  expect(log.head).toEqual(verifier.summary.head);
  return log;
};

const expectedOf = (name: string): Expected =>
  JSON.parse(readFileSync(expectedFile(name), 'utf8')) as Expected;

describe.each(names)('the sample log %s', (name) => {
  it('is as it was written', () => {
    const log = read(name);
    expect(log.head).toEqual(expectedOf(name).head);
    expect(verifyLog(log, { head: expectedOf(name).head }).records).toBe(log.head.n);
  });

  it('folds to the state that it was recorded with', () => {
    expect(stateHash(openHost(read(name)).state)).toBe(expectedOf(name).stateHash);
  });
});

it('every version of every event is in a sample log', () => {
  const held = new Set<string>();
  for (const name of names)
    for (const record of read(name).records())
      if (record.kind === 'commit') for (const { type, v } of record.events) held.add(`${type} ${v}`);
  const missing = Object.entries(eventCatalogue).flatMap(([type, definition]) =>
    Array.from({ length: definition.v }, (_, index) => `${type} ${index + 1}`).filter(
      (each) => !held.has(each),
    ),
  );
  expect(missing).toEqual([]);
});
