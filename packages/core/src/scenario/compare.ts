import { parseGuid, parseLuid, parsePhysicalAddress, parsePrefix, parseSocketAddress } from '../net';

/** One thing that is not as expected. */
export interface Mismatch {
  /** Path of the member: `out.Row.Metric`. */
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
}

const canonicalForms = [parsePrefix, parseLuid, parseGuid, parsePhysicalAddress] as const;

/** A scope id counts behind a link-local address alone, and zero is none. */
const isSameAddress = (expected: string, got: string): boolean => {
  const [left, right] = [parseSocketAddress(expected), parseSocketAddress(got)];
  if (left === undefined || right === undefined) return false;
  if (left.family === 'AF_UNSPEC' || right.family === 'AF_UNSPEC') return false;
  return left.address === right.address && left.scopeId === right.scopeId;
};

/** Addresses, prefixes, LUIDs, GUIDs and physical addresses are compared as what they denote, not as text. */
const isSameText = (expected: string, got: string): boolean =>
  expected === got ||
  isSameAddress(expected, got) ||
  canonicalForms.some((parse) => {
    const canonical = parse(expected);
    return canonical !== undefined && canonical === parse(got);
  });

/**
 * Compares what came with what is expected: objects by the members named, arrays element by element, at the same
 * length; everything else exactly.
 */
export function* mismatches(expected: unknown, got: unknown, path: string): IterableIterator<Mismatch> {
  if (typeof expected === 'string' && typeof got === 'string') {
    if (!isSameText(expected, got)) yield { path, expected, got };
    return;
  }
  if (typeof expected !== 'object' || expected === null) {
    if (!Object.is(expected, got)) yield { path, expected, got };
    return;
  }
  if (typeof got !== 'object' || got === null || Array.isArray(expected) !== Array.isArray(got)) {
    yield { path, expected, got };
    return;
  }
  if (Array.isArray(expected)) {
    yield* arrayMismatches(expected, got as readonly unknown[], path);
    return;
  }
  for (const [member, value] of Object.entries(expected))
    yield* mismatches(
      value,
      (got as Record<string, unknown>)[member],
      path === '' ? member : `${path}.${member}`,
    );
}

function* arrayMismatches(
  expected: readonly unknown[],
  got: readonly unknown[],
  path: string,
): IterableIterator<Mismatch> {
  if (expected.length !== got.length)
    yield { path: `${path}.length`, expected: expected.length, got: got.length };
  const longest = Math.max(expected.length, got.length);
  for (let index = 0; index < longest; index += 1) {
    const at = `${path}[${index}]`;
    if (index >= got.length) yield { path: at, expected: expected[index], got: undefined };
    else if (index >= expected.length) yield { path: at, expected: undefined, got: got[index] };
    else yield* mismatches(expected[index], got[index], at);
  }
}

/**
 * Whether something is as a scenario expects it: objects by the members named, arrays whole; addresses, prefixes, LUIDs and
 * physical addresses as what they denote.
 */
export const matches = (expected: unknown, got: unknown): boolean =>
  mismatches(expected, got, '').next().done === true;

/**
 * Pairs each expected item with one that came, each used once, whatever the order.
 *
 * @param isMatch whether what came is what an item expects
 */
export const unmatchedItems = (
  expected: readonly unknown[],
  got: readonly unknown[],
  isMatch: (expected: unknown, got: unknown) => boolean = matches,
): { readonly missing: readonly unknown[]; readonly extra: readonly unknown[] } => {
  const holderOf = new Map<number, number>();
  // Augmenting paths: an item that two expectations fit goes to the one that nothing else fits.
  const place = (item: number, tried: Set<number>): boolean => {
    for (let other = 0; other < got.length; other += 1) {
      if (tried.has(other) || !isMatch(expected[item], got[other])) continue;
      tried.add(other);
      const holder = holderOf.get(other);
      if (holder !== undefined && !place(holder, tried)) continue;
      holderOf.set(other, item);
      return true;
    }
    return false;
  };
  const missing = expected.filter((_, index) => !place(index, new Set()));
  return { missing, extra: got.filter((_, index) => !holderOf.has(index)) };
};

const tableClauses: ReadonlySet<string> = new Set(['contains', 'lacks', 'exactly', 'count']);

/** Whether an expectation speaks of a table: `{contains, lacks, exactly, count}`. */
export const isTableExpectation = (expected: unknown): expected is Readonly<Record<string, unknown>> =>
  typeof expected === 'object' &&
  expected !== null &&
  !Array.isArray(expected) &&
  Object.keys(expected).length > 0 &&
  Object.keys(expected).every((clause) => tableClauses.has(clause));

/** Compares a table with what it is to contain, to lack, to consist of, or how many rows it is to have. */
export function* tableMismatches(
  expected: Readonly<Record<string, unknown>>,
  got: unknown,
  path: string,
): IterableIterator<Mismatch> {
  if (!Array.isArray(got)) {
    yield { path, expected, got };
    return;
  }
  const {
    contains = [],
    lacks = [],
    exactly,
    count,
  } = expected as {
    contains?: readonly unknown[];
    lacks?: readonly unknown[];
    exactly?: readonly unknown[];
    count?: number;
  };
  for (const row of contains)
    if (!got.some((other) => matches(row, other))) yield { path: `${path}.contains`, expected: row, got };
  for (const row of lacks)
    for (const other of got.filter((candidate) => matches(row, candidate)))
      yield { path: `${path}.lacks`, expected: row, got: other };
  if (exactly !== undefined) {
    const { missing, extra } = unmatchedItems(exactly, got);
    for (const row of missing) yield { path: `${path}.exactly`, expected: row, got: 'no such row' };
    for (const row of extra) yield { path: `${path}.exactly`, expected: 'no such row', got: row };
  }
  if (count !== undefined && got.length !== count)
    yield { path: `${path}.count`, expected: count, got: got.length };
}

/** Compares out parameters: tables by their clauses, everything else by the members named. */
export function* outMismatches(expected: unknown, got: object, path: string): IterableIterator<Mismatch> {
  if (typeof expected !== 'object' || expected === null) {
    yield { path, expected, got };
    return;
  }
  for (const [name, value] of Object.entries(expected)) {
    const at = `${path}.${name}`;
    const actual = (got as Record<string, unknown>)[name];
    if (isTableExpectation(value) && (Array.isArray(actual) || actual === null || actual === undefined))
      yield* tableMismatches(value, actual, at);
    else yield* mismatches(value, actual, at);
  }
}
