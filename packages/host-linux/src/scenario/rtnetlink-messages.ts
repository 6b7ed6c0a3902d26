import { isJsonObject, type Host } from '@netlapse/core';

import { causeOf, decide, flagOf, type SpokenMessage } from '../mirror';

/** A message of rtnetlink as scenarios write it: decoded, by the property names of `ip -j -d`. */
export interface WrittenMessage {
  /** `RTM_NEWROUTE`. */
  readonly type: string;
  /** NLM_F_ names; left out, none. */
  readonly flags?: readonly string[];
  /** Of a neighbor: hundredths of a second since it was last known reachable. */
  readonly confirmedHundredths?: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Members that every body of a kind has, and by which it can be told from others. */
const required: Readonly<Record<string, readonly string[]>> = {
  LINK: ['ifindex'],
  ADDR: ['family', 'ifindex', 'local'],
  ROUTE: ['family', 'dst'],
  NEIGH: ['dst', 'ifindex'],
  NETCONF: ['family', 'ifindex'],
  RULE: ['family'],
  NEXTHOP: ['id'],
};

/** A message of a scenario that is none: the text names the member at fault. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

const members: ReadonlySet<string> = new Set(['type', 'flags', 'confirmedHundredths', 'body']);

/**
 * Reads a message as a scenario writes it.
 *
 * @throws MalformedMessage
 */
const readMessage = (value: unknown, index: number): SpokenMessage => {
  const refuse = (why: string): never => {
    throw new MalformedMessage(`messages[${index}]${why}`);
  };
  if (!isJsonObject(value)) return refuse(' is no object');
  for (const member of Object.keys(value)) if (!members.has(member)) refuse(` has no member ${member}`);
  const { type, flags = [], confirmedHundredths, body } = value as Partial<WrittenMessage>;
  const kind = /^RTM_(?:NEW|DEL)(\w+)$/.exec(String(type))?.[1] ?? '';
  const named = required[kind];
  if (named === undefined) return refuse(`.type: ${String(type)} is no message about an object`);
  if (!isJsonObject(body)) return refuse('.body is no object');
  for (const member of named) if (!Object.hasOwn(body, member)) refuse(`.body lacks ${member}`);
  if (!Array.isArray(flags)) return refuse('.flags is no list');
  const bits = flags.reduce<number>((sum, name) => {
    const bit = flagOf(name as string);
    return bit === undefined ? refuse(`.flags: ${String(name)} is no flag`) : sum | bit;
  }, 0);
  return {
    type,
    flags: bits,
    seq: 0,
    pid: 0,
    family: 0,
    body,
    confirmedHundredths,
  } as unknown as SpokenMessage;
};

/** Has a mirror repeat messages that a scenario holds, at the present instant. */
export const tellMessages = (host: Host, messages: readonly unknown[]): void => {
  // Nothing is told of a list that cannot be read to its end.
  for (const message of messages.map(readMessage)) {
    const at = host.clock;
    host.mirror(causeOf(message, at), (state) => decide(state, message, at));
  }
};

/** The events that a message of a scenario makes of a state. */
export const decideWritten = (
  state: Parameters<typeof decide>[0],
  message: WrittenMessage,
  at: number,
): ReturnType<typeof decide> => decide(state, readMessage(message, 0), at);
