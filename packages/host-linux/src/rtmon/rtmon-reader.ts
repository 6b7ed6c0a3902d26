import {
  HEADER_SIZE,
  SkipTally,
  Wire,
  align4,
  decodeMessage,
  messageLength,
  type DecodedMessage,
  type SkipCount,
  type TimestampMessage,
} from '../netlink';
import { BEGIN_SIZE, byteOrderOf, mayBeBegin, notARecording, type ByteOrder } from './recording-begin';
import { RtmonError } from './rtmon-error';

/** A message of a recording. */
export interface RtmonRecord {
  /** When it came, in epoch milliseconds, by the time stamp before it. */
  readonly at: number;
  /** Where its header begins: bytes from the begin of the recording, decompressed. */
  readonly offset: number;
  readonly message: Exclude<DecodedMessage, TimestampMessage>;
}

/** What a whole recording was. */
export interface RtmonSummary {
  readonly file: string;
  /** Its size, decompressed. */
  readonly bytes: number;
  /** Undefined where it ends within the first six bytes. */
  readonly byteOrder: ByteOrder | undefined;
  /** Whole messages, time stamps not counted, skipped ones counted. */
  readonly messages: number;
  readonly timestamps: number;
  /** Instants of the first and the last message, in epoch milliseconds; undefined when there is none. */
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
  /** The message at the end that is not all there; undefined when the recording ends with a whole one. */
  readonly cutShort: { readonly offset: number; readonly bytes: number } | undefined;
  /** What was skipped and why, whole messages and attributes; a message cut short is not among them. */
  readonly skipped: readonly SkipCount[];
}

/**
 * Reads a recording of rtmon piece by piece: `push` the bytes as they come, then `end`. For what is compressed, and for
 * whole files, see `readRtmon` and `readRtmonStream`.
 *
 * After it has thrown it is of no more use.
 */
export class RtmonReader {
  readonly #file: string;
  readonly #skips = new SkipTally();
  #byteOrder: ByteOrder | undefined;
  /** Copies of what was pushed and not yet decoded: less than one message. */
  #held: Uint8Array[] = [];
  #heldSize = 0;
  /** Bytes that must be there before it is worth to look again. */
  #wanted = BEGIN_SIZE;
  /** Offset of the first byte held. */
  #offset = 0;
  /** Padding of the last message that was not pushed yet. */
  #padding = 0;
  #at: number | undefined;
  #messages = 0;
  #timestamps = 0;
  #firstAt: number | undefined;
  #lastAt: number | undefined;

  /**
   * @param file how errors and the summary call the recording.
   * @param decode of messages; left out: all that they say.
   */
  constructor(
    file: string,
    private readonly decode: typeof decodeMessage = decodeMessage,
  ) {
    this.#file = file;
  }

  /**
   * Takes the next bytes, whatever their number; they may be overwritten afterwards.
   *
   * @returns the messages that are whole now, in order.
   * @throws RtmonError
   */
  push(chunk: Uint8Array): readonly RtmonRecord[] {
    const padding = Math.min(this.#padding, chunk.length);
    this.#padding -= padding;
    this.#offset += padding;
    const fresh = chunk.subarray(padding);
    if (this.#heldSize + fresh.length < this.#wanted) {
      this.#hold(fresh);
      return [];
    }
    const bytes = this.#heldSize === 0 ? fresh : Buffer.concat([...this.#held, fresh]);
    this.#held = [];
    this.#heldSize = 0;
    return this.#decode(bytes);
  }

  /**
   * There are no more bytes.
   *
   * @throws RtmonError when there was none at all, or what there was is no recording.
   */
  end(): RtmonSummary {
    const size = this.#offset + this.#heldSize;
    if (size === 0)
      throw new RtmonError(
        'empty',
        this.#file,
        undefined,
        'the file is empty; a recording begins with a time stamp message',
      );
    const rest = Buffer.concat(this.#held);
    if (this.#byteOrder === undefined && !mayBeBegin(rest)) throw notARecording(rest, this.#file);
    return {
      file: this.#file,
      bytes: size,
      byteOrder: this.#byteOrder,
      messages: this.#messages,
      timestamps: this.#timestamps,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
      cutShort: rest.length === 0 ? undefined : { offset: this.#offset, bytes: rest.length },
      skipped: this.#skips.counts(),
    };
  }

  #decode(bytes: Uint8Array): readonly RtmonRecord[] {
    this.#byteOrder ??= byteOrderOf(bytes, this.#file);
    const wire = new Wire(bytes, this.#byteOrder === 'little-endian');
    const records: RtmonRecord[] = [];
    const start = this.#offset;
    let at = 0;
    this.#wanted = HEADER_SIZE;
    while (bytes.length - at >= HEADER_SIZE) {
      const length = messageLength(wire, at);
      if (length < HEADER_SIZE) throw this.#badLength(start + at, length);
      if (length > bytes.length - at) {
        this.#wanted = length;
        break;
      }
      this.#enter(this.decode(wire, at, this.#skips), start + at, records);
      at += align4(length);
    }
    this.#padding = Math.max(0, at - bytes.length);
    this.#offset = start + Math.min(at, bytes.length);
    this.#hold(bytes.subarray(at));
    return records;
  }

  #enter(message: DecodedMessage, offset: number, records: RtmonRecord[]): void {
    if (message.type === 'timestamp') {
      this.#timestamps++;
      this.#at = message.at;
      return;
    }
    // The first message is a time stamp: its type and length told so.
    const at = this.#at ?? 0;
    this.#messages++;
    this.#firstAt ??= at;
    this.#lastAt = at;
    records.push({ at, offset, message });
  }

  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#held.push(Uint8Array.from(bytes));
    this.#heldSize += bytes.length;
  }

  #badLength(offset: number, length: number): RtmonError {
    return new RtmonError(
      'bad message length',
      this.#file,
      offset,
      `a message says it has ${length} bytes; its header alone has ${HEADER_SIZE}`,
    );
  }
}
