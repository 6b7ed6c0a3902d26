import {
  familyOf,
  ipv4FromNumber,
  ipv4ToNumber,
  ipv6FromWords,
  ipv6ToWords,
  lastAddressOf,
  prefixAddress,
  type AddressFamily,
  type IpAddress,
  type Prefix,
} from '../net';

/** Addresses of one family from the first to the last, as numbers. */
export interface AddressSpan {
  readonly first: bigint;
  readonly last: bigint;
}

const numberOf = (address: IpAddress): bigint =>
  familyOf(address) === 'AF_INET'
    ? BigInt(ipv4ToNumber(address))
    : ipv6ToWords(address).reduce((bits, word) => (bits << 32n) | BigInt(word >>> 0), 0n);

/** The address of a number. */
export const addressOf = (bits: bigint, family: AddressFamily): IpAddress => {
  const word = (place: bigint): number => Number((bits >> place) & 0xffffffffn);
  return family === 'AF_INET'
    ? ipv4FromNumber(Number(bits))
    : ipv6FromWords(word(96n), word(64n), word(32n), word(0n));
};

export const spanOf = (prefix: Prefix): AddressSpan => ({
  first: numberOf(prefixAddress(prefix)),
  last: numberOf(lastAddressOf(prefix)),
});

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** The addresses that some prefixes of one family hold: spans in order, none next to another. */
export const unionOf = (prefixes: Iterable<Prefix>): readonly AddressSpan[] => {
  const union: { first: bigint; last: bigint }[] = [];
  for (const span of Array.from(prefixes, spanOf).sort((a, b) => compare(a.first, b.first))) {
    const before = union.at(-1);
    if (before === undefined || span.first > before.last + 1n) union.push({ ...span });
    else if (span.last > before.last) before.last = span.last;
  }
  return union;
};

/** What is in both of two unions. */
export const commonSpans = (
  some: readonly AddressSpan[],
  others: readonly AddressSpan[],
): readonly AddressSpan[] => {
  const common: AddressSpan[] = [];
  for (let [i, j] = [0, 0]; i < some.length && j < others.length;) {
    const [a, b] = [some[i], others[j]] as [AddressSpan, AddressSpan];
    const first = a.first > b.first ? a.first : b.first;
    const last = a.last < b.last ? a.last : b.last;
    if (first <= last) common.push({ first, last });
    if (a.last < b.last) i += 1;
    else j += 1;
  }
  return common;
};

/** Spans cut up at the edges of prefixes, in order. */
export function* cutAt(
  spans: readonly AddressSpan[],
  prefixes: Iterable<Prefix>,
): IterableIterator<AddressSpan> {
  const edges = new Set<bigint>();
  for (const prefix of prefixes) {
    const { first, last } = spanOf(prefix);
    edges.add(first).add(last + 1n);
  }
  const cuts = [...edges].sort(compare);
  let at = 0;
  for (const { first, last } of spans) {
    let begin = first;
    for (; at < cuts.length && (cuts[at] as bigint) <= last; at += 1) {
      const cut = cuts[at] as bigint;
      if (cut <= begin) continue;
      yield { first: begin, last: cut - 1n };
      begin = cut;
    }
    yield { first: begin, last };
  }
}
