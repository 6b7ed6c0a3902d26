import * as fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { BELOW, BLOCK_CELLS, BLOCK_WORDS, MatchRuns } from './match-runs';

const BLOCKS = 3;

const paintArbitrary = fc.record({
  block: fc.nat(BLOCKS - 1),
  ends: fc.tuple(fc.nat(BLOCK_CELLS), fc.nat(BLOCK_CELLS)),
  lengths: fc.tuple(fc.nat(4), fc.nat(4)),
  value: fc.option(fc.nat(3), { nil: undefined }),
  length: fc.oneof({ weight: 9, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.constant(BELOW) }),
});

describe('MatchRuns', () => {
  it('holds what cells that are kept one by one hold, whatever is painted over them', () => {
    fc.assert(
      fc.property(fc.array(paintArbitrary, { maxLength: 40 }), (paints) => {
        const runs = new MatchRuns<number>();
        runs.makeRoom(BLOCKS * BLOCK_WORDS);
        const cells = Array.from({ length: BLOCKS * BLOCK_CELLS }, () => ({
          value: undefined as number | undefined,
          length: 0,
        }));
        for (const { block, ends, lengths, value, ...rest } of paints) {
          const [from = 0, to = 0] = [...ends].sort((a, b) => a - b);
          const [least = 0, most = 0] = [...lengths].sort((a, b) => a - b);
          const length = value === undefined ? 0 : rest.length;
          runs.paint(block * BLOCK_WORDS, from, to, { least, most, value, length });
          for (let at = block * BLOCK_CELLS + from; at < block * BLOCK_CELLS + to; at++) {
            const own = cells[at]?.length ?? 0;
            if (own >= least && own <= most) cells[at] = { value, length };
          }
          cells.forEach((cell, at) => {
            const slot = runs.slotOf(Math.floor(at / BLOCK_CELLS) * BLOCK_WORDS, at % BLOCK_CELLS);
            expect({ value: runs.slots[slot], length: runs.lengths[slot] }).toEqual(cell);
          });
          for (let each = 0; each < BLOCKS; each++) {
            const own = cells.slice(each * BLOCK_CELLS, (each + 1) * BLOCK_CELLS);
            expect(runs.hasBelow(each * BLOCK_WORDS)).toBe(own.some((cell) => cell.length === BELOW));
            const isOne = own.every((cell) => cell.value === own[0]?.value && cell.length === own[0]?.length);
            expect(runs.onlySlotOf(each * BLOCK_WORDS) >= 0).toBe(isOne);
          }
        }
      }),
      propertyRuns(40),
    );
  });
});
