import { findEvents, type EventSearch, type FoundEntry, type Host, type Position } from '@netlapse/core';

import { eventsBetween, type Range } from '../src/engine';
import { Random } from './random-steps';
import { overScripts, run } from './simulation';

const identityOf = (entry: FoundEntry): string =>
  entry.kind === 'event' ? `event ${entry.envelope.seq}` : `refusal ${entry.record.n}`;

/** The same by reading everything: the naive twin. */
const naively = (
  host: Host,
  search: EventSearch,
  { from, to }: { from: Position; to: Position },
): readonly string[] => {
  const found: [n: number, place: number, identity: string][] = [];
  for (const { event, ...envelope } of eventsBetween(host, { from, to } as Range)) {
    const { cause, status, append } = envelope;
    if (
      (search.types?.includes(event.type) ?? true) &&
      (search.causes?.some((each) => each === cause.kind || each === cause.name) ?? true) &&
      (search.statuses?.includes(status) ?? true)
    )
      found.push([append.n, append.index, identityOf({ kind: 'event', envelope, event })]);
  }
  const begin = host.log.recordNumberOfSeq(from.seq) ?? 0;
  if (search.refusals === true)
    for (const record of host.log.records(begin + 1))
      if (
        record.kind === 'refusal' &&
        record.at >= from.at &&
        record.at <= to.at &&
        record.n < (host.log.recordNumberOfSeq(to.seq + 1) ?? Infinity) &&
        (search.causes?.some((each) => each === record.cause.kind || each === record.cause.name) ?? true) &&
        (search.statuses?.includes(record.status) ?? true)
      )
        found.push([record.n, 0, identityOf({ kind: 'refusal', record })]);
  return found.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , identity]) => identity);
};

const someOf = <T>(random: Random, items: readonly T[]): readonly T[] =>
  items.filter(() => random.chance(0.4));

it('finds what looking at everything finds, forwards and backwards, and no more than asked for', () => {
  let found = 0;
  overScripts(150, 80, (script) => {
    const random = new Random(script.seed);
    const { host, reads } = run(script);
    const all = [...findEvents(host, { from: { seq: 0 } })].flatMap((entry) =>
      entry.kind === 'event' ? [entry] : [],
    );
    const positions = [
      { seq: 0, at: host.timeline.beginning },
      ...reads.map(({ position }) => position),
      host.position,
    ];
    const [one, other] = [random.below(positions.length), random.below(positions.length)];
    const from = positions[Math.min(one, other)] as Position;
    const to = positions[Math.max(one, other)] as Position;
    const search: EventSearch = {
      from,
      to,
      // Of which types a refusal is, the engine's own tests tell.
      ...(random.chance(0.5)
        ? { refusals: true }
        : { types: someOf(random, [...new Set(all.map(({ event }) => event.type))]) }),
      ...(random.chance(0.3) ? { causes: ['time', 'hardware', 'CreateIpForwardEntry2'] } : {}),
      ...(random.chance(0.3) ? { statuses: ['STATUS_SUCCESS', 'STATUS_NOT_FOUND'] } : {}),
    };
    const expected = naively(host, search, { from, to });
    const forwards = [...findEvents(host, search)].map(identityOf);
    found += forwards.length;
    expect(forwards).toEqual(expected);
    expect([...findEvents(host, { ...search, reverse: true })].map(identityOf)).toEqual(
      expected.toReversed(),
    );
    const limit = 1 + random.below(5);
    expect([...findEvents(host, { ...search, limit })].map(identityOf)).toEqual(expected.slice(0, limit));
    expect([...findEvents(host, { ...search, limit, reverse: true })].map(identityOf)).toEqual(
      expected.toReversed().slice(0, limit),
    );
  });
  expect(found).toBeGreaterThan(500);
});
