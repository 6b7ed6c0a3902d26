import {
  decodeMessage,
  HEADER_SIZE,
  align4,
  messageLength,
  type DecodedMessage,
  type SkipTally,
  type Wire,
} from '../netlink';

/**
 * Takes the messages of a datagram, one behind the other. What is cut short ends it, and is counted.
 *
 * @param take told of each and where it begins; FALSE ends it
 */
export const eachMessage = (
  wire: Wire,
  from: number,
  end: number,
  skips: SkipTally,
  take: (message: DecodedMessage, at: number) => boolean,
): void => {
  for (let at = from; at < end;) {
    if (!take(decodeMessage(wire, at, skips), at)) return;
    const length = end - at < HEADER_SIZE ? 0 : messageLength(wire, at);
    if (length < HEADER_SIZE) return;
    at += align4(length);
  }
};
