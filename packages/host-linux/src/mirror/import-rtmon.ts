import type { Host, MirrorStep } from '@netlapse/core';

import { recordedBytes, type RecordedFile } from '../files';
import { AF } from '../netlink';
import { readRtmonChunks, scanRtmon, type RtmonRecord, type RtmonSummary } from '../rtmon';
import { causeOf, type SpokenMessage } from './cause';
import { decide, placeOf } from './decide';
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

/**
 * Has a mirrored host repeat a recording of rtmon, plain or compressed by gzip: each message that changes
 * something is an append, dated at its time stamp. It is read to its end first, for a log only grows: nothing
 * of a broken one gets in. The messages of a chunk of the file are written together, for one durable write costs as
 * much as that of many.
 *
 * @throws RecordingBeforeHost where it begins before the host's clock, RtmonError where it cannot be read
 *   to its end: nothing is imported then.
 */
export const importRtmon = (
  host: Host,
  source: Uint8Array | RecordedFile,
  { file, onProgress }: ImportOptions,
): ImportSummary => {
  const { chunks, size } = 'chunks' in source ? source : recordedBytes(source, file);
  const { firstAt, messages } = scanRtmon(chunks(), file);
  if (firstAt !== undefined && firstAt < host.clock) throw new RecordingBeforeHost(file, firstAt, host.clock);
  const tally = new Tally(host);
  const reading = readRtmonChunks(chunks(), file);
  for (;;) {
    const next = reading.next();
    if (next.done === true) return tally.summary(next.value);
    const records = next.value;
    const last = records[records.length - 1];
    if (last === undefined) continue;
    host.mirrorAll(stepsOf(records, tally));
    const isEnd = tally.messages === messages;
    const bytes = isEnd ? size : last.offset;
    onProgress?.({ bytes, totalBytes: size, messages: tally.messages, at: last.at });
  }
};

/** Each message that says something; time stamps may go back where the host's clock was set. */
function* stepsOf(records: readonly RtmonRecord[], tally: Tally): IterableIterator<MirrorStep> {
  for (const { at, message } of records) {
    tally.messages++;
    if (message.type === 'skipped') continue;
    const why = whyIgnored(message);
    if (why === undefined) yield stepOf(message, at);
    else tally.ignore(why);
  }
}

const stepOf = (message: SpokenMessage, at: number): MirrorStep => {
  const place = placeOf(message);
  return {
    ...causeOf(message, at),
    place: place?.prefix,
    decide: (state, now) => decide(state, message, now, place),
  };
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
