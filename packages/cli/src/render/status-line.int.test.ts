import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import { describeInNamespaces, TestNamespace } from '../../../host-linux/test/namespace';
import { buildProgram } from '../../test/build-program';
import { temporaryFolder } from '../../test/run-program';
import type { Output } from '../io';
import { StatusLine } from './status-line';

jest.setTimeout(120_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());

const ERASE_LINE = '\r\u001b[K';
/** A character that no line has, in the place of that. */
const ERASED = '\v';

/** A terminal of so many columns: what a person sees at the end. */
const terminal = (columns: number) => {
  const shown: string[] = [''];
  const output: Output = {
    isTerminal: true,
    columns,
    write: (text) => {
      for (const part of text.replaceAll(ERASE_LINE, ERASED).split(/([\v\n])/)) {
        const last = shown.length - 1;
        if (part === '\n') shown.push('');
        else if (part === ERASED) shown[last] = '';
        else shown[last] = `${shown[last]}${part}`;
      }
    },
  };
  return { output, shown };
};

it('is written over and over, with lines above it that stay', () => {
  const { output, shown } = terminal(40);
  const line = new StatusLine(output);
  line.show('1s: 3 messages');
  line.show('2s: 4 messages');
  line.print('in doubt: messages of the kernel were lost');
  line.show('3s: 4 messages');
  expect(shown).toEqual(['in doubt: messages of the kernel were lost', '3s: 4 messages']);
  line.clear();
  expect(shown).toEqual(['in doubt: messages of the kernel were lost', '']);
});

it('is never longer than the terminal is wide: it could not be written over', () => {
  const { output, shown } = terminal(20);
  new StatusLine(output).show('a'.repeat(50));
  expect(shown).toEqual(['a'.repeat(19)]);
});

/** Why no terminal can be had here; undefined where it can. */
const whyNoTerminal = (): string | undefined => {
  const { error, stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return `script cannot be run: ${error.message}`;
  return stdout.includes('util-linux') ? undefined : 'script is not that of util-linux';
};

describeInNamespaces('netlapse record on a terminal', () => {
  const why = whyNoTerminal();
  if (why !== undefined) {
    process.stderr.write(`left out: netlapse record on a terminal: ${why}\n`);
    it(`is left out here: ${why}`, () => expect(why).not.toBe(''));
    return;
  }

  it('shows how far it is, and leaves whole lines when it ends', () => {
    const namespace = new TestNamespace();
    try {
      namespace.ip('link set lo up');
      const { env, file } = buildProgram();
      const command = folder.path('record.sh');
      writeFileSync(
        command,
        [
          'stty cols 70',
          `"${process.execPath}" "${file}" record --log "${folder.path('seen.db')}" --netns ${namespace.name} --max-size 8M &`,
          'recorder=$!',
          // Until it has listened for a while.
          `for n in $(seq 600); do [ -s "${folder.path('seen.db')}-wal" ] && break; sleep 0.1; done`,
          'sleep 3',
          `ip -n ${namespace.name} addr add 192.0.2.1/32 dev lo`,
          'sleep 2',
          'kill -TERM $recorder',
          'wait $recorder',
        ].join('\n'),
      );
      const { status, stdout } = spawnSync('script', ['-qec', `sh ${command}`, '/dev/null'], {
        encoding: 'utf8',
        env: { ...process.env, ...env, TERM: 'xterm' },
        timeout: 100_000,
      });
      expect(status).toBe(0);
      const { output, shown } = terminal(70);
      // The terminal makes a return of each line feed.
      output.write(stdout.replaceAll('\r\n', '\n'));
      const parts = stdout.split(ERASE_LINE);
      expect(parts).toContainEqual(
        expect.stringMatching(/^[\d.]+m?s: \d+ messages?, \d+ events?.*, log \d+K/),
      );
      const lines = shown.filter((line) => line !== '');
      expect(lines.at(0)).toMatch(/in doubt/);
      expect(lines.at(-1)).toMatch(/^log .*: \d+ events of \d+ messages? recorded, up to /);
      expect(lines.some((line) => line.startsWith('recording '))).toBe(true);
      // What was written over is not seen any more.
      expect(lines.filter((line) => /messages?, \d+ events?/.test(line) && !line.startsWith('log '))).toEqual(
        [],
      );
    } finally {
      namespace.remove();
    }
  });
});
