/** Whole numbers from a seed, for damage that can be done again: a linear congruential generator's upper bits. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0, below the limit. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }
}

export interface Damaged {
  /** What was done, in words, so that it can be done again by hand. */
  readonly what: string;
  readonly bytes: Buffer;
}

const LONGEST = 64;

/** One random bit or byte changed, a piece cut off or out, or two pieces exchanged. */
export const damage = (original: Buffer, random: SeededRandom, pageSize: number): Damaged => {
  const { length } = original;
  const bytes = Buffer.from(original);
  const place = random.below(length);
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2: {
      const bit = random.below(8);
      bytes[place] = (bytes[place] as number) ^ (1 << bit);
      return { what: `bit ${bit} of byte ${place} changed`, bytes };
    }
    case 3:
    case 4: {
      const value = random.below(256);
      bytes[place] = value;
      return { what: `byte ${place} set to ${value}`, bytes };
    }
    case 5:
      return { what: `cut off at ${place}`, bytes: bytes.subarray(0, place) };
    case 6: {
      const end = Math.min(length, place + 1 + random.below(LONGEST));
      return {
        what: `bytes ${place} to ${end - 1} cut out`,
        bytes: Buffer.concat([bytes.subarray(0, place), bytes.subarray(end)]),
      };
    }
    default: {
      const isPage = random.below(2) === 0;
      const size = isPage ? pageSize : 1 + random.below(LONGEST);
      const at = (): number => {
        const any = random.below(Math.max(1, length - size));
        return isPage ? any - (any % pageSize) : any;
      };
      const [a, b] = [at(), at()];
      original.copy(bytes, a, b, b + size);
      original.copy(bytes, b, a, a + size);
      return { what: `${size} bytes at ${a} and ${b} exchanged`, bytes };
    }
  }
};
