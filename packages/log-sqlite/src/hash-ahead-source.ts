/** What two threads tell each other of a page; `over`: nobody wants more. */
export const PAGE = { free: 0, asked: 1, good: 2, other: 3, over: 4 } as const;

/** Where things stand in the numbers that two threads share. */
export const PLACE = {
  /** Not 0: whoever reads wants no more. */
  isOver: 0,
  /** Not 0: the thread has let go of the file. */
  isClosed: 1,
  /** The first page; each has a state, the number of its statement, and the lengths of the columns that came. */
  pages: 2,
  select: 1,
  lengths: 2,
} as const;

/** Columns of a page: the lines, their hashes, and what else the statement gives. */
export const COLUMNS = 5;
export const PAGE_PLACES = PLACE.lengths + COLUMNS;

/**
 * The thread's program, as a text: a file of its own would not be found where all of a program is put into one. For each
 * page it is asked for it runs a statement and holds line after line against its hash, byte for byte. It knows nothing
 * of records, and never says what is wrong.
 */
export const hashAheadSource = `'use strict';
const { hash } = require('node:crypto');
const { workerData } = require('node:worker_threads');
const { url, libsql, selects, shared, ranges, bytes, pageBytes, pages, timeout } = workerData;
const places = new Int32Array(shared);
const values = new Float64Array(ranges);
const room = new Uint8Array(bytes);

const isWhole = (lines, hashes) => {
  let from = 0;
  for (let at = 0; at < hashes.length; at += 64) {
    const found = lines.indexOf(10, from);
    const end = found < 0 ? lines.length : found;
    if (hash('sha256', lines.subarray(from, end), 'hex') !== hashes.latin1Slice(at, at + 64)) return false;
    from = end + 1;
  }
  return from === lines.length + 1;
};

const read = (statements, page, base) => {
  const range = [values[2 * page], values[2 * page + 1]];
  const columns = statements[places[base + ${PLACE.select}]].raw().all(range)[0];
  if (columns.length !== ${COLUMNS} || columns.some((column) => column === null)) return false;
  if (columns.reduce((sum, { length }) => sum + length, 0) > pageBytes) return false;
  if (!isWhole(columns[0], columns[1])) return false;
  let at = page * pageBytes;
  columns.forEach((column, index) => {
    room.set(column, at);
    at += column.length;
    places[base + ${PLACE.lengths} + index] = column.length;
  });
  return true;
};

const answer = (base, state) => {
  Atomics.store(places, base, state);
  Atomics.notify(places, base);
};

let database;
try {
  database = new (require(libsql))(url, { timeout });
  const statements = selects.map((select) => database.prepare(select));
  for (let page = 0; Atomics.load(places, ${PLACE.isOver}) === 0; page = (page + 1) % pages) {
    const base = ${PLACE.pages} + page * ${PAGE_PLACES};
    let state = Atomics.load(places, base);
    for (; state !== ${PAGE.asked} && state !== ${PAGE.over}; state = Atomics.load(places, base))
      Atomics.wait(places, base, state);
    if (state === ${PAGE.over}) break;
    answer(base, read(statements, page, base) ? ${PAGE.good} : ${PAGE.other});
  }
} catch {
  // Whoever waits shall read alone, and say what is wrong.
  for (let page = 0; page < pages; page++) answer(${PLACE.pages} + page * ${PAGE_PLACES}, ${PAGE.other});
} finally {
  database?.close();
  answer(${PLACE.isClosed}, 1);
}
`;
