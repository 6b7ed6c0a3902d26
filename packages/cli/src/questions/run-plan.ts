import { applyPlan, Conflict, planVerdict, type Host, type Plan } from '@netlapse/core';

import { paintOf, type Context, type GlobalOptions } from '../context';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { printLines } from '../io';
import { goOnWithLog, logTargetOf, type LogTarget } from '../logs/log-target';
import { named, refuseMissing, withHost } from '../logs/open-log';
import { counted } from '../render/counted';
import { instantText } from '../render/instant-text';
import { plainText } from '../render/plain-text';
import { differing, planLines } from '../render/plan-lines';

export interface PlanOptions extends GlobalOptions {
  readonly log?: string;
  readonly keyFile?: string;
  readonly apply?: true;
  readonly actor?: string;
  readonly json?: true;
}

/** Gives the host of a log that is gone on with, and closes it afterwards. */
const withWrittenHost = (target: LogTarget, use: (host: Host) => void): void => {
  refuseMissing(target.path);
  const { host } = goOnWithLog(target, ['model', 'linux', 'windows'], undefined, () => undefined);
  try {
    use(host);
  } catch (error) {
    throw named(target.path, error, target.keyFile);
  } finally {
    host.close();
  }
};

/** What was done, or how to have it done. */
const footer = (plan: Plan, path: string, applied: readonly number[] | undefined): string => {
  const { calls, position } = plan;
  const at = `at ${instantText(position.at)} (event ${position.seq})`;
  if (calls.length === 0) return `nothing to do ${at}`;
  const [first = 0, last = 0] = applied ?? [];
  if (applied !== undefined)
    return `applied to ${plainText(path)}: ${counted(calls.length, 'call')}, events ${first} to ${last}`;
  return `not applied yet: --apply makes ${counted(calls.length, 'call')} ${at}`;
};

/**
 * Shows a plan for the end of a log, and with `--apply` makes its calls there.
 *
 * @param make the plan for the host of the log
 */
export const runPlan = (
  context: Context,
  options: PlanOptions,
  command: string,
  make: (host: Host) => Plan,
): ExitCode => {
  const target = logTargetOf(options, context.io.env);
  const { path } = target;
  const isToApply = options.apply === true;
  const show = (host: Host): void => {
    const plan = make(host);
    const before = host.state;
    const isRefused = isToApply && host.mirrored;
    let applied: readonly number[] | undefined;
    if (isToApply && !isRefused) {
      const from = host.state.seq + 1;
      applyPlan(host, plan, { actor: options.actor ?? `netlapse ${command}` });
      applied = [from, host.state.seq];
    }
    const { stdout } = context.io;
    if (options.json === true) {
      const { left, ...told } = plan;
      const found = {
        verdict: planVerdict(plan),
        applied: applied !== undefined,
        ...told,
        left: differing(left),
      };
      printLines(stdout, [JSON.stringify(found, undefined, 2)]);
    } else {
      const paint = paintOf(context, options);
      printLines(stdout, planLines(plan, [before, host.state], paint));
      if (!isRefused) printLines(stdout, [paint.faint(footer(plan, path, applied))]);
    }
    if (isRefused)
      throw new InputError(
        `nothing was applied: ${plainText(path)} repeats a live host, which alone changes it; do on that host what the plan says`,
      );
  };
  try {
    if (isToApply) withWrittenHost(target, show);
    else withHost(context, options, show);
  } catch (error) {
    if (error instanceof Conflict)
      throw new InputError('the log went on while the plan was made: plan again', { cause: error });
    throw error;
  }
  return exitCodes.success;
};
