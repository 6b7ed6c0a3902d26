import { definitionOf, type DomainEvent, type EventType, type TableName } from '../catalogue';
import { changedMembers, type AnyRow } from '../state';
import { familyOfKey, isWhere, type Interest, type KeyMembers, type Subject, type Where } from '../interests';
import type { AddressFamily } from '../net';
import type { Change } from './change';
import { readInterfaces, readKnown, readPrefix, readPrefixOrAddress } from './read-filter';

/**
 * Which changes a stream gives: all that is named must hold. Changes are found by tables or types, interfaces, and
 * families or the first of the prefixes that is named: others cost a stream nothing, however many there are.
 */
export interface ChangeFilter {
  readonly tables?: readonly TableName[];
  readonly families?: readonly AddressFamily[];
  /** By InterfaceIndex or InterfaceLuid. */
  readonly interfaces?: ReadonlyArray<number | string>;
  /** Routes to this very prefix; the address, or the paths to it, that a prefix of full length stands for. */
  readonly prefix?: string;
  /** A prefix or an address: routes to prefixes that hold it, so all that may be the way there, and what is about itself. */
  readonly prefixHolding?: string;
  /** Routes to prefixes within this one, addresses in it, and paths to these. */
  readonly prefixWithin?: string;
  readonly types?: readonly EventType[];
  /** Of the events that end a row: why it went. Events of other kinds have none and are left out. */
  readonly reasons?: readonly string[];
  /** A change in which nothing but these members differs is left out. */
  readonly ignore?: readonly string[];
}

/** A filter that was read: what it names is there, and written as it is in events. */
export interface ReadFilter {
  readonly tables: readonly TableName[] | undefined;
  readonly families: readonly AddressFamily[] | undefined;
  readonly interfaces: ReadonlyArray<number | string> | undefined;
  readonly types: readonly EventType[] | undefined;
  readonly reasons: readonly string[] | undefined;
  readonly ignore: readonly string[] | undefined;
  /** Each of them must hold. */
  readonly where: readonly Where[];
  /** The events that may pass: all that do are among them. Undefined: any. */
  readonly interests: readonly Interest[] | undefined;
}

/**
 * Reads a filter.
 *
 * @throws TypeError that names the member at fault: what is no prefix, no address, no LUID; a table, an event or a family
 *   that there is none of
 */
export const readFilter = (filter: ChangeFilter): ReadFilter => {
  readKnown(filter);
  const { tables, families, types, reasons, ignore } = filter;
  const interfaces = filter.interfaces === undefined ? undefined : readInterfaces(filter.interfaces);
  const where = readWhere(filter);
  const interests = interestsOf(subjectsOf(filter), interfaces, families, where[0]);
  return { tables, families, interfaces, types, reasons, ignore, where, interests };
};

const readWhere = ({ prefix, prefixHolding, prefixWithin }: ChangeFilter): readonly Where[] => {
  const where: Where[] = [];
  if (prefix !== undefined) where.push({ exactly: readPrefix('prefix', prefix) });
  if (prefixHolding !== undefined)
    where.push({ holding: readPrefixOrAddress('prefixHolding', prefixHolding) });
  if (prefixWithin !== undefined) where.push({ within: readPrefix('prefixWithin', prefixWithin) });
  return where;
};

const subjectsOf = ({ types, tables }: ChangeFilter): readonly Subject[] | undefined =>
  tables === undefined ? types : (types?.filter((type) => isOfTable(type, tables)) ?? tables);

const isOfTable = (type: EventType, tables: readonly TableName[]): boolean =>
  (tables as ReadonlyArray<string | null>).includes(definitionOf(type).table);

/** Stands for what a filter does not name. */
const any: readonly undefined[] = [undefined];

/** Every way in which what is named can come together: one interest for each. */
const interestsOf = (
  subjects: readonly Subject[] | undefined,
  interfaces: ReadonlyArray<number | string> | undefined,
  families: readonly AddressFamily[] | undefined,
  where: Where | undefined,
): readonly Interest[] | undefined => {
  if ((subjects ?? interfaces ?? families ?? where) === undefined) return undefined;
  const interests: Interest[] = [];
  for (const about of subjects ?? any)
    for (const on of interfaces ?? any)
      for (const family of families ?? any) interests.push({ about, interface: on, family, where });
  return interests;
};

/** Whether events that a filter's interests find may yet not pass it. */
export const asksMore = ({ reasons, where }: ReadFilter): boolean =>
  reasons !== undefined || where.length > 1;

/** What a filter asks of the key alone: the same for an event and for the row that it touched. */
const keyPasses = (key: KeyMembers, { families, interfaces, where }: ReadFilter): boolean => {
  if (families !== undefined) {
    const family = familyOfKey(key);
    if (family === undefined || !families.includes(family)) return false;
  }
  if (
    interfaces !== undefined &&
    !interfaces.includes(key.InterfaceIndex as number) &&
    !interfaces.includes(key.InterfaceLuid as string)
  )
    return false;
  return where.every((each) => isWhere(key, each));
};

/** Whether an event passes a filter; `ignore` needs the rows and is asked of the change. */
export const eventPasses = (event: DomainEvent, filter: ReadFilter): boolean => {
  const { tables, types, reasons } = filter;
  if (types !== undefined && !types.includes(event.type)) return false;
  if (tables !== undefined && !isOfTable(event.type, tables)) return false;
  if (
    reasons !== undefined &&
    !reasons.includes((event.data as { readonly reason?: string }).reason as string)
  )
    return false;
  return keyPasses(event.data as KeyMembers, filter);
};

/** Whether a row of a table that is asked for is one that changes passing the filter are about. */
export const rowPasses = (row: AnyRow, filter: ReadFilter): boolean => keyPasses(row as KeyMembers, filter);

/** Whether a change is left out because nothing but ignored members differs. */
export const isIgnored = ({ before, after }: Change, { ignore }: ReadFilter): boolean =>
  ignore !== undefined &&
  before !== null &&
  after !== null &&
  changedMembers(before, after).every((member) => ignore.includes(member));
