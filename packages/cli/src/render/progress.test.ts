import type { Io } from '../io';
import { progressTo, type ProgressReport } from './progress';

const report: ProgressReport = { bytes: 500, totalBytes: 1000, messages: 12_000, at: 1_795_217_522_000 };

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
  expect(written).toStrictEqual([
    '\r\u001b[Krouter.rtmon: 50%, 12,000 messages, 2026-11-20T23:32:02.000Z'.slice(0, 4 + 59),
  ]);
  progress.clear();
  expect(written[1]).toBe('\r\u001b[K');
});

it('shows nothing where it is soon over, and nothing to a pipe', () => {
  const soon = terminal(true);
  progressTo(soon.io, 'x').clear();
  const pipe = terminal(false);
  const progress = progressTo(pipe.io, 'x');
  pipe.clock.now = 10_000;
  progress.show(report);
  progress.clear();
  expect([...soon.written, ...pipe.written]).toStrictEqual([]);
});
