import { formatWithOptions } from 'node:util';

import { transformSync } from '@swc/core';

import type { Block, Fault, Item } from './code-blocks-parse';

/** A program of a document: blocks of TypeScript that go on with one another. */
export type Program = Extract<Item, { readonly kind: 'program' }>;

/** Something printed, and the line of the document whose `console.log` printed it. */
interface Print {
  readonly line: number;
  readonly text: string;
}

/** A function that tests are declared with; here they run at once, when the program has ended. */
type Declare = (name: string, body: () => unknown) => void;

/** What a program finds around it. */
export interface Surroundings {
  /** Gives the module of a name, or throws where the reader of the document would not have it. */
  readonly requireModule: (name: string) => unknown;
  /** What the programs of a test author expect to be there. */
  readonly expect: unknown;
}

/** The program as one text whose lines are those of the document, so that what is said of a line can be found. */
export const sourceOf = ({ blocks }: Program): string => {
  const lines: string[] = [];
  for (const block of blocks)
    for (const [index, line] of block.lines.entries()) lines[block.firstLine - 1 + index] = line;
  return `${Array.from(lines, (line) => line ?? '').join('\n')}\n`;
};

const log = /\bconsole\.log\(/g;
const expectedComment = /\bconsole\.log\(.*\)[;,)}\]\s]*\/\/ (?<expected>.*)$/;

/** Numbers every call of console.log by its line. */
const withNumberedLogs = (source: string): string =>
  source
    .split('\n')
    .map((line, index) => line.replaceAll(log, `console.log(${index + 1}, `))
    .join('\n');

const printOf = (line: number, values: readonly unknown[]): Print => ({
  line,
  // One line whatever is printed: a comment behind the call has one line too.
  text: formatWithOptions({ breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 8 }, ...values),
});

type Run = (
  requireModule: Surroundings['requireModule'],
  exports: object,
  console: { readonly log: (line: number, ...values: unknown[]) => void },
  describe: Declare,
  it: Declare,
  test: Declare,
  expect: unknown,
) => Promise<void>;

const compiled = (source: string): Run => {
  const { code } = transformSync(withNumberedLogs(source), {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const body = `return (async () => {\n${code}\n})();`;
  // Compiled here and not by node:vm, so that its objects are of the realm in which they are compared.
  // oxlint-disable-next-line typescript/no-implied-eval -- to run a document's own code is what this is for
  return new Function('require', 'exports', 'console', 'describe', 'it', 'test', 'expect', body) as Run;
};

/** Where a block prints something and what is expected of it, in words; none where all is as it is written. */
const faultsOfBlock = (
  block: Block,
  output: Block | undefined,
  prints: readonly Print[],
): readonly Fault[] => {
  const last = block.firstLine + block.lines.length - 1;
  const own = prints.filter(({ line }) => line >= block.firstLine && line <= last);
  if (output !== undefined) {
    const printed = own.map(({ text }) => text).join('\n');
    const expected = output.lines.join('\n');
    return printed === expected
      ? []
      : [{ line: output.firstLine, why: `printed was\n${printed}`, output: { block: output, printed } }];
  }
  return block.lines.flatMap((text, index): readonly Fault[] => {
    if (!text.includes('console.log(')) return [];
    const line = block.firstLine + index;
    const printed = own.filter((print) => print.line === line).map((print) => print.text);
    const expected = expectedComment.exec(text)?.groups?.['expected'];
    if (expected === undefined)
      return [{ line, why: `no comment says what is printed, which is: ${printed.join('; ')}` }];
    if (printed.length === 0) return [{ line, why: 'this is never printed' }];
    return printed.join('; ') === expected ? [] : [{ line, why: `printed was: ${printed.join('; ')}` }];
  });
};

/**
 * Runs a program in the working folder and compares what it prints with what its document says: behind each
 * console.log in a comment (what one line prints several times is joined by `; `), or in a block of text.
 */
export const runProgram = async (program: Program, around: Surroundings): Promise<readonly Fault[]> => {
  const prints: Print[] = [];
  const tests: Array<readonly [name: string, body: () => unknown]> = [];
  const declare: Declare = (name, body) => void tests.push([name, body]);
  const group: Declare = (_name, body) => void body();
  const [first] = program.blocks;
  const line = first?.firstLine ?? 1;
  let current = 'the program';
  try {
    const run = compiled(sourceOf(program));
    const console = { log: (at: number, ...values: unknown[]) => void prints.push(printOf(at, values)) };
    await run(around.requireModule, {}, console, group, declare, declare, around.expect);
    for (const [name, body] of tests) {
      current = `the test "${name}"`;
      await body();
    }
    // What was left to the next turn may print too.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  } catch (error) {
    return [{ line, why: `${current} fails: ${error instanceof Error ? error.message : String(error)}` }];
  }
  return program.blocks.flatMap((block) =>
    faultsOfBlock(block, program.outputs.get(block.firstLine), prints),
  );
};
