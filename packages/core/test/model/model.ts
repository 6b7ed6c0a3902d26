import type { Family } from './address-arithmetic';
import type { Subscriptions } from './subscriptions';
import type {
  AnsweringData,
  DnsData,
  Hint,
  InterfaceData,
  IpInterfaceData,
  NeighborData,
  OnInterface,
  PathData,
  RouteData,
  ScopedData,
  UnicastData,
} from './rows';

/** What the rows of each table hold. */
export interface Tables {
  readonly interfaces: InterfaceData;
  readonly ipInterfaces: IpInterfaceData;
  readonly dns: DnsData;
  readonly unicast: UnicastData;
  readonly anycast: ScopedData;
  readonly multicast: ScopedData;
  readonly routes: RouteData;
  readonly neighbors: NeighborData;
  readonly answering: AnsweringData;
  readonly paths: PathData;
}

export type TableName = keyof Tables;

/** A row that stands, with the numbers of the event that created it and of the last that touched it. */
export type Row<Name extends TableName> = Tables[Name] & {
  readonly createdSeq: number;
  readonly setSeq: number;
};

export interface ModelEvent {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly data: object;
}

/**
 * A host by its rules alone: every table is a list, searched from its beginning, and replaced where a row changes.
 * A copy of the object is therefore a past that stays as it was.
 */
export interface Model extends Subscriptions {
  readonly stacks: readonly Family[];
  /** Epoch milliseconds. */
  now: number;
  /** Number of the last event. */
  seq: number;
  interfaces: readonly Row<'interfaces'>[];
  ipInterfaces: readonly Row<'ipInterfaces'>[];
  dns: readonly Row<'dns'>[];
  unicast: readonly Row<'unicast'>[];
  anycast: readonly Row<'anycast'>[];
  multicast: readonly Row<'multicast'>[];
  routes: readonly Row<'routes'>[];
  neighbors: readonly Row<'neighbors'>[];
  answering: readonly Row<'answering'>[];
  paths: readonly Row<'paths'>[];
  teredoPort: number;
  connectivityHint: Hint;
  /** Indexes and LUIDs of interfaces that departed: none is given out again. */
  retired: readonly (string | number)[];
  /** All events from the first on. */
  events: readonly ModelEvent[];
  /** Events of the append that is not complete. */
  appending: readonly ModelEvent[];
}

/** A host that has nothing. */
export const emptyModel = (stacks: readonly Family[], now: number): Model => ({
  stacks,
  now,
  seq: 0,
  interfaces: [],
  ipInterfaces: [],
  dns: [],
  unicast: [],
  anycast: [],
  multicast: [],
  routes: [],
  neighbors: [],
  answering: [],
  paths: [],
  teredoPort: 0,
  connectivityHint: {
    ConnectivityLevel: 'NetworkConnectivityLevelHintNone',
    ConnectivityCost: 'NetworkConnectivityCostHintUnknown',
    ApproachingDataLimit: false,
    OverDataLimit: false,
    Roaming: false,
  },
  retired: [],
  events: [],
  appending: [],
  registrations: [],
  pending: [],
  arrived: [],
});

/** Members that tell a row from the others of its table. */
const keyMembers: Readonly<Record<TableName, readonly string[]>> = {
  interfaces: [],
  ipInterfaces: ['Family'],
  dns: ['Family'],
  unicast: ['Address'],
  anycast: ['Address'],
  multicast: ['Address'],
  routes: ['DestinationPrefix', 'NextHop'],
  neighbors: ['Address'],
  answering: ['Address'],
  paths: ['Source', 'Destination'],
};

const keyOf = (name: TableName, row: object): Readonly<Record<string, unknown>> => {
  const members = row as Readonly<Record<string, unknown>>;
  const key = ['InterfaceLuid', 'InterfaceIndex', ...keyMembers[name]];
  return Object.fromEntries(key.map((member) => [member, members[member]]));
};

const hasKeyOf = (name: TableName, row: object, other: object): boolean => {
  const [left, right] = [row, other] as Readonly<Record<string, unknown>>[];
  return ['InterfaceLuid', ...keyMembers[name]].every((member) => left?.[member] === right?.[member]);
};

/** What a row says of its interface. */
export const placeOf = ({ InterfaceLuid, InterfaceIndex }: OnInterface): OnInterface => ({
  InterfaceLuid,
  InterfaceIndex,
});

/** Writes down that something became true. */
export const record = (model: Model, type: string, data: object): void => {
  model.seq += 1;
  const event = { seq: model.seq, at: model.now, type, data };
  model.events = [...model.events, event];
  model.appending = [...model.appending, event];
};

type AllRows = { readonly [Name in TableName]: readonly Row<Name>[] };

const rowsOf = <Name extends TableName>(tables: AllRows, name: Name): readonly Row<Name>[] => tables[name];

const setRows = <Name extends TableName>(model: Model, name: Name, rows: readonly Row<Name>[]): void => {
  Object.assign(model, { [name]: rows });
};

/** A row comes: the event has the whole of it. */
export const add = <Name extends TableName>(
  model: Model,
  name: Name,
  type: string,
  data: Tables[Name],
): Row<Name> => {
  if (rowsOf(model, name).some((row) => hasKeyOf(name, row, data)))
    throw new Error(`the model made a row twice: ${type} ${JSON.stringify(data)}`);
  record(model, type, data);
  const row: Row<Name> = { ...data, createdSeq: model.seq, setSeq: model.seq };
  setRows(model, name, [...rowsOf(model, name), row]);
  return row;
};

const exchange = <Name extends TableName>(model: Model, name: Name, next: Row<Name>): Row<Name> => {
  const rows = rowsOf(model, name);
  if (!rows.some(({ createdSeq }) => createdSeq === next.createdSeq))
    throw new Error(`the model changed a row of ${name} that does not stand: ${JSON.stringify(next)}`);
  const changed = { ...next, setSeq: model.seq };
  setRows(
    model,
    name,
    rows.map((row) => (row.createdSeq === next.createdSeq ? changed : row)),
  );
  return changed;
};

/** Members of a row become others: the event has the whole row. */
export const replace = <Name extends TableName>(
  model: Model,
  name: Name,
  type: string,
  row: Row<Name>,
  members: Partial<Tables[Name]>,
): Row<Name> => {
  const next = { ...row, ...members };
  const { createdSeq: _created, setSeq: _set, ...data } = next;
  record(model, type, data);
  return exchange(model, name, next);
};

/** Members of a row become others: the event has the key and these members alone. */
export const amend = <Name extends TableName>(
  model: Model,
  name: Name,
  type: string,
  row: Row<Name>,
  members: Partial<Tables[Name]>,
): Row<Name> => {
  record(model, type, { ...keyOf(name, row), ...members });
  return exchange(model, name, { ...row, ...members });
};

/** A row goes: the event has its key and, where there is one, the reason. */
export const remove = <Name extends TableName>(
  model: Model,
  name: Name,
  type: string,
  row: Row<Name>,
  reason: string | undefined,
): void => {
  const left = rowsOf(model, name).filter(({ createdSeq }) => createdSeq !== row.createdSeq);
  if (left.length === rowsOf(model, name).length)
    throw new Error(`the model removed a row that does not stand: ${type} ${JSON.stringify(row)}`);
  record(model, type, { ...keyOf(name, row), ...(reason === undefined ? {} : { reason }) });
  setRows(model, name, left);
};

/** Rows on an interface, in the order in which they were created: that of every list here. */
export const onInterface = <Some extends OnInterface>(
  rows: readonly Some[],
  { InterfaceLuid }: OnInterface,
): readonly Some[] => rows.filter((row) => row.InterfaceLuid === InterfaceLuid);

/** Whether some of the members given differ from those of a row. */
export const differs = (row: object, members: object): boolean => {
  const standing = row as Readonly<Record<string, unknown>>;
  return Object.entries(members).some(
    ([member, value]) => JSON.stringify(standing[member]) !== JSON.stringify(value),
  );
};
