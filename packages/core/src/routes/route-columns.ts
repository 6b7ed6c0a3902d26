import { addressFamilies, type AddressFamily, type Prefix } from '../net';
import {
  ColumnWriter,
  NumberSequenceReader,
  NumberSequenceWriter,
  MalformedColumns,
  PrefixSequenceReader,
  PrefixSequenceWriter,
  type ColumnReader,
} from '../table';
import { Ipv4RouteRecord, Ipv6RouteRecord, type RouteRecord } from './route-record';
import { RouteData } from './row';
import { AGE_REACH, SharedMembersPool, type SharedMembers } from './shared-members';
import { RouteTable } from './table';

/*
 * A route table as columns: each member of all routes, one after the other, so that like stands beside like. Members
 * that many routes have in common are written once, in a list that a column points into. Routes stand in the order of
 * their prefixes.
 */

/** What many routes have in common, instants left out: those have columns of their own. */
type Common = Omit<RouteData, 'DestinationPrefix' | 'validUntil' | 'preferredUntil' | 'ageSince'>;

const commonOf = (shared: SharedMembers): Common => ({
  InterfaceLuid: shared.InterfaceLuid,
  InterfaceIndex: shared.InterfaceIndex,
  NextHop: shared.NextHop,
  SitePrefixLength: shared.SitePrefixLength,
  Metric: shared.Metric,
  Protocol: shared.Protocol,
  Loopback: shared.Loopback,
  AutoconfigureAddress: shared.AutoconfigureAddress,
  Publish: shared.Publish,
  Immortal: shared.Immortal,
  Origin: shared.Origin,
});

/** The list of what routes have in common, while it is made. */
class CommonList {
  readonly list: Common[] = [];
  // Most routes share one object, which is found without looking into it.
  readonly #byObject = new Map<SharedMembers, number>();
  readonly #byText = new Map<string, number>();

  indexOf(shared: SharedMembers): number {
    const known = this.#byObject.get(shared);
    if (known !== undefined) return known;
    const common = commonOf(shared);
    const text = JSON.stringify(common);
    const index = this.#byText.get(text) ?? this.list.push(common) - 1;
    this.#byText.set(text, index);
    // Of a route that ends it is the route's own: remembering it would only take room.
    if (shared.validUntil === null && shared.preferredUntil === null) this.#byObject.set(shared, index);
    return index;
  }
}

/** Writes all routes of a table. */
export const writeRoutes = (writer: ColumnWriter, routes: RouteTable): void => {
  for (const family of addressFamilies) writeFamily(writer, routes, family);
};

const writeFamily = (writer: ColumnWriter, routes: RouteTable, family: AddressFamily): void => {
  const commons = new CommonList();
  const prefixes = new PrefixSequenceWriter(family);
  const common = new ColumnWriter();
  const created = new NumberSequenceWriter();
  const set = new NumberSequenceWriter();
  const age = new NumberSequenceWriter();
  const valid = new NumberSequenceWriter();
  const preferred = new NumberSequenceWriter();
  let size = 0;
  for (const record of routes.records(family)) {
    const { shared, createdSeq, setSeq } = record;
    prefixes.add(record);
    common.natural(commons.indexOf(shared));
    created.add(createdSeq);
    // Most routes were never set again.
    set.add(setSeq - createdSeq);
    age.add(record.ageSince);
    valid.add(shared.validUntil);
    preferred.add(shared.preferredUntil);
    size++;
  }
  writer.natural(size);
  writer.json(commons.list);
  prefixes.writeTo(writer);
  writer.column(common);
  for (const column of [created, set, age, valid, preferred]) column.writeTo(writer);
};

/**
 * The table that writeRoutes wrote.
 *
 * @throws MalformedColumns
 */
export const readRoutes = (reader: ColumnReader): RouteTable => {
  const records: RouteRecord[] = [];
  const pool = new SharedMembersPool();
  for (const family of addressFamilies) readFamily(reader, family, pool, records);
  try {
    return RouteTable.ofSortedRecords(records, pool);
  } catch (error) {
    if (error instanceof RangeError) throw new MalformedColumns(error.message, { cause: error });
    throw error;
  }
};

const readFamily = (
  reader: ColumnReader,
  family: AddressFamily,
  pool: SharedMembersPool,
  records: RouteRecord[],
): void => {
  const size = reader.natural();
  const commons = commonsOf(reader.json(), family, pool);
  const prefixes = new PrefixSequenceReader(reader, family);
  const common = reader.column();
  const [created, set, age] = [
    new NumberSequenceReader(reader),
    new NumberSequenceReader(reader),
    new NumberSequenceReader(reader),
  ];
  const [valid, preferred] = [new NumberSequenceReader(reader), new NumberSequenceReader(reader)];
  for (let index = 0; index < size; index++) {
    const { w0, w1, w2, w3, length } = prefixes.next();
    const sharing = commons[common.natural()];
    if (sharing === undefined) throw new MalformedColumns('a route shares what is not there');
    const createdSeq = created.nextNumber();
    const setSeq = createdSeq + set.nextNumber();
    const ageSince = age.nextNumber();
    const shared = sharing.share(valid.next(), preferred.next(), ageSince);
    const ageOffset = ageSince - shared.ageBase;
    records.push(
      family === 'AF_INET'
        ? new Ipv4RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0)
        : new Ipv6RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0, w1, w2, w3),
    );
  }
};

/** Gives routes that agree in everything one object for it, as the table of the columns had. */
class Sharing {
  #last: SharedMembers | undefined;

  constructor(
    private readonly data: RouteData,
    private readonly pool: SharedMembersPool,
  ) {}

  share(validUntil: number | null, preferredUntil: number | null, ageSince: number): SharedMembers {
    const last = this.#last;
    if (
      last?.validUntil === validUntil &&
      last.preferredUntil === preferredUntil &&
      Math.abs(ageSince - last.ageBase) <= AGE_REACH
    )
      return last;
    const made = this.pool.share({ ...this.data, validUntil, preferredUntil, ageSince });
    if (validUntil === null && preferredUntil === null) this.#last = made;
    return made;
  }
}

const somewhere: Readonly<Record<AddressFamily, string>> = { AF_INET: '0.0.0.0/0', AF_INET6: '::/0' };

const commonsOf = (value: unknown, family: AddressFamily, pool: SharedMembersPool): readonly Sharing[] => {
  if (!Array.isArray(value)) throw new MalformedColumns('routes without what they share');
  return value.map((common: Common) => {
    const DestinationPrefix = somewhere[family] as Prefix;
    const data = { ...common, DestinationPrefix, validUntil: null, preferredUntil: null, ageSince: 0 };
    if (!RouteData.is(data)) throw new MalformedColumns('what routes share is not of routes');
    return new Sharing(data, pool);
  });
};
