import type { Stamps } from '../codec';
import { addressToBytes, familyOf, type AddressFamily, type IpAddress, type Luid } from '../net';
import { KeyedTable, SortedMap, type Table } from '../table';
import type { AddressKey } from './row';

/** What the three tables of addresses have in common. */
export interface AddressRow extends AddressKey, Stamps {
  readonly InterfaceIndex: number;
}

const inOrderOfText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

const familyDigit = (family: AddressFamily): string => (family === 'AF_INET' ? '4' : '6');

/**
 * Text whose order is that of the documented tables: family, InterfaceIndex, address as a number.
 *
 *     192.0.2.1 on 5   4/00000005/c0000201/0x0006000005000000
 *
 * The LUID only keeps two interfaces apart that bear one index for a moment, as a mirrored host may report them.
 */
const placeOf = ({ Address, InterfaceIndex, InterfaceLuid }: AddressRow): string => {
  let digits = '';
  for (const byte of addressToBytes(Address)) digits += hex(byte, 2);
  return `${familyDigit(familyOf(Address))}/${hex(InterfaceIndex, 8)}/${digits}/${InterfaceLuid}`;
};

/** Text that brings the rows of one address together, in order of creation. */
const holdingPlaceOf = ({ Address, createdSeq, InterfaceLuid }: AddressRow): string =>
  `${Address} ${hex(createdSeq, 14)} ${InterfaceLuid}`;

/** An order without the place that a row leaves; most changes leave it where it is. */
const moved = <Row>(
  order: SortedMap<string, Row>,
  from: string | undefined,
  to: string,
): SortedMap<string, Row> => (from === undefined || from === to ? order : order.without(from));

/** How a kind of addresses is kept. */
interface AddressTableSpec<Row> {
  readonly keyOf: (key: AddressKey) => string;
  /** The instants at which something may fall due for a row. */
  readonly dueOf?: (row: Row) => readonly number[];
}

/**
 * An immutable table of addresses: each change makes a new table that shares what did not change.
 *
 * Rows are found by key, by interface, by address on whatever interface, and by the instants at which they fall due.
 */
export class AddressTable<Row extends AddressRow> implements Table<AddressKey, Row> {
  private constructor(
    private readonly keyOf: (key: AddressKey) => string,
    private readonly rows: KeyedTable<Row>,
    private readonly places: SortedMap<string, Row>,
    private readonly holders: SortedMap<string, Row>,
  ) {}

  /** The table without rows. */
  static emptyOf<Row extends AddressRow>({ keyOf, dueOf }: AddressTableSpec<Row>): AddressTable<Row> {
    const rows = KeyedTable.empty<Row>({
      keyOf,
      interfaceOf: (row) => row.InterfaceLuid,
      ...(dueOf === undefined ? {} : { dueOf }),
    });
    return new AddressTable<Row>(keyOf, rows, SortedMap.empty(inOrderOfText), SortedMap.empty(inOrderOfText));
  }

  get size(): number {
    return this.rows.size;
  }

  get(key: AddressKey): Row | undefined {
    return this.rows.get(this.keyOf(key));
  }

  /** The table with `row`, in place of the one of its key where there is one. */
  with(row: Row): AddressTable<Row> {
    const old = this.get(row);
    const place = placeOf(row);
    const holdingPlace = holdingPlaceOf(row);
    return new AddressTable(
      this.keyOf,
      this.rows.with(row),
      moved(this.places, old && placeOf(old), place).with(place, row),
      moved(this.holders, old && holdingPlaceOf(old), holdingPlace).with(holdingPlace, row),
    );
  }

  /** The table without the row of `key`; this very table where there is none. */
  without(key: AddressKey): AddressTable<Row> {
    const old = this.get(key);
    if (old === undefined) return this;
    return new AddressTable(
      this.keyOf,
      this.rows.without(this.keyOf(key)),
      this.places.without(placeOf(old)),
      this.holders.without(holdingPlaceOf(old)),
    );
  }

  /** Every row, in order of the key texts. */
  values(): IterableIterator<Row> {
    return this.rows.values();
  }

  inOrderOfCreation(): readonly Row[] {
    return this.rows.inOrderOfCreation();
  }

  onInterface(luid: Luid): readonly Row[] {
    return this.rows.onInterface(luid);
  }

  /** The rows of one address, on whatever interfaces it stands, in order of creation. */
  holding(address: IpAddress): Row[] {
    const own = `${address} `;
    const rows: Row[] = [];
    for (const [place, row] of this.holders.entries(own)) {
      if (!place.startsWith(own)) break;
      rows.push(row);
    }
    return rows;
  }

  /**
   * The rows as a Get…Table call lists them: AF_INET before AF_INET6, then by InterfaceIndex, then by address as an
   * unsigned number; of one family where it is given.
   */
  *inTableOrder(family?: AddressFamily): IterableIterator<Row> {
    if (family === undefined) {
      yield* this.places.values();
      return;
    }
    const own = `${familyDigit(family)}/`;
    for (const [place, row] of this.places.entries(own)) {
      if (!place.startsWith(own)) return;
      yield row;
    }
  }

  /** What falls due at or before `instant`, ascending by instant, then in order of creation. */
  dueUpTo(instant: number): IterableIterator<{ at: number; row: Row }> {
    return this.rows.dueUpTo(instant);
  }
}
