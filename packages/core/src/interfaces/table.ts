import type { FoldContext } from '../codec';
import type { AddressFamily, Guid, Luid } from '../net';
import { KeyedTable, SortedMap, type Table } from '../table';
import type { DnsEvent, InterfaceEvent, IpInterfaceEvent } from './events';
import {
  dnsTable,
  ipInterfacesTable,
  type DnsRow,
  type InterfaceKey,
  type InterfaceRow,
  type IpInterfaceKey,
  type IpInterfaceRow,
} from './row';

/** A row that nobody can change, nor the lists and objects in it, which reads hand out as they are. */
const frozenRow = <Row extends object>(row: Row): Row => {
  for (const value of Object.values(row)) Object.freeze(value);
  return Object.freeze(row);
};

const compareNumbers = (a: number, b: number): number => a - b;

/** A GUID and an index: hosts may give one GUID to two interfaces, an index they may not. */
interface GuidPlace {
  readonly guid: Guid;
  readonly index: number;
}

const compareGuidPlaces = (a: GuidPlace, b: GuidPlace): number =>
  a.guid < b.guid ? -1 : a.guid > b.guid ? 1 : a.index - b.index;

const guidPlaceOf = (row: InterfaceRow): GuidPlace => ({
  guid: row.InterfaceGuid,
  index: row.InterfaceIndex,
});

/** The interfaces that stand (MIB_IF_ROW2), by LUID, by index and by GUID. */
export class InterfaceTable implements Table<InterfaceKey, InterfaceRow> {
  static readonly empty = new InterfaceTable(
    KeyedTable.empty<InterfaceRow>({ keyOf: (row) => row.InterfaceLuid }),
    SortedMap.empty<number, InterfaceRow>(compareNumbers),
    SortedMap.empty<GuidPlace, InterfaceRow>(compareGuidPlaces),
  );

  private constructor(
    private readonly byLuid: KeyedTable<InterfaceRow>,
    private readonly indexes: SortedMap<number, InterfaceRow>,
    private readonly guids: SortedMap<GuidPlace, InterfaceRow>,
  ) {}

  get size(): number {
    return this.byLuid.size;
  }

  get(key: InterfaceKey): InterfaceRow | undefined {
    return this.byLuid.get(key.InterfaceLuid);
  }

  /** The interface of that InterfaceIndex. */
  byIndex(index: number): InterfaceRow | undefined {
    return this.indexes.get(index);
  }

  /** The interface of that InterfaceGuid; of several the one of the lowest index. */
  byGuid(guid: Guid): InterfaceRow | undefined {
    for (const row of this.guids.values({ guid, index: 0 }))
      return row.InterfaceGuid === guid ? row : undefined;
    return undefined;
  }

  with(row: InterfaceRow): InterfaceTable {
    const rest = this.without(row);
    return new InterfaceTable(
      this.byLuid.with(row),
      rest.indexes.with(row.InterfaceIndex, row),
      rest.guids.with(guidPlaceOf(row), row),
    );
  }

  without(key: InterfaceKey): InterfaceTable {
    const row = this.get(key);
    if (row === undefined) return this;
    return new InterfaceTable(
      this.byLuid.without(row.InterfaceLuid),
      this.indexes.without(row.InterfaceIndex),
      this.guids.without(guidPlaceOf(row)),
    );
  }

  /** By LUID. */
  values(): IterableIterator<InterfaceRow> {
    return this.byLuid.values();
  }

  /** By InterfaceIndex: the order of GetIfTable2. */
  inOrderOfIndex(): readonly InterfaceRow[] {
    return Array.from(this.indexes.values());
  }

  inOrderOfCreation(): readonly InterfaceRow[] {
    return this.byLuid.inOrderOfCreation();
  }

  onInterface(luid: Luid): readonly InterfaceRow[] {
    const row = this.get({ InterfaceLuid: luid });
    return row === undefined ? [] : [row];
  }
}

/** Folds one event into the interfaces. Total: it checks nothing and never fails. */
export const evolveInterfaces = (
  table: InterfaceTable,
  event: InterfaceEvent,
  { seq }: FoldContext,
): InterfaceTable => {
  switch (event.type) {
    case 'InterfaceArrived':
      return table.with(frozenRow({ ...event.data, createdSeq: seq, setSeq: seq }));
    case 'InterfaceSet':
    case 'MediaConnected':
    case 'MediaDisconnected': {
      const row = table.get(event.data);
      return row === undefined ? table : table.with(frozenRow({ ...row, ...event.data, setSeq: seq }));
    }
    case 'InterfaceDeparted':
      return table.without(event.data);
  }
};

type RowsByLuid = KeyedTable<IpInterfaceRow>;

const emptyFamily = KeyedTable.empty<IpInterfaceRow>({ keyOf: (row) => row.InterfaceLuid });

const byIndex = (a: IpInterfaceRow, b: IpInterfaceRow): number => a.InterfaceIndex - b.InterfaceIndex;

const byCreation = (a: IpInterfaceRow, b: IpInterfaceRow): number => {
  if (a.createdSeq !== b.createdSeq) return a.createdSeq - b.createdSeq;
  return ipInterfacesTable.keyOf(a) < ipInterfacesTable.keyOf(b) ? -1 : 1;
};

/** The IP interfaces (MIB_IPINTERFACE_ROW): an interface and a family that is bound to it. */
export class IpInterfaceTable implements Table<IpInterfaceKey, IpInterfaceRow> {
  static readonly empty = new IpInterfaceTable(emptyFamily, emptyFamily);

  private constructor(
    private readonly ipv4: RowsByLuid,
    private readonly ipv6: RowsByLuid,
  ) {}

  get size(): number {
    return this.ipv4.size + this.ipv6.size;
  }

  get(key: IpInterfaceKey): IpInterfaceRow | undefined {
    return this.ofFamily(key.Family).get(key.InterfaceLuid);
  }

  with(row: IpInterfaceRow): IpInterfaceTable {
    return row.Family === 'AF_INET'
      ? new IpInterfaceTable(this.ipv4.with(row), this.ipv6)
      : new IpInterfaceTable(this.ipv4, this.ipv6.with(row));
  }

  without(key: IpInterfaceKey): IpInterfaceTable {
    if (this.get(key) === undefined) return this;
    return key.Family === 'AF_INET'
      ? new IpInterfaceTable(this.ipv4.without(key.InterfaceLuid), this.ipv6)
      : new IpInterfaceTable(this.ipv4, this.ipv6.without(key.InterfaceLuid));
  }

  /** AF_INET first, each family by LUID. */
  *values(): IterableIterator<IpInterfaceRow> {
    yield* this.ipv4.values();
    yield* this.ipv6.values();
  }

  /** AF_INET first, then InterfaceIndex: the order of GetIpInterfaceTable. Without a family: both. */
  inTableOrder(family?: AddressFamily): readonly IpInterfaceRow[] {
    if (family !== undefined) return [...this.ofFamily(family).values()].sort(byIndex);
    return [...this.inTableOrder('AF_INET'), ...this.inTableOrder('AF_INET6')];
  }

  inOrderOfCreation(): readonly IpInterfaceRow[] {
    return [...this.values()].sort(byCreation);
  }

  /** AF_INET first, whichever was bound first. */
  onInterface(luid: Luid): readonly IpInterfaceRow[] {
    return [this.ipv4.get(luid), this.ipv6.get(luid)].filter((row) => row !== undefined);
  }

  private ofFamily(family: AddressFamily): RowsByLuid {
    return family === 'AF_INET' ? this.ipv4 : this.ipv6;
  }
}

/** Folds one event into the IP interfaces. Total: it checks nothing and never fails. */
export const evolveIpInterfaces = (
  table: IpInterfaceTable,
  event: IpInterfaceEvent,
  { seq }: FoldContext,
): IpInterfaceTable => {
  switch (event.type) {
    case 'IpInterfaceBound':
      return table.with(frozenRow({ ...event.data, createdSeq: seq, setSeq: seq }));
    case 'IpInterfaceSet': {
      const createdSeq = table.get(event.data)?.createdSeq ?? seq;
      return table.with(frozenRow({ ...event.data, createdSeq, setSeq: seq }));
    }
    case 'IpInterfaceUnbound':
      return table.without(event.data);
  }
};

/** DNS settings that were ever set, by interface and family. */
export class DnsTable implements Table<IpInterfaceKey, DnsRow> {
  static readonly empty = new DnsTable(
    KeyedTable.empty<DnsRow>({ keyOf: dnsTable.keyOf, interfaceOf: (row) => row.InterfaceLuid }),
  );

  private constructor(private readonly rows: KeyedTable<DnsRow>) {}

  get size(): number {
    return this.rows.size;
  }

  get(key: IpInterfaceKey): DnsRow | undefined {
    return this.rows.get(dnsTable.keyOf(key));
  }

  with(row: DnsRow): DnsTable {
    return new DnsTable(this.rows.with(row));
  }

  without(key: IpInterfaceKey): DnsTable {
    const rows = this.rows.without(dnsTable.keyOf(key));
    return rows === this.rows ? this : new DnsTable(rows);
  }

  /** By LUID, AF_INET first. */
  values(): IterableIterator<DnsRow> {
    return this.rows.values();
  }

  inOrderOfCreation(): readonly DnsRow[] {
    return this.rows.inOrderOfCreation();
  }

  /** AF_INET first, whichever was set first: the order in which they go with the interface. */
  onInterface(luid: Luid): readonly DnsRow[] {
    return this.rows.onInterface(luid).sort((a, b) => (a.Family < b.Family ? -1 : 1));
  }
}

/** Folds one event into the DNS settings. Total: it checks nothing and never fails. */
export const evolveDns = (table: DnsTable, event: DnsEvent, { seq }: FoldContext): DnsTable => {
  switch (event.type) {
    case 'InterfaceDnsSet': {
      const createdSeq = table.get(event.data)?.createdSeq ?? seq;
      return table.with(frozenRow({ ...event.data, createdSeq, setSeq: seq }));
    }
    case 'InterfaceDnsDeleted':
      return table.without(event.data);
  }
};
