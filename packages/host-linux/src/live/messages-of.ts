import {
  decodeMessage,
  HEADER_SIZE,
  align4,
  messageLength,
  type DecodedMessage,
  type SkipTally,
  type Wire,
} from '../netlink';

/** The messages of a datagram, one behind the other. What is cut short ends it, and is counted. */
export function* messagesOf(
  wire: Wire,
  from: number,
  end: number,
  skips: SkipTally,
): IterableIterator<DecodedMessage> {
  for (let at = from; at < end;) {
    yield decodeMessage(wire, at, skips);
    const length = end - at < HEADER_SIZE ? 0 : messageLength(wire, at);
    if (length < HEADER_SIZE) return;
    at += align4(length);
  }
}
