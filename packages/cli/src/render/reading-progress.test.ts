import type { Io } from '../io';
import { readingProgressOf } from './reading-progress';

const terminal = (isTerminal: boolean) => {
  const written: string[] = [];
  const clock = { now: 0 };
  const stderr = { isTerminal, columns: 70, write: (text: string) => void written.push(text) };
  const io: Io = { stdout: stderr, stderr, env: {}, now: () => clock.now, onStop: () => () => undefined };
  return { io, written, clock };
};

it('tells on a terminal how far a log was read, once it takes long, and takes the line away', () => {
  const { io, written, clock } = terminal(true);
  const progress = readingProgressOf(io, 'router.db');
  progress.show(256, 10_000_000);
  expect(written).toStrictEqual([]);
  clock.now = 250;
  progress.show(4_500_000, 10_000_000);
  progress.show(4_500_256, 10_000_000);
  expect(written).toStrictEqual(['\r\u001b[Kreading router.db: 45%, record 4,500,000 of 10,000,000']);
  progress.show(10_000_000, 10_000_000);
  expect(written[1]).toBe('\r\u001b[K');
  clock.now = 1000;
  progress.show(7, 100);
  progress.end();
  clock.now = 9000;
  progress.show(8, 100);
  expect(written.slice(2)).toStrictEqual(['\r\u001b[Kreading router.db: 7%, record 7 of 100', '\r\u001b[K']);
});

it('says nothing to a pipe', () => {
  const { io, written, clock } = terminal(false);
  const progress = readingProgressOf(io, 'router.db');
  clock.now = 10_000;
  progress.show(1, 2);
  progress.end();
  expect(written).toStrictEqual([]);
});
