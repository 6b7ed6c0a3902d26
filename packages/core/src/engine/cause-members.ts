import type { Cause } from '../log';
import { CommandIdReused } from './errors';
import type { CommandOptions, MirrorMessage, Outcome } from './host-options';
import type { EventItem } from './listener';
import { paramsJson } from './params-json';
import { isSameParams, type Timeline } from './timeline';

/**
 * What a cause says besides what was called: by whom, under which id, and what it answers.
 *
 * @param delivered the event in whose notification the command is issued: its correlation is carried on
 */
export const causeMembers = (
  { actor, commandId, correlationId }: CommandOptions,
  delivered: EventItem | undefined,
): Partial<Cause> => {
  const correlation = correlationId ?? delivered?.envelope.cause.correlationId;
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(commandId === undefined ? {} : { commandId }),
    ...(correlation === undefined ? {} : { correlationId: correlation }),
    ...(delivered === undefined ? {} : { causationSeq: delivered.envelope.seq }),
  };
};

/** The cause of what is repeated of a live host, or of another log. */
export const toldCause = (kind: 'import' | 'replay', { actor, name, params }: MirrorMessage): Cause => ({
  kind,
  name,
  params: paramsJson(params),
  ...(actor === undefined ? {} : { actor }),
});

/**
 * The recorded outcome of a command whose id is in the log already; undefined where it is new, or has none.
 *
 * @throws CommandIdReused where that was another function, or had other parameters
 */
export const outcomeOnRecord = (timeline: Timeline, cause: Cause): Outcome | undefined => {
  if (cause.commandId === undefined) return undefined;
  const found = timeline.findCommand(cause.commandId);
  if (found === undefined) return undefined;
  if (found.cause.name !== cause.name || !isSameParams(found.cause.params, cause.params))
    throw new CommandIdReused(cause.commandId);
  return { status: found.status as Outcome['status'], repeated: true };
};
