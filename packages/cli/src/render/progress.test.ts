import type { Io } from '../io';
import { progressTo, type ProgressReport } from './progress';

const report: ProgressReport = { part: 0.5, count: 12_000, what: 'message', place: '23:32:02.000Z' };

const terminal = (isTerminal: boolean) => {
  const written: string[] = [];
  const clock = { now: 0 };
  const stderr = { isTerminal, columns: 60, write: (text: string) => void written.push(text) };
  const io: Io = { stdout: stderr, stderr, env: {}, now: () => clock.now, onStop: () => () => undefined };
  return { io, written, clock };
};

it('shows one line on a terminal, not too often, and takes it away', () => {
  const { io, written, clock } = terminal(true);
  const progress = progressTo(io, 'router.rtmon');
  progress.show(report);
  expect(written).toStrictEqual([]);
  clock.now = 150;
  progress.show(report);
  clock.now = 200;
  progress.show(report);
  expect(written).toStrictEqual(['\r\u001b[Krouter.rtmon: 50%, 12,000 messages, 23:32:02.000Z']);
  progress.clear();
  expect(written[1]).toBe('\r\u001b[K');
});

it('tells the rate and what is left once they can be known, as far as the terminal is wide', () => {
  const { io, written, clock } = terminal(true);
  const progress = progressTo(io, 'router.rtmon');
  clock.now = 4000;
  progress.show(report);
  expect(written).toStrictEqual([
    '\r\u001b[Krouter.rtmon: 50%, 12,000 messages, 3,000/s, 4s left, 23:32:02.000Z'.slice(0, 4 + 59),
  ]);
});

it('shows a plain line now and then where there is no terminal', () => {
  const { io, written, clock } = terminal(false);
  const progress = progressTo(io, 'x');
  for (clock.now = 0; clock.now <= 25_000; clock.now += 1000) progress.show(report);
  progress.clear();
  expect(written).toStrictEqual([
    'x: 50%, 12,000 messages, 1,200/s, 10s left, 23:32:02.000Z\n',
    'x: 50%, 12,000 messages, 600/s, 20s left, 23:32:02.000Z\n',
  ]);
});

it('shows nothing where it is soon over', () => {
  const soon = terminal(true);
  progressTo(soon.io, 'x').clear();
  expect(soon.written).toStrictEqual([]);
});
