import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import type { Block, Fault } from './code-blocks-parse';

/** What a command printed, and how it ended. */
export interface Ended {
  readonly output: string;
  readonly exitCode: number;
}

/** What commands find around them. */
export interface Shell {
  /** Runs `netlapse` with arguments in the working folder. */
  readonly netlapse: (argv: readonly string[], env: Readonly<Record<string, string>>) => Ended;
  /** The scripts of the top package.json. */
  readonly scripts: readonly string[];
  /** The packages that are published. */
  readonly packages: readonly string[];
}

/** The words of a command line; quotes keep words together. Undefined where it does more than a plain command. */
export const wordsOf = (line: string): readonly string[] | undefined => {
  const words: string[] = [];
  const pattern = /\s*(?:'([^']*)'|"([^"$`\\]*)"|([^\s'"|&;<>$`\\#]+))(?=\s|$)/y;
  let position = 0;
  const text = line.trimEnd();
  while (position < text.length) {
    pattern.lastIndex = position;
    const found = pattern.exec(text);
    if (found === null) return undefined;
    words.push(found[1] ?? found[2] ?? found[3] ?? '');
    position = pattern.lastIndex;
  }
  return words;
};

/** A comment behind a command says with which code it ends, where that is not 0. */
const exitComment = /\s+# exits (?<code>\d+)$/;

const assignment = /^(?<name>[A-Z_]+)=(?<value>.*)$/;

const installs: ReadonlySet<string> = new Set(['install', 'i']);

/** Runs `npm …`: the two commands of the checkout, its scripts, and installing what is published. */
const runNpm = (
  words: readonly string[],
  shell: Shell,
  env: Readonly<Record<string, string>>,
): Ended | string => {
  const [, verb = '', ...rest] = words;
  if (verb === 'start')
    return shell.netlapse(['demo', ...rest.filter((word) => word !== '--')], {
      ...env,
      npm_lifecycle_event: 'start',
    });
  // The tests are running already: nothing more is to be seen of them here.
  if (verb === 'test' && rest.length === 0) return { output: '', exitCode: 0 };
  if (verb === 'run') {
    const [script = ''] = rest;
    return shell.scripts.includes(script) ? { output: '', exitCode: 0 } : `there is no script ${script}`;
  }
  if (!installs.has(verb)) return `nothing here can check npm ${verb}`;
  const named = rest.filter((word) => !word.startsWith('-'));
  const unknown = named.filter((name) => !shell.packages.includes(name));
  return unknown.length === 0
    ? { output: '', exitCode: 0 }
    : `no package is published as ${unknown.join(', ')}`;
};

/** `openssl rand -hex -out FILE BYTES`, which not every machine has that runs this: random bytes into a file. */
const makeKey = (words: readonly string[]): Ended | string => {
  const [, verb, form, out, file = '', size = ''] = words;
  if (verb !== 'rand' || form !== '-hex' || out !== '-out' || words.length !== 6)
    return 'nothing here can check openssl but rand -hex -out FILE BYTES';
  writeFileSync(file, `${randomBytes(Number(size)).toString('hex')}\n`, { mode: 0o600 });
  return { output: '', exitCode: 0 };
};

const runLine = (line: string, shell: Shell, env: Record<string, string>): Ended | string => {
  const words = wordsOf(line);
  if (words === undefined) return 'this is more than a plain command: nothing here can check it';
  const [program, second = ''] = words;
  if (program === 'export') {
    const { name, value } = assignment.exec(second)?.groups ?? {};
    if (name === undefined || value === undefined || words.length !== 2) return 'this sets no variable';
    env[name] = value;
    return { output: '', exitCode: 0 };
  }
  if (program === 'npx' && second === 'netlapse')
    return shell.netlapse(words.slice(2), { ...env, npm_lifecycle_event: 'npx' });
  if (program === 'npm') return runNpm(words, shell, env);
  if (program === 'openssl') return makeKey(words);
  return `nothing here can check ${program ?? 'an empty command'}`;
};

/** Paths that are different in every run, as a document gives them. */
const withoutTemporaryPaths = (text: string): string =>
  text.replaceAll(
    /\/[^\s'"]*\/netlapse-(?<what>[a-z]+)-[A-Za-z0-9]{6}(?=\/|\s|$)/g,
    '/tmp/netlapse-$<what>-…',
  );

/**
 * Runs the commands of a block, line by line, and compares what they print with the block of text behind it.
 *
 * @param env variables that `export` has set so far; those that this block sets are added
 */
export const runCommands = (
  block: Block,
  output: Block | undefined,
  shell: Shell,
  env: Record<string, string>,
): readonly Fault[] => {
  const faults: Fault[] = [];
  let printed = '';
  for (const [index, text] of block.lines.entries()) {
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    const line = block.firstLine + index;
    const expectedCode = Number(exitComment.exec(text)?.groups?.['code'] ?? 0);
    const ended = runLine(text.replace(exitComment, ''), shell, env);
    if (typeof ended === 'string') {
      faults.push({ line, why: ended });
      continue;
    }
    printed += ended.output;
    if (ended.exitCode !== expectedCode)
      faults.push({ line, why: `it ends with ${ended.exitCode} and prints\n${ended.output}` });
  }
  const shown = withoutTemporaryPaths(printed).trimEnd();
  if (output !== undefined && shown !== withoutTemporaryPaths(output.lines.join('\n')).trimEnd())
    faults.push({
      line: output.firstLine,
      why: `printed was\n${shown}`,
      output: { block: output, printed: shown },
    });
  return faults;
};
