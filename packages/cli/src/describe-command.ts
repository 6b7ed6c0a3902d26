import type { Command } from 'commander';

import { whenForms } from './input/instants';

export interface Example {
  readonly command: string;
  readonly shows: string;
}

const section = (title: string, rows: ReadonlyArray<readonly [left: string, right: string]>): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return `\n${title}:\n${rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n')}`;
};

/** What WHEN may be, for the help of commands that take one. */
export const whenSection = section('WHEN', whenForms);

/** The end of a command's help: examples, what the exit code says, and further sections. */
export const describeEnd = (
  command: Command,
  examples: readonly Example[],
  exitCodes: ReadonlyArray<readonly [code: string, meaning: string]>,
  sections: readonly string[] = [],
): Command => {
  const shown = examples.map(({ command: line, shows }) => `  ${line}\n      ${shows}`).join('\n');
  return command.addHelpText(
    'after',
    [`\nExamples:\n${shown}`, ...sections, section('Exit code', exitCodes)].join('\n'),
  );
};
