import { definitionOf, isTableName, tableDefinitionOf, type DomainEvent, type TableName } from '../catalogue';
import { rowKeyText } from '../codec';
import { tableOf, type AnyRow, type Envelope, type EventItem, type HostState, type Position } from '../engine';
import { familyOf, isInPrefix, prefixAddress, prefixLength, type AddressFamily, type Prefix } from '../net';

/** One event as a stream gives it: what it touched, and the whole row before and after. */
export interface Change {
  readonly position: Position;
  readonly type: DomainEvent['type'];
  /** Null for what the host has but once: its Teredo port, its connectivity hint. */
  readonly table: TableName | null;
  /** Row key text; the empty text where `table` is null. */
  readonly key: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** The stored row before; null where it was added. */
  readonly before: AnyRow | object | null;
  /** The stored row after; null where it was removed. */
  readonly after: AnyRow | object | null;
  readonly event: Envelope;
}

/** Which changes a stream gives: all that is named must hold. */
export interface ChangeFilter {
  readonly tables?: readonly TableName[];
  readonly families?: readonly AddressFamily[];
  /** By InterfaceIndex or InterfaceLuid. */
  readonly interfaces?: ReadonlyArray<number | string>;
  /** Routes to prefixes within this one, and addresses in it. */
  readonly prefixWithin?: Prefix;
  readonly types?: ReadonlyArray<DomainEvent['type']>;
  /** Of the events that end a row: why it went. */
  readonly reasons?: readonly string[];
  /** A change in which nothing but these members differs is left out. */
  readonly ignore?: readonly string[];
}

const hostFact = (state: HostState, type: DomainEvent['type']): object =>
  type === 'TeredoPortChanged' ? { Port: state.teredoPort } : state.connectivityHint;

/** The change that an event amounts to. */
export const changeOf = ({ event, envelope, before, after }: EventItem): Change => {
  const { table } = definitionOf(event.type);
  const common = { position: { seq: envelope.seq, at: envelope.at }, type: event.type, event: envelope };
  if (table === null || !isTableName(table))
    return {
      ...common,
      table: null,
      key: '',
      kind: 'changed',
      before: hostFact(before, event.type),
      after: hostFact(after, event.type),
    };
  const rowBefore = tableOf(before, table).get(event.data) ?? null;
  const rowAfter = tableOf(after, table).get(event.data) ?? null;
  return {
    ...common,
    table,
    key: rowKeyText(tableDefinitionOf(table), event.data),
    kind: rowBefore === null ? 'added' : rowAfter === null ? 'removed' : 'changed',
    before: rowBefore,
    after: rowAfter,
  };
};

type Members = Readonly<Record<string, unknown>>;

/** The family of the row that an event names; undefined where rows of its kind have none. */
const familyOfData = (data: Members): AddressFamily | undefined => {
  const named = data['Family'] ?? data['DestinationPrefix'] ?? data['Address'] ?? data['Destination'];
  if (typeof named !== 'string') return undefined;
  return named === 'AF_INET' || named === 'AF_INET6' ? named : familyOf(named as Prefix);
};

const isWithin = (data: Members, within: Prefix): boolean => {
  const { DestinationPrefix, Address } = data as { DestinationPrefix?: Prefix; Address?: Parameters<typeof isInPrefix>[0] };
  if (DestinationPrefix !== undefined)
    return (
      prefixLength(DestinationPrefix) >= prefixLength(within) && isInPrefix(prefixAddress(DestinationPrefix), within)
    );
  return Address !== undefined && isInPrefix(Address, within);
};

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const bookkeeping: ReadonlySet<string> = new Set(['createdSeq', 'setSeq', 'ageSince']);

const differsBeyond = (before: Members, after: Members, ignored: readonly string[]): boolean =>
  Object.keys(after).some(
    (member) => !bookkeeping.has(member) && !ignored.includes(member) && !isSame(before[member], after[member]),
  );

/** Whether an event passes a filter; `ignore` needs the rows and is asked of the change. */
export const eventPasses = (event: DomainEvent, filter: ChangeFilter): boolean => {
  const { tables, families, interfaces, prefixWithin, types, reasons } = filter;
  const data = event.data as Members;
  if (types !== undefined && !types.includes(event.type)) return false;
  if (tables !== undefined && !(tables as readonly unknown[]).includes(definitionOf(event.type).table)) return false;
  if (families !== undefined) {
    const family = familyOfData(data);
    if (family === undefined || !families.includes(family)) return false;
  }
  if (
    interfaces !== undefined &&
    !interfaces.includes(data['InterfaceIndex'] as number) &&
    !interfaces.includes(data['InterfaceLuid'] as string)
  )
    return false;
  if (prefixWithin !== undefined && !isWithin(data, prefixWithin)) return false;
  return reasons === undefined || reasons.includes(data['reason'] as string);
};

/** Whether a change passes the part of a filter that looks at rows. */
export const changePasses = (change: Change, { ignore }: ChangeFilter): boolean =>
  ignore === undefined ||
  change.before === null ||
  change.after === null ||
  differsBeyond(change.before as Members, change.after as Members, ignore);
