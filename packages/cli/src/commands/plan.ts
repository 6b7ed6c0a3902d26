import { DesiredStateError, plan, type Desired } from '@netlapse/core';
import { Option, type Command } from 'commander';

import type { Context } from '../context';
import { describeEnd } from '../describe-command';
import { InputError } from '../errors';
import { readJsonFile } from '../input/read-calls';
import { keyFileOption, logOption } from '../options';
import { runPlan, type PlanOptions } from '../questions/run-plan';
import { plainText } from '../render/plain-text';

interface DesiredOptions extends PlanOptions {
  readonly desired?: string;
}

const desiredOf = (file: string): Desired => {
  const desired = readJsonFile(file);
  if (typeof desired !== 'object' || desired === null || Array.isArray(desired))
    throw new InputError(`${file}: a desired state is an object with routes, addresses, ipInterfaces`);
  return desired;
};

export const applyOptions: ReadonlyArray<() => Option> = [
  () => new Option('--apply', 'make the calls, all of them or none'),
  () => new Option('--actor <name>', 'with --apply: who does it, as the log is to say'),
  () => new Option('--json', 'the plan as JSON: verdict, changes with their members, calls'),
];

/** `netlapse plan`: what is to be done for a host to be as desired. */
export const addPlan = (program: Command, context: Context): void => {
  const command = program
    .command('plan')
    .summary('tell what is to be done for a host to be as a file says, and do it')
    .description(
      'Compares the end of a log with a file of what is to be, and tells the least calls that lead there: rows to create, to change by their members, to delete. Nothing is written without --apply, and with it all of it or nothing. The file is a JSON object with any of routes, addresses and ipInterfaces, each a list of documented rows; an interface may be named by its Alias. Of routes and addresses what is not listed is deleted, but for what addresses, links and routers bring by themselves; of IP interfaces the members given are set.',
    )
    .addOption(logOption())
    .addOption(keyFileOption())
    .addOption(new Option('--desired <file>', 'what is to be, as JSON'));
  for (const option of applyOptions) command.addOption(option());
  describeEnd(
    command,
    [
      { command: 'netlapse plan --desired office.json --log own.db', shows: 'what would be done' },
      {
        command: 'netlapse plan --desired office.json --log own.db --apply',
        shows: 'the same, and it is done',
      },
      {
        command: 'netlapse routes --log own.db --json > routes.json',
        shows: 'rows as they are, to begin such a file with: {"routes": …}',
      },
    ],
    [
      ['0', 'planned, or applied'],
      ['2', 'the file or the log is not in order, or the log repeats a live host and was to be changed'],
    ],
  );
  command.action(() => {
    const options = command.optsWithGlobals<DesiredOptions>();
    const { desired: file } = options;
    if (file === undefined) throw new InputError('plan what? Give --desired with a file of what is to be');
    const desired = desiredOf(file);
    context.exitCode = runPlan(context, options, 'plan', (host) => {
      try {
        return plan(host, desired);
      } catch (error) {
        if (error instanceof DesiredStateError)
          throw new InputError(`${file}: ${plainText(error.message)}`, { cause: error });
        throw error;
      }
    });
  });
};
