import {
  ChainVerifier,
  EMPTY_HEAD,
  LogCorrupt,
  NotALog,
  type BaseRecord,
  type EventLog,
  type GenesisRecord,
  type Hasher,
  type Head,
  type LogRecord,
  type StoredCheckpoint,
} from '../log';
import { foldRecords, emptyState, type HostState, stateHash, stateOfDocument } from '../state';
import { checkpointsOf, type Checkpoints } from './checkpoints';
import { Past } from './past';
import { SNAPSHOT_INTERVAL } from './snapshots';
import { Timeline } from './timeline';
import { UnreadState } from './unread-state';
import { lastSeqOf } from './walk';

export interface OpenOptions {
  /** Recomputes the hashes of the chain. Left out: the log's own. */
  readonly hasher?: Hasher;
  /** Called now and then with the number of the record reached. */
  readonly onProgress?: (n: number) => void;
  /**
   * `use`: begin with the newest state kept beside the log where there is one, and check what follows it; `ignore`:
   * check and fold all from the first record; `verify`: that, and hold each state kept beside the log against the one
   * that folding gives. Left out: use.
   */
  readonly checkpoints?: 'use' | 'ignore' | 'verify';
  /** Called in `verify` for each checkpoint of this log: FALSE where it is another state; it is removed then. */
  readonly onCheckpoint?: (seq: number, isRight: boolean) => void;
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

/** @throws NotALog, LogCorrupt */
const firstRecordOf = (log: EventLog, chain: ChainVerifier): GenesisRecord | BaseRecord => {
  for (const record of log.records(1, 1)) {
    chain.check(record);
    if (record.kind === 'genesis' || record.kind === 'base') return record;
  }
  throw new NotALog('no record at all');
};

const headAt = ({ n, hash, at }: LogRecord, { seq }: HostState): Head => ({ n, hash, at, seq });

/** Events at the end of a log before which states are kept closely: that is the past that is asked for most. */
const NEAR = 100_000;
/** Events between two kept states before that, at least: the more are folded together, the faster each is. */
const FAR_INTERVAL_MIN = 20_000;

/** As many as a large table has rows: those of fewer lie so far apart in it that few share their way. */
const farInterval = ({ routes, linux }: HostState): number =>
  Math.max(FAR_INTERVAL_MIN, routes.size + linux.size);

/** Holds a checkpoint against the state that folding gave. */
const verify = (kept: Checkpoints, state: HostState, tell: OpenOptions['onCheckpoint']): void => {
  const isRight = kept.isRight(state);
  if (isRight === undefined) return;
  if (!isRight) kept.remove(state.seq);
  tell?.(state.seq, isRight);
};

/** The state of a checkpoint, decoded when somebody asks for it. */
const unread = (stored: StoredCheckpoint, checkpoints: Checkpoints, past: Past): UnreadState => {
  const { seq } = stored.label;
  return new UnreadState(seq, () => {
    // Where its bytes are no state after all, an older one and the log lead there.
    const state = checkpoints.decode(stored) ?? past.stateAt(seq);
    past.offer(state);
    return state;
  });
};

/**
 * Opens a log that holds a host: checks its chain, decodes every event and folds them, from the newest state kept
 * beside the log on where there is one.
 *
 * @throws NotALog for an empty log; LogCorrupt with the record where it was damaged; UnknownEvent for an event
 *   of a newer program
 */
export const openTimeline = (log: EventLog, options: OpenOptions = {}): Timeline => {
  const { onProgress } = options;
  const hasher = options.hasher ?? log.hasher;
  const trusts = log.checksRecords === true && hasher === log.hasher;
  const fromFirst = new ChainVerifier(hasher, EMPTY_HEAD, trusts);
  const first = firstRecordOf(log, fromFirst);
  const start = startOf(first);
  const { checkpoints: mode = 'use', onCheckpoint } = options;
  const kept = mode === 'ignore' ? undefined : checkpointsOf(log, first);
  const checkpoints = mode === 'use' ? kept : undefined;
  const toVerify = new Set(mode === 'verify' ? kept?.seqs() : []);
  const past = new Past(log, start, checkpoints);
  const newest = checkpoints?.newest();
  if (checkpoints !== undefined && newest !== undefined && newest.label.n === log.head.n) {
    const state = unread(newest, checkpoints, past);
    return new Timeline(log, { first, state, clock: newest.label.at, past });
  }
  const found = newest === undefined ? undefined : checkpoints?.stateOf(newest);
  const chain = found === undefined ? fromFirst : new ChainVerifier(hasher, found.label, trusts);
  let state = found?.state ?? start;
  if (found !== undefined) past.offer(state);
  const end = log.head.seq;
  let last: LogRecord | undefined;
  let isOver = false;
  const records = log.records((found?.label.n ?? first.n) + 1);
  /** The commits up to the next state that is kept, read and checked as they are folded. */
  function* stretch(from: HostState): IterableIterator<LogRecord> {
    const far = farInterval(from);
    let events = 0;
    for (let next = records.next(); next.done !== true; next = records.next()) {
      const record = next.value;
      chain.check(record);
      last = record;
      if (record.kind !== 'commit') continue;
      yield record;
      events += record.events.length;
      const isNear = end - lastSeqOf(record) < NEAR;
      const isKept = toVerify.has(lastSeqOf(record));
      if (events >= (isNear ? SNAPSHOT_INTERVAL : far) || isKept) return;
    }
    isOver = true;
  }
  while (!isOver) {
    const { seq } = state;
    state = foldRecords(state, stretch(state));
    if (last === undefined || state.seq === seq) continue;
    past.offer(state);
    past.written(state, headAt(last, state));
    onProgress?.(last.n);
    if (kept !== undefined && toVerify.has(state.seq)) verify(kept, state, onCheckpoint);
  }
  if (last !== undefined) checkpoints?.offerLast(state, headAt(last, state));
  // Of the last record read, not the log's head: another program may be writing it meanwhile.
  const clock = (last ?? found?.label ?? first).at;
  return new Timeline(log, { first, state, clock, past });
};
