import type { Bucket } from './buckets';

/** Numbered in the order in which they came. */
export interface Numbered {
  readonly number: number;
}

/**
 * The members of buckets, each once, in the order in which they came. Those of a single bucket are not copied: one that
 * is taken out before its turn is passed over, one that comes meanwhile comes last. Leaving a loop over them does not end
 * them: another one goes on with the next.
 */
export const inOrder = <Member extends Numbered>(
  buckets: Iterable<Bucket<Member>>,
): IterableIterator<Member> => {
  const [first, ...others] = buckets;
  if (first === undefined) return [].values();
  return others.length === 0 ? first.values() : merged([first, ...others]).values();
};

const merged = <Member extends Numbered>(buckets: readonly Bucket<Member>[]): readonly Member[] => {
  const members: Member[] = [];
  for (const bucket of buckets) for (const member of bucket) members.push(member);
  // Each bucket is in order by itself, so this merges runs.
  members.sort((a, b) => a.number - b.number);
  return members.filter((member, index) => index === 0 || member !== members[index - 1]);
};
