import { definitionOf, type DomainEvent, type EventType, type TableName } from '../catalogue';
import { changedMembers, type AnyRow } from '../engine';
import {
  familyOf,
  isInPrefix,
  prefixAddress,
  prefixLength,
  type AddressFamily,
  type IpAddress,
  type Prefix,
} from '../net';
import type { Change } from './change';

/** Which changes a stream gives: all that is named must hold. */
export interface ChangeFilter {
  readonly tables?: readonly TableName[];
  readonly families?: readonly AddressFamily[];
  /** By InterfaceIndex or InterfaceLuid. */
  readonly interfaces?: ReadonlyArray<number | string>;
  /** Routes to prefixes within this one, addresses in it, and paths to these. */
  readonly prefixWithin?: Prefix;
  readonly types?: readonly EventType[];
  /** Of the events that end a row: why it went. Events of other kinds have none and are left out. */
  readonly reasons?: readonly string[];
  /** A change in which nothing but these members differs is left out. */
  readonly ignore?: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

/** The family of a row by its key members; undefined where rows of its kind have none. */
const familyOfKey = (key: Members): AddressFamily | undefined => {
  const named = key['Family'] ?? key['DestinationPrefix'] ?? key['Address'] ?? key['Destination'];
  if (named === 'AF_INET' || named === 'AF_INET6') return named;
  return typeof named === 'string' && named !== '' ? familyOf(named as Prefix) : undefined;
};

const isWithin = (key: Members, within: Prefix): boolean => {
  const prefix = key['DestinationPrefix'] as Prefix | undefined;
  if (prefix !== undefined)
    return prefixLength(prefix) >= prefixLength(within) && isInPrefix(prefixAddress(prefix), within);
  const address = (key['Address'] ?? key['Destination']) as IpAddress | undefined;
  return address !== undefined && isInPrefix(address, within);
};

/** What a filter asks of the key alone: the same for an event and for the row that it touched. */
const keyPasses = (key: Members, { families, interfaces, prefixWithin }: ChangeFilter): boolean => {
  if (families !== undefined) {
    const family = familyOfKey(key);
    if (family === undefined || !families.includes(family)) return false;
  }
  if (
    interfaces !== undefined &&
    !interfaces.includes(key['InterfaceIndex'] as number) &&
    !interfaces.includes(key['InterfaceLuid'] as string)
  )
    return false;
  return prefixWithin === undefined || isWithin(key, prefixWithin);
};

/** Whether an event passes a filter; `ignore` needs the rows and is asked of the change. */
export const eventPasses = (event: DomainEvent, filter: ChangeFilter): boolean => {
  const { tables, types, reasons } = filter;
  const data = event.data as Members;
  if (types !== undefined && !types.includes(event.type)) return false;
  if (tables !== undefined && !(tables as readonly unknown[]).includes(definitionOf(event.type).table))
    return false;
  if (reasons !== undefined && !reasons.includes(data['reason'] as string)) return false;
  return keyPasses(data, filter);
};

/** Whether a row of a table that is asked for is one that changes passing the filter are about. */
export const rowPasses = (row: AnyRow, filter: ChangeFilter): boolean =>
  keyPasses(row as Members & AnyRow, filter);

/** Whether a change is left out because nothing but ignored members differs. */
export const isIgnored = ({ before, after }: Change, { ignore }: ChangeFilter): boolean =>
  ignore !== undefined &&
  before !== null &&
  after !== null &&
  changedMembers(before, after).every((member) => ignore.includes(member));
