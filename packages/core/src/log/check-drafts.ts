import type { Head } from './event-log';
import { isCanonical } from './is-canonical';
import { NO_HASH, type RecordDraft } from './record';
import { isCommitDraft } from './record-codec';
import { sealDrafts } from './seal';

/** The end of a log whose hashes nobody has made yet. */
export type End = Omit<Head, 'hash'>;

const noHash = (): string => NO_HASH;

/**
 * Checks that drafts follow the end of a log, without making their texts and hashes: what it lets pass `sealDrafts`
 * takes, and what that refuses it refuses with the same error.
 *
 * @returns the end of the log once they are in it
 * @throws TypeError naming the path: see {@link sealDrafts}
 */
export const checkDrafts = (end: End, drafts: readonly RecordDraft[]): End => {
  let next = end;
  for (const draft of drafts) {
    const after = endAfterCommit(next, draft);
    // All that is not plainly good, and what is rare, is left to the slower judge, who names what is wrong.
    if (after === undefined) return sealDrafts({ ...end, hash: NO_HASH }, drafts, noHash).head;
    next = after;
  }
  return next;
};

/** The end after a commit that is good; undefined for all else. */
const endAfterCommit = (end: End, draft: RecordDraft): End | undefined => {
  if (end.n === 0 || !isCommitDraft(draft) || draft.at < end.at) return undefined;
  const { at, events, cause } = draft;
  let { seq } = end;
  for (const event of events) {
    if (event.seq !== ++seq || !isCanonical(event.data)) return undefined;
  }
  return isCanonical(cause) && isCanonical(draft.status) ? { n: end.n + 1, seq, at } : undefined;
};
