import { ipv4FromNumber, makeLuid, guidOfLuid } from '../net';
import { TextMemory } from './text-memory';

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
const luids = hundred.map((index) => makeLuid(6, index));
const texts = {
  'the LUIDs of a hundred interfaces': luids,
  'their GUIDs': luids.map(guidOfLuid),
  'addresses of a hundred subnets': hundred.map((index) => ipv4FromNumber(0x0a00_0001 + index * 256)),
};

describe('TextMemory', () => {
  it.each(Object.entries(texts))('remembers %s, nearly all beside each other', (_, taken) => {
    let asked = 0;
    const memory = new TextMemory((value): value is string => {
      asked++;
      return typeof value === 'string';
    });
    for (let round = 0; round < 10; round++) for (const text of taken) expect(memory.takes(text)).toBe(true);
    expect(asked).toBeLessThan(200);
  });

  it('gives the answer of the codec, also for texts that share a place', () => {
    const memory = new TextMemory((value): value is string => typeof value === 'string' && value.length < 12);
    for (const text of ['', 'a', 'ab', 'abc', '10.1.1.1', 'no address at all', '10.1.1.1', '']) {
      expect(memory.takes(text)).toBe(text.length < 12);
      expect(memory.takes(text)).toBe(text.length < 12);
    }
    expect(memory.takes(5)).toBe(false);
  });
});
