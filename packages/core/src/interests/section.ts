import { addressFamilies, familyOf, type AddressFamily, type Prefix } from '../net';
import { Buckets, type Bucket } from './buckets';
import { familyOfKey, type KeyMembers } from './event-key';
import type { Interest, Where } from './interest';
import { HoldingBuckets, WithinBuckets } from './prefix-buckets';
import { prefixOfKey } from './where';

type ByFamily<Index> = Readonly<Record<AddressFamily, Index>>;

const byFamily = <Index>(make: (family: AddressFamily) => Index): ByFamily<Index> => {
  const [ipv4, ipv6] = addressFamilies;
  return { [ipv4]: make(ipv4), [ipv6]: make(ipv6) };
};

/** What was asked for about one subject on one interface, or on any: by family, by prefix. */
export class Section<Member> {
  /** By family; undefined: of any, and without one. */
  readonly #families = new Buckets<AddressFamily | undefined, Member>();
  readonly #exactly = new Buckets<Prefix, Member>();
  #within: ByFamily<WithinBuckets<Member>> | undefined;
  #holding: ByFamily<HoldingBuckets<Member>> | undefined;

  get isEmpty(): boolean {
    return this.#families.isEmpty && this.#exactly.isEmpty && this.#isWithoutRanges;
  }

  get #isWithoutRanges(): boolean {
    return [this.#within, this.#holding].every(
      (ranges) => ranges === undefined || (ranges.AF_INET.isEmpty && ranges.AF_INET6.isEmpty),
    );
  }

  add(interest: Interest, member: Member): void {
    const { family, where } = interest;
    if (isOfNothing(interest)) return;
    if (where === undefined) this.#families.add(family, member);
    else if ('exactly' in where) this.#exactly.add(where.exactly, member);
    else if ('within' in where) {
      this.#within ??= byFamily((of) => new WithinBuckets(of));
      this.#within[familyOf(where.within)].add(where.within, member);
    } else {
      this.#holding ??= byFamily(() => new HoldingBuckets());
      this.#holding[familyOf(where.holding)].add(where.holding, member);
    }
  }

  remove({ family, where }: Interest, member: Member): void {
    if (where === undefined) this.#families.remove(family, member);
    else if ('exactly' in where) this.#exactly.remove(where.exactly, member);
    else if ('within' in where) this.#within?.[familyOf(where.within)].remove(where.within, member);
    else this.#holding?.[familyOf(where.holding)].remove(where.holding, member);
  }

  /** Adds the buckets of all that asked for an event to those found. */
  find(key: KeyMembers, found: Bucket<Member>[]): void {
    if (!this.#families.isEmpty) {
      this.#families.find(undefined, found);
      const family = familyOfKey(key);
      if (family !== undefined) this.#families.find(family, found);
    }
    if (this.#exactly.isEmpty && this.#within === undefined && this.#holding === undefined) return;
    const prefix = prefixOfKey(key);
    if (prefix === undefined) return;
    this.#exactly.find(prefix, found);
    const family = familyOf(prefix);
    const within = this.#within?.[family];
    if (within?.isEmpty === false) within.find(prefix, found);
    const holding = this.#holding?.[family];
    if (holding?.isEmpty === false) holding.find(prefix, found);
  }
}

/** What was asked for of one family, about prefixes of the other one. */
const isOfNothing = ({ family, where }: Interest): boolean =>
  family !== undefined && where !== undefined && family !== familyOf(prefixOf(where));

const prefixOf = (where: Where): Prefix => {
  if ('exactly' in where) return where.exactly;
  return 'within' in where ? where.within : where.holding;
};
