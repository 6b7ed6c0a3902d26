import { decodeEvent, MalformedEvent } from '../catalogue';
import {
  ChainVerifier,
  LogCorrupt,
  NotALog,
  type BaseRecord,
  type EventLog,
  type GenesisRecord,
  type Hasher,
  type LogRecord,
} from '../log';
import { evolveAll, type Numbered } from './evolve';
import { checkFold, DoesNotFold } from './fold-check';
import { Past } from './past';
import { SNAPSHOT_INTERVAL } from './snapshots';
import { emptyState, type HostState } from './state';
import { stateHash, stateOfDocument } from './state-document';
import { Timeline } from './timeline';

export interface OpenOptions {
  /** Recomputes the hashes of the chain. Left out: the log's own. */
  readonly hasher?: Hasher;
  /** Called now and then with the number of the record reached. */
  readonly onProgress?: (n: number) => void;
}

const startOf = (first: GenesisRecord | BaseRecord): HostState => {
  if (first.kind === 'genesis') return emptyState(first.stacks);
  const state = stateOfDocument(first.state, first.seq);
  // Not by the log's hasher: the state's hash is plain SHA-256 in a keyed log too.
  if (stateHash(state) !== first.stateHash)
    throw new LogCorrupt(
      first.n,
      'the state of the base record does not have the hash that stands beside it',
    );
  return state;
};

/**
 * Opens a log that holds a host: checks its chain, decodes every event and folds them.
 *
 * @throws NotALog for an empty log; LogCorrupt with the record where it was damaged; UnknownEvent for an event
 *   of a newer program
 */
export const openTimeline = (log: EventLog, options: OpenOptions = {}): Timeline => {
  const chain = new ChainVerifier(options.hasher ?? log.hasher);
  let first: GenesisRecord | BaseRecord | undefined;
  let state: HostState | undefined;
  let past: Past | undefined;
  let pending: LogRecord[] = [];
  let waiting = 0;
  // Of the last record read, not the log's head: another program may be writing it meanwhile.
  let clock = 0;
  const fold = (): void => {
    if (state === undefined || past === undefined || pending.length === 0) return;
    state = foldRecords(state, pending);
    past.offer(state);
    options.onProgress?.((pending[pending.length - 1] as LogRecord).n);
    pending = [];
    waiting = 0;
  };
  for (const record of log.records()) {
    chain.check(record);
    clock = record.at;
    if (record.kind === 'genesis' || record.kind === 'base') {
      first = record;
      state = startOf(record);
      past = new Past(log, state);
      continue;
    }
    if (record.kind !== 'commit') continue;
    pending.push(record);
    waiting += record.events.length;
    if (waiting >= SNAPSHOT_INTERVAL) fold();
  }
  fold();
  if (first === undefined || state === undefined || past === undefined) throw new NotALog('no record at all');
  return new Timeline(log, { first, state, clock, past });
};

/** Folds records whose events must fit the state; what does not is damage, named by its record. */
export const foldRecords = (state: HostState, records: readonly LogRecord[]): HostState => {
  let n = 0;
  function* events(): IterableIterator<Numbered> {
    for (const record of records) {
      if (record.kind !== 'commit') continue;
      n = record.n;
      for (const stored of record.events)
        yield { event: decodeEvent(stored), seq: stored.seq, at: record.at };
    }
  }
  try {
    return evolveAll(state, events(), checkFold);
  } catch (error) {
    if (error instanceof MalformedEvent || error instanceof DoesNotFold)
      throw new LogCorrupt(n, error.message);
    throw error;
  }
};
