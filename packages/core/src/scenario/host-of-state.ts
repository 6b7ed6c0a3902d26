import { tableNames } from '../catalogue';
import { emptyState, stateDocument } from '../state';
import { openHost, type Host } from '../engine';
import {
  canonicalJson,
  isJsonObject,
  MemoryEventLog,
  sha256Hex,
  type EventLog,
  type Json,
  type JsonObject,
  type MirrorKind,
} from '../log';
import { addressFamilies, type AddressFamily } from '../net';

/** A state to begin with, and when. */
export interface StateToBeginWith {
  /** The state document, as short as `shortDocument` makes it. */
  readonly state: JsonObject;
  /** Sequence number of the last event before it. */
  readonly seq: number;
  readonly now: number;
  readonly mirror?: MirrorKind | undefined;
  readonly logId: string;
  /** An empty log; left out, one in memory. */
  readonly log?: EventLog | undefined;
}

/** A row whose `setSeq` is its `createdSeq` need not say so. */
const shortRow = (row: Json): Json => {
  if (!isJsonObject(row) || row['createdSeq'] !== row['setSeq']) return row;
  const { setSeq: _, ...rest } = row;
  return rest;
};

const wholeRow = (row: Json): Json =>
  isJsonObject(row) && row['setSeq'] === undefined ? { ...row, setSeq: row['createdSeq'] ?? 0 } : row;

/** A state document without what goes without saying: empty tables, and what a host has at its beginning. */
export const shortDocument = (document: JsonObject): JsonObject => {
  const empty = stateDocument(emptyState(addressFamilies));
  const members = Object.entries(document)
    .filter(([name, value]) => canonicalJson(value) !== canonicalJson(empty[name] ?? null))
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(shortRow) : value]);
  return Object.fromEntries(members) as JsonObject;
};

/** The whole document of a short one. */
const wholeDocument = (short: JsonObject): JsonObject => {
  const whole: Record<string, Json> = { ...stateDocument(emptyState(addressFamilies)), ...short };
  for (const name of tableNames) {
    const rows = whole[name];
    if (Array.isArray(rows)) whole[name] = rows.map(wholeRow);
  }
  return whole;
};

/**
 * A host that begins with a state: its log has that as its first record.
 *
 * @throws MalformedState for what is no state document
 */
export const hostOfState = ({ state, seq, now, mirror, logId, log }: StateToBeginWith): Host => {
  const document = wholeDocument(state);
  const target = log ?? new MemoryEventLog();
  target.append(0, [
    {
      kind: 'base',
      at: now,
      format: 'netlapse-log',
      formatVersion: 1,
      logId,
      hostId: 'scenario',
      stacks: document['stacks'] as unknown as readonly AddressFamily[],
      seq,
      state: document,
      stateHash: sha256Hex(canonicalJson(document)),
      ...(mirror === undefined ? {} : { mirror }),
    },
  ]);
  return openHost(target);
};
