import { canonicalJson, type Json, type JsonObject } from '@netlapse/core';

import { keep, type Bench } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { StoredRows } from '../src/stored-rows';

/** RFC 8785 by the book, for what a log holds: sort, and let the runtime write what is left. */
const plainly = (value: Json): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(plainly).join(',')}]`;
  const members = value as JsonObject;
  const written = Object.keys(members)
    .sort()
    .map((member) => `${JSON.stringify(member)}:${plainly(members[member] as Json)}`);
  return `{${written.join(',')}}`;
};

const sorted = (row: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

const measureRows = (bench: Bench, what: string, rows: readonly JsonObject[]): void => {
  const operations = bench.size(100_000, 1_000);
  const of = (values: readonly JsonObject[], write: (row: JsonObject) => string) => ({
    operations,
    run: () => {
      for (let done = 0; done < operations; done++) {
        const text = write(values[done % values.length] as JsonObject);
        // A character is only to be had of text that is laid out whole: what hashing and storing need.
        keep(text.charCodeAt(text.length - 2));
      }
    },
  });
  for (const row of rows)
    if (canonicalJson(row) !== plainly(row)) throw new Error(`another text of ${plainly(row)}`);
  const { canonical, stringify, plain } = bench.race({
    canonical: of(rows, (row) => canonicalJson(row)),
    // Sorted beforehand: what is left to it is the writing.
    stringify: of(rows.map(sorted), (row) => JSON.stringify(row)),
    plain: of(rows, plainly),
  });
  bench.beside(what, canonical, 'JSON.stringify of sorted members', stringify);
  bench.beside(what, canonical, 'a plain writer of RFC 8785', plain);
};

ask({
  name: 'canonical-json',
  title: 'Writing canonical JSON',
  about:
    'Rows are written as canonical JSON (RFC 8785), as each event of a log is before it is hashed. JSON.stringify, which sorts nothing, gets them with their members sorted beforehand.',
  measure: (bench) => {
    const rows = new StoredRows(loadPrefixes().ipv4.slice(0, bench.size(5_000, 500)));
    measureRows(bench, 'a route', rows.of('routes'));
    measureRows(bench, 'an interface', rows.of('interfaces'));
    measureRows(bench, 'a unicast address', rows.of('unicast'));
  },
});
