import {
  guidOfLuid,
  interfaceDataOfDescription,
  makeLuid,
  type AddressFamily,
  type HostState,
  type InterfaceDescription,
  type InterfaceRow,
  type Luid,
} from '@netlapse/core';

import {
  type InterfaceData,
  type Place,
  type PowerShellExport,
  type ToldAdapter,
  type ToldIpInterface,
  faultAt,
} from '../powershell';
import { withoutStamps } from './same-row';

/** An interface as it stands after the import. */
export interface PlannedInterface {
  readonly data: InterfaceData;
  /** The row that it is so far; undefined: it arrives. */
  readonly before: InterfaceRow | undefined;
}

/** What becomes of the interfaces. */
export interface InterfacePlan {
  /** By InterfaceIndex, in that order: those that are in a file. */
  readonly interfaces: ReadonlyMap<number, PlannedInterface>;
  /** Rows that go, with all that is on them. */
  readonly departing: readonly InterfaceRow[];
  /** What is to be told of the plan, with the reason, and how often. */
  readonly notes: readonly string[];
}

/** The families that the objects of one cmdlet are of. */
export type Covered = ReadonlySet<AddressFamily>;

/** @param covered the families that the file of Get-NetIPInterface is of; undefined: there is none. */
export const planInterfaces = (
  state: HostState,
  told: PowerShellExport,
  covered: Covered | undefined,
): InterfacePlan => {
  const notes: string[] = [];
  const adapters = new Map(told.adapter.map((adapter) => [adapter.InterfaceIndex, adapter]));
  const indexes = new Set([
    ...adapters.keys(),
    ...[told.ipInterface, told.address, told.route, told.neighbor].flatMap((rows) =>
      rows.map(({ InterfaceIndex }) => InterfaceIndex),
    ),
  ]);
  const lower = lowerInterfaces(told.adapter, indexes, notes);
  const inOrder = Array.from(indexes).sort((a, b) => a - b);
  const listed = inOrder.flatMap((index) => {
    const adapter = adapters.get(index);
    return adapter === undefined ? [] : [[index, ofAdapter(state, adapter, lower.get(index))] as const];
  });
  const taken = new Set(listed.map(([, { data }]) => data.InterfaceLuid));
  for (const { InterfaceLuid } of state.interfaces.values()) taken.add(InterfaceLuid);
  const others = inOrder
    .filter((index) => !adapters.has(index))
    .map((index) => [index, byItself(state.interfaces.byIndex(index), told, index, taken)] as const);
  const planned = [...listed, ...others].sort(([a], [b]) => a - b);
  refuseSameLuid(planned, told);
  const kept = new Set(
    planned.flatMap(([, { before }]) => (before === undefined ? [] : [before.InterfaceLuid])),
  );
  const luids = new Set(planned.map(([, { data }]) => data.InterfaceLuid));
  const isTaken = ({ InterfaceIndex, InterfaceLuid }: InterfaceRow): boolean =>
    indexes.has(InterfaceIndex) || luids.has(InterfaceLuid);
  const departing = Array.from(state.interfaces.values())
    .filter(({ InterfaceLuid }) => !kept.has(InterfaceLuid))
    .filter((row) => isTaken(row) || isGone(state, row, told, covered, notes));
  return { interfaces: new Map(planned), departing, notes };
};

/**
 * Whether an interface that no file names is gone. Get-NetAdapter lists no loopback and no hidden adapter, which have
 * IP interfaces all the same: so both have to be silent about it.
 */
const isGone = (
  { ipInterfaces }: HostState,
  { InterfaceLuid }: InterfaceRow,
  { counts }: PowerShellExport,
  covered: Covered | undefined,
  notes: string[],
): boolean => {
  if (counts.adapter === undefined) return false;
  if (ipInterfaces.onInterface(InterfaceLuid).every(({ Family }) => covered?.has(Family) === true))
    return true;
  notes.push('stays, for no file of Get-NetIPInterface tells that it is gone: interface');
  return false;
};

/** The rows beneath, by index: each adapter tells of those above and below it. */
const lowerInterfaces = (
  adapters: readonly ToldAdapter[],
  known: ReadonlySet<number>,
  notes: string[],
): ReadonlyMap<number, readonly number[]> => {
  const lower = new Map<number, Set<number>>();
  const note = (above: number, below: number): void => {
    const beneath = lower.get(above) ?? new Set<number>();
    lower.set(above, beneath.add(below));
  };
  for (const adapter of adapters) {
    for (const below of adapter.lower ?? []) note(adapter.InterfaceIndex, below);
    for (const above of adapter.higher)
      if (known.has(above)) note(above, adapter.InterfaceIndex);
      else notes.push('stands above an adapter and is not listed itself: interface');
  }
  return new Map(Array.from(lower, ([above, below]) => [above, Array.from(below).sort((a, b) => a - b)]));
};

type Members = Readonly<Record<string, unknown>>;

/** What was told of an interface, over what stands. */
const over = (standing: InterfaceRow, data: InterfaceData, names: readonly string[]): InterfaceData => {
  const told = Object.fromEntries(names.map((name) => [name, (data as Members)[name]]));
  return { ...withoutStamps(standing), ...told, InterfaceLuid: standing.InterfaceLuid };
};

const ofAdapter = (
  { interfaces }: HostState,
  { description, lower, luid, place }: ToldAdapter,
  told: readonly number[] | undefined,
): PlannedInterface => {
  const data = described({ ...description, ...(told === undefined ? {} : { lowerInterfaces: told }) }, place);
  const before = interfaces.byIndex(data.InterfaceIndex);
  if (before === undefined || !isSameAdapter(before, data, description, luid))
    return { data, before: undefined };
  const flags = { ...before.InterfaceAndOperStatusFlags, ...description.InterfaceAndOperStatusFlags };
  const names = Object.keys(description).filter((name) => name !== 'InterfaceAndOperStatusFlags');
  if (lower !== undefined || told !== undefined) names.push('lowerInterfaces');
  if (description.MediaConnectState !== undefined && description.OperStatus === undefined)
    names.push('OperStatus');
  return { data: { ...over(before, data, names), InterfaceAndOperStatusFlags: flags }, before };
};

/** An index is given anew when the interface that had it is gone: LUID and GUID tell. */
const isSameAdapter = (
  before: InterfaceRow,
  data: InterfaceData,
  { InterfaceGuid }: InterfaceDescription,
  luid: Luid | undefined,
): boolean =>
  luid === undefined
    ? InterfaceGuid === undefined || before.InterfaceGuid === data.InterfaceGuid
    : before.InterfaceLuid === luid;

/** An interface that other cmdlets name and Get-NetAdapter does not: the loopback, hidden adapters. */
const byItself = (
  before: InterfaceRow | undefined,
  told: PowerShellExport,
  index: number,
  taken: Set<Luid>,
): PlannedInterface => {
  const ipInterfaces = told.ipInterface.filter(({ InterfaceIndex }) => InterfaceIndex === index);
  const isConnected = connectionOf(ipInterfaces);
  const states =
    isConnected === undefined
      ? {}
      : ({
          MediaConnectState: isConnected ? 'MediaConnectStateConnected' : 'MediaConnectStateDisconnected',
          OperStatus: isConnected ? 'IfOperStatusUp' : 'IfOperStatusDown',
        } as const);
  const named = [...ipInterfaces, ...told.address, ...told.route, ...told.neighbor].filter(
    ({ InterfaceIndex }) => InterfaceIndex === index,
  );
  const alias = named.find((row) => row.alias !== undefined)?.alias;
  const place = named[0]?.place ?? { file: told.files.join(', '), index: 1 };
  if (before !== undefined) {
    return { data: { ...withoutStamps(before), ...states }, before };
  }
  const isLoopback = index === 1 || alias?.startsWith('Loopback') === true;
  const mtu = ipInterfaces.find(({ members }) => members.NlMtu !== undefined)?.members.NlMtu;
  const data = described(
    {
      InterfaceIndex: index,
      Type: isLoopback ? 'IF_TYPE_SOFTWARE_LOOPBACK' : 'IF_TYPE_ETHERNET_CSMACD',
      ...(alias === undefined ? {} : { Alias: alias }),
      ...(mtu === undefined ? {} : { Mtu: mtu }),
      ...states,
    },
    place,
  );
  return { data: withFreeLuid(data, taken), before: undefined };
};

/** A LUID that nobody told is made up, so it gives way to those that are told. */
const withFreeLuid = (data: InterfaceData, taken: Set<Luid>): InterfaceData => {
  const type = luidIfType(data.InterfaceLuid);
  let luid = data.InterfaceLuid;
  for (let number = NET_LUID_INDEX_MAX; taken.has(luid); number--) luid = makeLuid(type, number);
  taken.add(luid);
  return luid === data.InterfaceLuid
    ? data
    : { ...data, InterfaceLuid: luid, InterfaceGuid: guidOfLuid(luid) };
};

const NET_LUID_INDEX_MAX = 0xff_ffff;

/** IfType of a LUID: its highest 16 bits. */
const luidIfType = (luid: Luid): number => Number.parseInt(luid.slice(2, 6), 16);

/** Connected where one of its families is; undefined where none tells. */
const connectionOf = (told: readonly ToldIpInterface[]): boolean | undefined => {
  const states = told.flatMap(({ isConnected }) => isConnected ?? []);
  return states.length === 0 ? undefined : states.includes(true);
};

const described = (description: InterfaceDescription, place: Place): InterfaceData => {
  const made = interfaceDataOfDescription(description);
  if (made._tag === 'Right') return made.right;
  throw faultAt(place, made.left.member?.replace('interface.', ''), made.left.why);
};

const refuseSameLuid = (
  planned: ReadonlyArray<readonly [number, PlannedInterface]>,
  told: PowerShellExport,
): void => {
  const byLuid = new Map<Luid, number>();
  for (const [index, { data }] of planned) {
    const other = byLuid.get(data.InterfaceLuid);
    if (other === undefined) {
      byLuid.set(data.InterfaceLuid, index);
      continue;
    }
    const adapter = told.adapter.find(({ InterfaceIndex }) => InterfaceIndex === index) ?? told.adapter[0];
    throw faultAt(
      adapter?.place ?? { file: told.files.join(', '), index: 1 },
      'NetLuid',
      `interface ${index} has the LUID ${data.InterfaceLuid} of interface ${other}`,
    );
  }
};
