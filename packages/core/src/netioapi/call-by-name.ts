import { readInputRow, type QueryFunction, type ReportDefinition } from '../call';
import type { AsOf, CommandOptions, Host, Outcome, ReportOptions } from '../engine';
import type { HostState } from '../state';
import type { NotifyFunction } from './notify-function';
import { functions, reports, type FunctionName, type ReportName } from './registry';

/** How a call is made besides its parameters. */
export interface CallOptions extends CommandOptions {
  /** Answers a read as of this past moment; commands have none, the past cannot be changed. */
  readonly asOf?: AsOf;
}

/** A command cannot be asked as of the past: it is made on a fork. */
export class NotARead extends TypeError {
  override readonly name = 'NotARead';
  constructor(readonly called: string) {
    super(`${called} is no read: it cannot be asked as of the past, make it on a fork`);
  }
}

/**
 * Calls a function by its Win32 name, with parameters that nobody has checked yet.
 *
 * @throws NotARead, and what the host throws: never for parameters, these get a status
 */
export const callByName = (
  host: Host,
  name: FunctionName,
  params: object,
  options: CallOptions = {},
): Outcome => {
  const { asOf, ...commandOptions } = options;
  const definition = functions[name];
  if (definition.kind === 'query')
    return host.ask(definition as unknown as QueryFunction<HostState, object, object>, params, asOf);
  if (asOf !== undefined) throw new NotARead(name);
  if (definition.kind === 'notify') {
    // What fell due before this instant happens first, and is told to those who were registered then.
    if (!host.isClosed) host.view();
    return (definition as unknown as NotifyFunction<object, object>).run(host, params);
  }
  return host.execute(definition, params, commandOptions);
};

/**
 * Gives a host a report by its name: hardware, the link, a router.
 *
 * @throws ReportRefused where it cannot be; nothing has changed then
 */
export const reportByName = (
  host: Host,
  name: ReportName,
  members: object,
  options: ReportOptions = {},
): void => {
  const definition = reports[name] as unknown as ReportDefinition<HostState, unknown>;
  host.report(definition, members, (input, given) => readInputRow(input, given, 'report'), options);
};
