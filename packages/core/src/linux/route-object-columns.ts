import {
  addressFamilies,
  familyOf,
  ipv4Prefix,
  ipv6Prefix,
  prefixAddress,
  type AddressFamily,
  type Prefix,
} from '../net';
import {
  ColumnWriter,
  NumberSequenceReader,
  NumberSequenceWriter,
  MalformedColumns,
  PrefixSequenceReader,
  PrefixSequenceWriter,
  prefixBitsOf,
  type PrefixBits,
  type ColumnReader,
} from '../table';
import { frozenDeep } from './frozen-deep';
import { groupsOf, membersOf, type GroupMembers } from './object-groups';
import type { LinuxObject } from './object-members';
import { gatherTries, prefixOfRouteKey, RouteStore, trieOfTail, type SortedRoutes } from './route-store';
import type { LinuxObjectRow } from './row';
import type { BuiltRoutes } from './table';

/*
 * The route objects of a Linux host as columns. Those of a full table differ in their prefix, which begins the key and
 * stands once more in `dst`, and in little else: the rest is written once for all that agree in it.
 */

/** How `dst` follows from the prefix; where it does not, it is what all objects of the form have. */
type Destination = 'as it is' | 'prefix' | 'address';

/** What many objects have in common. */
interface Form {
  /** The key behind its prefix. */
  readonly tail: string;
  readonly dst: Destination;
  readonly object: LinuxObject;
}

const destinationOf = ({ dst }: LinuxObject, prefix: Prefix): Destination => {
  if (dst === prefix) return 'prefix';
  return dst === prefixAddress(prefix) ? 'address' : 'as it is';
};

const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return Array.isArray(a) === Array.isArray(b) && areSame(a as LinuxObject, b as LinuxObject, undefined);
};

/** Whether two objects have the same members, one of them left out. */
const areSame = (a: LinuxObject, b: LinuxObject, but: string | undefined): boolean => {
  let members = 0;
  for (const member in a) {
    if (member !== but && (!Object.hasOwn(b, member) || !isSame(a[member], b[member]))) return false;
    members++;
  }
  for (const _ in b) members--;
  return members === 0;
};

/** The same with the members of all objects in one order: equal tables are written as equal bytes. */
const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const members = Object.entries(value as LinuxObject).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([member, inner]) => [member, sorted(inner)]));
};

/** So many forms of one tail are looked through; further ones are written again. */
const FORMS_PER_TAIL_MAX = 16;

class FormList {
  readonly list: Form[] = [];
  readonly #byTail = new Map<string, { readonly index: number; readonly form: Form }[]>();

  indexOf({ key, object }: LinuxObjectRow, prefix: Prefix): number {
    const tail = key.slice(prefix.length);
    const dst = destinationOf(object, prefix);
    const known = this.#byTail.get(tail) ?? [];
    for (const { index, form } of known)
      if (form.dst === dst && areSame(form.object, object, dst === 'as it is' ? undefined : 'dst'))
        return index;
    const form: Form = { tail, dst, object: sorted(object) as LinuxObject };
    const index = this.list.push(form) - 1;
    known.push({ index, form });
    if (known.length > FORMS_PER_TAIL_MAX) known.shift();
    this.#byTail.set(tail, known);
    return index;
  }
}

const prefixOfBits = ({ w0, w1, w2, w3, length }: PrefixBits, family: AddressFamily): Prefix =>
  family === 'AF_INET' ? ipv4Prefix(w0, length) : ipv6Prefix(w0, w1, w2, w3, length);

/** Writes route objects, which come in the order of a table; IPv4 before IPv6. */
export const writeRouteObjects = (writer: ColumnWriter, rows: Iterable<LinuxObjectRow>): void => {
  const columns = addressFamilies.map((family) => new FamilyColumns(family));
  for (const row of rows) {
    const prefix = prefixOfRouteKey(row.key);
    columns[addressFamilies.indexOf(familyOf(prefix))]?.add(row, prefix);
  }
  for (const family of columns) family.writeTo(writer);
};

class FamilyColumns {
  readonly #forms = new FormList();
  readonly #prefixes: PrefixSequenceWriter;
  readonly #form = new ColumnWriter();
  readonly #created = new NumberSequenceWriter();
  readonly #set = new NumberSequenceWriter();
  #size = 0;

  constructor(private readonly family: AddressFamily) {
    this.#prefixes = new PrefixSequenceWriter(family);
  }

  add(row: LinuxObjectRow, prefix: Prefix): void {
    this.#size++;
    this.#prefixes.add(prefixBitsOf(prefix));
    this.#form.natural(this.#forms.indexOf(row, prefix));
    this.#created.add(row.createdSeq);
    this.#set.add(row.setSeq - row.createdSeq);
  }

  writeTo(writer: ColumnWriter): void {
    writer.natural(this.#size);
    writer.json(this.#forms.list);
    this.#prefixes.writeTo(writer);
    writer.column(this.#form);
    this.#created.writeTo(writer);
    this.#set.writeTo(writer);
  }
}

/**
 * The route objects that writeRouteObjects wrote.
 *
 * @throws MalformedColumns
 */
export const readRouteObjects = (reader: ColumnReader): BuiltRoutes => {
  const groups = new Map<string, GroupMembers>();
  const families = addressFamilies.map(() => gatherTries());
  let size = 0;
  addressFamilies.forEach((family, index) => {
    size += readFamily(reader, family, families[index] as readonly SortedRoutes[], groups);
  });
  try {
    return { routes: RouteStore.ofSorted(families), groups, size };
  } catch (error) {
    if (error instanceof RangeError) throw new MalformedColumns(error.message, { cause: error });
    throw error;
  }
};

const readFamily = (
  reader: ColumnReader,
  family: AddressFamily,
  tries: readonly SortedRoutes[],
  groups: Map<string, GroupMembers>,
): number => {
  const size = reader.natural();
  const forms = formsOf(reader.json(), tries, groups);
  const prefixes = new PrefixSequenceReader(reader, family);
  const form = reader.column();
  const created = new NumberSequenceReader(reader);
  const set = new NumberSequenceReader(reader);
  for (let index = 0; index < size; index++) {
    const bits = prefixes.next();
    const common = forms[form.natural()];
    if (common === undefined) throw new MalformedColumns('a route object of a form that is not there');
    const createdSeq = created.nextNumber();
    const row = rowOf(common.form, prefixOfBits(bits, family), createdSeq, createdSeq + set.nextNumber());
    common.trie.add(bits, row);
    for (const group of common.groups) group.add(createdSeq, row.key);
  }
  return size;
};

/** A form, and what all objects of it belong to. */
interface PlacedForm {
  readonly form: Form;
  readonly trie: SortedRoutes;
  readonly groups: readonly GroupMembers[];
}

const rowOf = (
  { tail, dst, object }: Form,
  prefix: Prefix,
  createdSeq: number,
  setSeq: number,
): LinuxObjectRow =>
  Object.freeze({
    kind: 'route',
    key: prefix + tail,
    // Lists and objects inside are shared by all of the form.
    object:
      dst === 'as it is'
        ? object
        : Object.freeze({ ...object, dst: dst === 'prefix' ? prefix : prefixAddress(prefix) }),
    createdSeq,
    setSeq,
  });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const formsOf = (
  value: unknown,
  tries: readonly SortedRoutes[],
  groups: Map<string, GroupMembers>,
): readonly PlacedForm[] => {
  if (!Array.isArray(value)) throw new MalformedColumns('route objects without their forms');
  return value.map((one: unknown) => {
    const form = formOf(one);
    const trie = tries[trieOfTail(form.tail)] as SortedRoutes;
    const names = groupsOf({ kind: 'route', object: form.object });
    return { form, trie, groups: names.map((name) => membersOf(groups, name)) };
  });
};

const formOf = (value: unknown): Form => {
  if (isObject(value)) {
    const { tail, dst, object } = value;
    if (typeof tail === 'string' && tail.startsWith(' ') && isObject(object) && isDestination(dst))
      return { tail, dst, object: frozenDeep(object) };
  }
  throw new MalformedColumns('a form of route objects is none');
};

const isDestination = (value: unknown): value is Destination =>
  value === 'as it is' || value === 'prefix' || value === 'address';
