import { Host } from '@netlapse/core';
import type { MatcherContext } from 'expect';

/**
 * The host that a matcher was given.
 *
 * @throws TypeError that says so, where it was given something else
 */
export const receivedHost = ({ utils, isNot }: MatcherContext, matcher: string, received: unknown): Host => {
  if (received instanceof Host) return received;
  throw new TypeError(
    utils.matcherErrorMessage(
      utils.matcherHint(matcher, 'host', undefined, { isNot: isNot ?? false }),
      `${utils.RECEIVED_COLOR('received')} value must be a host, as createHost and openHost give it`,
      utils.printWithType('Received', received, utils.printReceived),
    ),
  );
};

/** Those members of a value that another names, so that a difference between both shows nothing else. */
export const membersNamed = (value: unknown, by: unknown): unknown => {
  const isPlain = (one: unknown): one is Readonly<Record<string, unknown>> =>
    typeof one === 'object' && one !== null && !Array.isArray(one) && !('asymmetricMatch' in one);
  if (!isPlain(value) || !isPlain(by)) return value;
  return Object.fromEntries(
    Object.keys(by)
      .filter((member) => Object.hasOwn(value, member))
      .map((member) => [member, membersNamed(value[member], by[member])]),
  );
};
