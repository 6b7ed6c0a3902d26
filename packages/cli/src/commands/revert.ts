import { revertPlan } from '@netlapse/core';
import { Option, type Command } from 'commander';

import type { Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { InputError } from '../errors';
import { parseWhen, resolveWhen } from '../input/instants';
import { keyFileOption, logOption } from '../options';
import { runPlan, type PlanOptions } from '../questions/run-plan';
import { applyOptions } from './plan';

interface RevertOptions extends PlanOptions {
  readonly to?: string;
}

/** `netlapse revert`: what is to be done for a host to be as it was. */
export const addRevert = (program: Command, context: Context): void => {
  const command = program
    .command('revert')
    .summary('tell what is to be done for a host to be as it was at a moment, and do it')
    .description(
      'Compares the end of a log with a past moment of it, and tells the least calls that lead back, as plan does; and what no call brings back, such as an interface that is gone. The past itself stays as it is: going back is something new. Nothing is written without --apply, and with it all of it or nothing.',
    )
    .addOption(logOption())
    .addOption(keyFileOption())
    .addOption(new Option('--to <when>', 'the moment to go back to'));
  for (const option of applyOptions) command.addOption(option());
  describeEnd(
    command,
    [
      {
        command: 'netlapse revert --to seq:12 --log own.db',
        shows: 'what would lead back to how it was after event 12',
      },
      {
        command: 'netlapse revert --to -15m --log own.db --apply',
        shows: 'the last quarter of an hour undone',
      },
    ],
    [
      ['0', 'planned, or applied'],
      ['2', 'the moment or the log is not in order, or the log repeats a live host and was to be changed'],
    ],
    [whenSection],
  );
  command.action(() => {
    const options = command.optsWithGlobals<RevertOptions>();
    const { to } = options;
    if (to === undefined) throw new InputError('back to when? Give --to with a moment');
    const when = parseWhen(to);
    context.exitCode = runPlan(context, options, 'revert', (host) =>
      revertPlan(host, resolveWhen(host.timeline, when)),
    );
  });
};
