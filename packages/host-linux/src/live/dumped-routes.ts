import {
  decodeMessage,
  HEADER_SIZE,
  align4,
  messageFlags,
  messageLength,
  messageSeq,
  messageType,
  NLM_F,
  RTM,
  SkipTally,
  Wire,
  type LinuxRoute,
} from '../netlink';

/**
 * The routes of a dump as the bytes that they came in, decoded as they are gone through: a full table takes a few dozen
 * megabytes so, and many times that as objects.
 */
export class DumpedRoutes implements Iterable<LinuxRoute> {
  readonly #datagrams: Wire[] = [];

  /** @param family the AF_ number of what was asked for: a kernel that does not read it dumps more. */
  constructor(
    private readonly family: number,
    private readonly seq: number,
  ) {}

  /**
   * Keeps a stretch of messages, where each is a route of the dump and nothing is to be said of it but that.
   *
   * @returns FALSE where it has to be looked at message by message: nothing is kept then
   */
  keep(wire: Wire, from: number, end: number): boolean {
    for (let at = from; at < end;) {
      const length = end - at < HEADER_SIZE ? 0 : messageLength(wire, at);
      if (length < HEADER_SIZE || at + length > end) return false;
      if (messageType(wire, at) !== RTM.NEWROUTE || messageSeq(wire, at) !== this.seq) return false;
      if ((messageFlags(wire, at) & NLM_F.DUMP_INTR) !== 0) return false;
      at += align4(length);
    }
    this.#keep(wire, from, end);
    return true;
  }

  /** Keeps one message. */
  keepOne(wire: Wire, at: number): void {
    this.#keep(wire, at, at + messageLength(wire, at));
  }

  #keep(wire: Wire, from: number, end: number): void {
    this.#datagrams.push(new Wire(wire.bytes.slice(from, end), wire.littleEndian));
  }

  *[Symbol.iterator](): IterableIterator<LinuxRoute> {
    const skips = new SkipTally();
    for (const wire of this.#datagrams)
      for (let at = 0; at < wire.length; at += align4(messageLength(wire, at))) {
        const message = decodeMessage(wire, at, skips);
        if (message.type === 'RTM_NEWROUTE' && message.family === this.family) yield message.body;
      }
  }
}
