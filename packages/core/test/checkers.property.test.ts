import type * as t from 'io-ts';
import { PathReporter } from 'io-ts/PathReporter';

import { decodeEvent, definitionOf, eventCatalogue, MalformedEvent, type EventType } from '../src/catalogue';
import { checkerOf, compile, firstErrorText } from '../src/codec';
import {
  BaseRecordCodec,
  CommitDraftCodec,
  CommitRecordCodec,
  decodeRecord,
  GenesisRecordCodec,
  LogRecordCodec,
  NoopRecordCodec,
  RefusalRecordCodec,
} from '../src/log';
import { Random } from './random-steps';
import { anything, mutated, valueOf } from './random-values';
import { propertyRuns } from './property-runs';

const { numRuns, seed = 20_260_101 } = propertyRuns(100_000);
const eventTypes = Object.keys(eventCatalogue) as EventType[];
const recordCodecs: readonly t.Mixed[] = [
  GenesisRecordCodec,
  BaseRecordCodec,
  CommitRecordCodec,
  RefusalRecordCodec,
  NoopRecordCodec,
];
const codecs: readonly t.Mixed[] = [
  ...eventTypes.map((type) => definitionOf(type).data),
  ...recordCodecs,
  CommitDraftCodec,
];

/** A valid value in a third of the cases, else one that was mutated once or more, or anything. */
const given = (codec: t.Mixed, random: Random): unknown => {
  if (random.chance(0.02)) return anything(random);
  let value = valueOf(codec, random);
  for (let times = random.below(4) - 1; times > 0; times--) value = mutated(value, random);
  return value;
};

const errorOf = (run: () => unknown): string => {
  try {
    run();
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

/** Runs `check` with many random streams; a failure names the seed of its own. */
const forMany = (runs: number, check: (random: Random) => void): void => {
  const seeds = new Random(seed);
  for (let run = 0; run < runs; run++) {
    const own = seeds.below(2 ** 32);
    try {
      check(new Random(own));
    } catch (error) {
      throw new Error(`seed ${own}, run ${run}: ${(error as Error).message}`, { cause: error });
    }
  }
};

const assertSame = (found: unknown, expected: unknown, what: string): void => {
  if (found !== expected) throw new Error(`${what}: ${String(found)} in place of ${String(expected)}`);
};

describe('compiled checkers', () => {
  it.each(codecs.map((codec) => [codec.name, codec] as const))(
    'take every valid %s by themselves, in any order of members',
    (_, codec) => {
      const compiled = compile(codec);
      const random = new Random(seed);
      for (let run = 0; run < 200; run++) {
        const value = valueOf(codec, random);
        expect(codec.is(value)).toBe(true);
        expect(compiled?.(value)).toBe(true);
        const turned = Object.fromEntries(Object.entries(value as object).reverse());
        expect(compiled?.(turned)).toBe(true);
      }
    },
  );

  it('say what the interpreted codec says, of events, records and anything else', () => {
    const checked = codecs.map((codec) => [codec, checkerOf(codec)] as const);
    let taken = 0;
    forMany(numRuns * 0.8, (random) => {
      const [codec, check] = random.pick(checked);
      const value = given(codec, random);
      const expected = codec.is(value);
      assertSame(check(value), expected, codec.name);
      if (expected) taken++;
    });
    // A generator that makes nothing but rubbish, or nothing but valid rows, would prove little.
    expect(taken / (numRuns * 0.8)).toBeGreaterThan(0.3);
    expect(taken / (numRuns * 0.8)).toBeLessThan(0.8);
  });

  it('leave events that are refused with the error of the interpreted codec', () => {
    forMany(numRuns * 0.1, (random) => {
      const type = random.pick(eventTypes);
      const { data: codec, v } = definitionOf(type);
      const data = given(codec, random);
      const expected = errorOf(() => {
        if (!codec.is(data))
          throw new MalformedEvent(type, 7, PathReporter.report(codec.decode(data)).join('; '));
      });
      assertSame(
        errorOf(() => decodeEvent({ seq: 7, type, v, data }, { at: 0 })),
        expected,
        type,
      );
    });
  });

  it('leave records that are refused with the error of the interpreted codec', () => {
    forMany(numRuns * 0.1, (random) => {
      const value = given(random.pick(recordCodecs), random);
      const result = LogRecordCodec.decode(value);
      const expected = result._tag === 'Right' ? 'taken' : firstErrorText(result.left);
      const found = errorOf(() => decodeRecord(value, 7));
      // That a later program wrote the log is said before anything is held against a codec.
      if (found.startsWith('the log has format version')) return;
      assertSame(found.endsWith(expected), true, `${found} / ${expected}`);
    });
  });
});
