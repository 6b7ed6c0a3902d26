import { presentForm } from '../catalogue';
import type { Cause, Commit, JsonObject, StoredEvent } from '../log';

/** An event as readers and streams get it: with its append, its cause and the log that it is from. */
export interface Envelope {
  readonly seq: number;
  readonly type: string;
  readonly v: number;
  readonly at: number;
  readonly data: JsonObject;
  readonly hostId: string;
  readonly logId: string;
  /** The append that holds it: record number, place in it from 0, and how many events it has. */
  readonly append: { readonly n: number; readonly index: number; readonly size: number };
  readonly cause: Cause;
  readonly status: string;
  /** The event as it is stored, where that is an older version of it. */
  readonly stored?: StoredEvent;
}

/** Which host and log events are from. */
export interface LogIdentity {
  readonly hostId: string;
  readonly logId: string;
}

/** The envelope of one event of a record, in the present version of its schema. */
export const envelopeOf = (record: Commit, index: number, identity: LogIdentity): Envelope => {
  const stored = record.events[index] as StoredEvent;
  const present = presentForm(stored, record);
  const { seq, type, v } = present;
  return {
    seq,
    type,
    v,
    at: record.at,
    data: present.data as JsonObject,
    hostId: identity.hostId,
    logId: identity.logId,
    append: { n: record.n, index, size: record.events.length },
    cause: record.cause,
    status: record.status,
    ...(present === stored ? {} : { stored }),
  };
};
