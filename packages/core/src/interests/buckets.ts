/** Members that asked for the same, in the order in which they came; each is in it once. */
export type Bucket<Member> = Set<Member>;

/** Buckets by what was asked for. */
export class Buckets<Key, Member> {
  readonly #byKey = new Map<Key, Bucket<Member>>();

  get isEmpty(): boolean {
    return this.#byKey.size === 0;
  }

  get(key: Key): Bucket<Member> | undefined {
    return this.#byKey.get(key);
  }

  add(key: Key, member: Member): void {
    let bucket = this.#byKey.get(key);
    if (bucket === undefined) this.#byKey.set(key, (bucket = new Set()));
    bucket.add(member);
  }

  /** Does nothing where the member is not there. */
  remove(key: Key, member: Member): void {
    const bucket = this.#byKey.get(key);
    if (bucket?.delete(member) === true && bucket.size === 0) this.#byKey.delete(key);
  }

  /** Adds the bucket of a key to those found. */
  find(key: Key, found: Bucket<Member>[]): void {
    const bucket = this.#byKey.get(key);
    if (bucket !== undefined) found.push(bucket);
  }
}
