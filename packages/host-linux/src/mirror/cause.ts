import type { MirrorMessage } from '@netlapse/core';

import { NLM_F, type DecodedMessage, type SkippedMessage, type TimestampMessage } from '../netlink';

/** A message that says something of the host. */
export type SpokenMessage = Exclude<DecodedMessage, TimestampMessage | SkippedMessage>;

/** NLM_F_ of messages that tell of an object; those of other values are of requests and dumps. */
const flagNames: ReadonlyArray<readonly [name: string, bit: number]> = [
  ['NLM_F_REQUEST', NLM_F.REQUEST],
  ['NLM_F_MULTI', NLM_F.MULTI],
  ['NLM_F_ACK', NLM_F.ACK],
  ['NLM_F_ECHO', NLM_F.ECHO],
  ['NLM_F_DUMP_INTR', NLM_F.DUMP_INTR],
  ['NLM_F_REPLACE', NLM_F.REPLACE],
  ['NLM_F_EXCL', NLM_F.EXCL],
  ['NLM_F_CREATE', NLM_F.CREATE],
  ['NLM_F_APPEND', NLM_F.APPEND],
];

type Params = Readonly<{ flags?: readonly string[] }>;

const paramsByFlags = new Map<number, Params>([[0, Object.freeze({})]]);

/** What a message says of itself by its flags. There are few combinations, so each is worded once, and frozen: a log need not write it anew each time. */
export const paramsOf = (flags: number): Params => {
  const known = paramsByFlags.get(flags);
  if (known !== undefined) return known;
  const names = flagNames.filter(([, bit]) => (flags & bit) !== 0).map(([name]) => name);
  const params = Object.freeze({ flags: Object.freeze(names) });
  paramsByFlags.set(flags, params);
  return params;
};

/**
 * A message as the cause of its append: its name, its flags, and as actor the port of the process that made
 * the change, which the kernel tells; none where the kernel made it itself.
 */
export const causeOf = ({ flags, pid, type }: SpokenMessage, at: number): MirrorMessage => ({
  at,
  name: type,
  params: paramsOf(flags),
  ...(pid === 0 ? {} : { actor: `port ${pid}` }),
});

const bitByName = new Map(flagNames);

/** The bit of a flag of a message by its name; undefined where it is none. */
export const flagOf = (name: string): number | undefined => bitByName.get(name);
