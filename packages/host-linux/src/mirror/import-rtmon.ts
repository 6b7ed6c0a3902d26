import type { Host } from '@netlapse/core';

import { AF } from '../netlink';
import { readRtmon, type RtmonRecord, type RtmonSummary } from '../rtmon';
import { causeOf, type SpokenMessage } from './cause';
import { decide } from './decide';
import { RecordingBeforeHost } from './recording-before-host';

/** How far an import has come. */
export interface ImportProgress {
  /** Of the recording, decompressed. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly messages: number;
  /** Instant of the last message, epoch milliseconds. */
  readonly at: number;
}

export interface ImportOptions {
  /** How errors call the recording. */
  readonly file: string;
  /** Called after each durable write, and at the end. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What an import did. */
export interface ImportSummary {
  /** Messages of the recording; time stamps are not counted. */
  readonly messages: number;
  /** Messages that changed something. */
  readonly appends: number;
  readonly events: number;
  /** What says nothing here, with the reason, and how often. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Bytes of a last message that is not all there; 0 where the recording ends with a whole one. */
  readonly cutShortBytes: number;
  /** Instants of the first and last message; undefined where there is none. */
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
}

/** Messages that are written together: one durable write costs as much as that of many. */
const BATCH_SIZE = 1000;

/**
 * Has a mirrored host repeat a recording of rtmon, plain or compressed by gzip: each message that changes something is an
 * append, dated at its time stamp.
 *
 * @throws RecordingBeforeHost where it begins before the host's clock, RtmonError where it is no recording: nothing is
 *   imported then. An RtmonError also where it cannot be read on from somewhere: what stands before is imported.
 */
export const importRtmon = (host: Host, source: Uint8Array, { file, onProgress }: ImportOptions): ImportSummary => {
  const reading = readRtmon(source, file);
  const tally = new Tally(host);
  const totalBytes = sizeOf(source);
  let summary: RtmonSummary | undefined;
  while (summary === undefined) {
    const { records, end, broken } = take(reading, BATCH_SIZE);
    const [first] = records;
    if (first !== undefined && tally.isEmpty && first.at < host.clock)
      throw new RecordingBeforeHost(file, first.at, host.clock);
    host.batch(() => {
      for (const record of records) repeat(host, record, tally);
    });
    if (broken !== undefined) throw broken;
    summary = end;
    const last = records[records.length - 1];
    if (last !== undefined)
      onProgress?.({
        bytes: end?.bytes ?? last.offset,
        totalBytes: end?.bytes ?? Math.max(totalBytes, last.offset),
        messages: tally.messages,
        at: last.at,
      });
  }
  return tally.summary(summary);
};

/** Some records of a recording, and how it ended where it ends with them. */
interface Taken {
  readonly records: readonly RtmonRecord[];
  readonly end: RtmonSummary | undefined;
  /** Why it cannot be read on. */
  readonly broken: unknown;
}

const take = (reading: Generator<RtmonRecord, RtmonSummary, undefined>, size: number): Taken => {
  const records: RtmonRecord[] = [];
  try {
    while (records.length < size) {
      const next = reading.next();
      if (next.done === true) return { records, end: next.value, broken: undefined };
      records.push(next.value);
    }
  } catch (broken) {
    return { records, end: undefined, broken };
  }
  return { records, end: undefined, broken: undefined };
};

const repeat = (host: Host, { at, message }: RtmonRecord, tally: Tally): void => {
  tally.messages++;
  if (message.type === 'skipped') return;
  const why = whyIgnored(message);
  if (why !== undefined) {
    tally.ignore(why);
    return;
  }
  // Time stamps may go back where the host's clock was set: what is told later is later.
  const now = Math.max(at, host.clock);
  host.mirror(causeOf(message, at), (state) => decide(state, message, now));
};

/** Why a message that can be read says nothing here; undefined where it does. */
const whyIgnored = (message: SpokenMessage): string | undefined => {
  switch (message.type) {
    case 'RTM_NEWLINK':
    case 'RTM_DELLINK':
      return message.family === AF.UNSPEC ? undefined : `repeats a part of a link: ${message.type}`;
    case 'RTM_NEWNEIGH':
    case 'RTM_DELNEIGH':
      return message.body.proxy === true ? `proxy, no neighbor: ${message.type}` : undefined;
    case 'NLMSG_DONE':
    case 'NLMSG_ERROR':
    case 'NLMSG_OVERRUN':
      return `not about an object: ${message.type}`;
    default:
      return undefined;
  }
};

/** Counts what an import does. */
class Tally {
  messages = 0;
  readonly #ignored = new Map<string, number>();
  readonly #recordsBefore: number;
  readonly #eventsBefore: number;

  constructor(private readonly host: Host) {
    this.#recordsBefore = host.log.head.n;
    this.#eventsBefore = host.position.seq;
  }

  get isEmpty(): boolean {
    return this.messages === 0;
  }

  ignore(why: string): void {
    this.#ignored.set(why, (this.#ignored.get(why) ?? 0) + 1);
  }

  summary({ cutShort, firstAt, lastAt, skipped }: RtmonSummary): ImportSummary {
    const counts = new Map(skipped.map(({ count, name, reason }) => [`${reason}: ${name}`, count]));
    for (const [why, count] of this.#ignored) counts.set(why, count);
    return {
      messages: this.messages,
      appends: this.host.log.head.n - this.#recordsBefore,
      events: this.host.position.seq - this.#eventsBefore,
      skipped: Object.fromEntries(Array.from(counts).sort(([a], [b]) => (a < b ? -1 : 1))),
      cutShortBytes: cutShort?.bytes ?? 0,
      firstAt,
      lastAt,
    };
  }
}

/** First bytes of gzip (RFC 1952, section 2.3.1), and the size of what is compressed, which stands in the last four. */
const GZIP = [0x1f, 0x8b] as const;
const GZIP_SIZE_BYTES = 4;

/** Bytes of a recording, decompressed; of compressed ones as they say themselves. */
const sizeOf = (source: Uint8Array): number => {
  const isGzip = source[0] === GZIP[0] && source[1] === GZIP[1] && source.length > GZIP_SIZE_BYTES;
  if (!isGzip) return source.length;
  const end = source.subarray(source.length - GZIP_SIZE_BYTES);
  return new DataView(end.buffer, end.byteOffset, GZIP_SIZE_BYTES).getUint32(0, true);
};
