import { printLines } from './io';

it('writes many lines in few pieces', () => {
  const written: string[] = [];
  const lines = Array.from({ length: 1200 }, (_, index) => `line ${index}`);
  printLines({ isTerminal: false, columns: undefined, write: (text) => void written.push(text) }, lines);
  expect(written).toHaveLength(3);
  expect(written.join('')).toBe(`${lines.join('\n')}\n`);
});

it('writes nothing for no lines', () => {
  const written: string[] = [];
  printLines({ isTerminal: false, columns: undefined, write: (text) => void written.push(text) }, []);
  expect(written).toStrictEqual([]);
});
