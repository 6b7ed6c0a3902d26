import { readUnicastRow, type UnicastRow } from '../addresses';
import { initializedIpInterface, settableBooleans, settableUlongs, type IpInterfaceRow } from '../interfaces';
import type { NeighborRow } from '../neighbors';
import type { FunctionName } from '../netioapi';
import { readRouteRow, type RouteRow } from '../routes';
import { changedMembers, type AnyRow } from '../state';

/** A call as it is made: by its Win32 name, with its parameters. */
export interface PlannedCall {
  readonly name: FunctionName;
  readonly params: object;
}

/** The tables whose rows calls make, set and delete. */
export const callableTables = ['ipInterfaces', 'unicast', 'anycast', 'neighbors', 'routes'] as const;
export type CallableTable = (typeof callableTables)[number];

/** How the rows of one table are reached by calls. */
export interface RowCalls {
  /** Undefined where no call removes such a row. */
  readonly remove?: (row: AnyRow) => PlannedCall;
  /** Undefined where no call makes such a row. */
  readonly create?: (target: AnyRow, at: number) => PlannedCall | undefined;
  /** Calls that may bring a row nearer to its target; each is tried. None where no member that differs can be set. */
  readonly set?: (row: AnyRow, target: AnyRow, at: number) => readonly PlannedCall[];
  /** TRUE: what a Set cannot reach, a deletion and a creation may. */
  readonly mayBeMadeAnew?: true;
}

const call = (name: FunctionName, params: object): PlannedCall => ({ name, params });

const differsIn = (row: object, target: object, members: readonly string[]): boolean =>
  changedMembers(row, target).some((member) => members.includes(member));

const routeKey = ({ InterfaceLuid, InterfaceIndex, DestinationPrefix, NextHop }: RouteRow): object => ({
  InterfaceLuid,
  InterfaceIndex,
  DestinationPrefix,
  NextHop,
});

/** What a caller gives of a route: the row as it would read, without what no call sets. */
const routeInput = (row: RouteRow, at: number): object => {
  const { Age: _age, Origin: _origin, ...given } = readRouteRow(row, at);
  return given;
};

const routeMembers = [
  'SitePrefixLength',
  'Metric',
  'Protocol',
  'Loopback',
  'AutoconfigureAddress',
  'Publish',
  'Immortal',
  'validUntil',
  'preferredUntil',
];

const routeCalls: RowCalls = {
  remove: (row) => call('DeleteIpForwardEntry2', { Row: routeKey(row as RouteRow) }),
  create: (target, at) => call('CreateIpForwardEntry2', { Row: routeInput(target as RouteRow, at) }),
  set: (row, target, at) => {
    if (!differsIn(row, target, routeMembers)) return [];
    const { validUntil, preferredUntil } = row as RouteRow;
    const withOldEnds = { ...(target as RouteRow), validUntil, preferredUntil };
    return [target, withOldEnds].map((wanted) =>
      call('SetIpForwardEntry2', { Route: routeInput(wanted as RouteRow, at) }),
    );
  },
  mayBeMadeAnew: true,
};

const addressKey = (row: AnyRow): object => {
  const { Address, InterfaceLuid, InterfaceIndex } = row as UnicastRow;
  return { Address, InterfaceLuid, InterfaceIndex };
};

/** What a caller gives of a unicast address. DadState asks a creation for optimistic detection. */
const unicastInput = (row: UnicastRow, at: number): object => {
  const { CreationTimeStamp: _created, ScopeId: _scope, DadState, ...given } = readUnicastRow(row, at);
  return DadState === 'IpDadStatePreferred' ? { ...given, DadState } : given;
};

const unicastMembers = [
  'OnLinkPrefixLength',
  'PrefixOrigin',
  'SuffixOrigin',
  'SkipAsSource',
  'validUntil',
  'preferredUntil',
];

const unicastCalls: RowCalls = {
  remove: (row) => call('DeleteUnicastIpAddressEntry', { Row: addressKey(row) }),
  create: (target, at) =>
    call('CreateUnicastIpAddressEntry', { Row: unicastInput(target as UnicastRow, at) }),
  set: (row, target, at) => {
    if (!differsIn(row, target, unicastMembers)) return [];
    const { validUntil, preferredUntil } = row as UnicastRow;
    const withOldEnds = { ...(target as UnicastRow), validUntil, preferredUntil };
    return [target, withOldEnds].map((wanted) =>
      call('SetUnicastIpAddressEntry', { Row: unicastInput(wanted as UnicastRow, at) }),
    );
  },
};

const anycastCalls: RowCalls = {
  remove: (row) => call('DeleteAnycastIpAddressEntry', { Row: addressKey(row) }),
  create: (target) => call('CreateAnycastIpAddressEntry', { Row: addressKey(target) }),
};

/** The states that a caller may give; the others are what the link has made of a neighbor. */
const givenStates: ReadonlySet<NeighborRow['State']> = new Set([
  'NlnsPermanent',
  'NlnsReachable',
  'NlnsStale',
  'NlnsDelay',
  'NlnsProbe',
]);

const neighborInput = (row: NeighborRow): object => {
  const { PhysicalAddress, State, IsRouter } = row;
  return { ...addressKey(row), PhysicalAddress, State, IsRouter };
};

const neighborCalls: RowCalls = {
  remove: (row) => call('DeleteIpNetEntry2', { Row: addressKey(row) }),
  create: (target) => {
    const row = target as NeighborRow;
    return givenStates.has(row.State) ? call('CreateIpNetEntry2', { Row: neighborInput(row) }) : undefined;
  },
  set: (row, target) => {
    const wanted = target as NeighborRow;
    const isReachable = givenStates.has(wanted.State);
    if (!isReachable || !differsIn(row, target, ['PhysicalAddress', 'State', 'IsRouter'])) return [];
    return [call('SetIpNetEntry2', { Row: neighborInput(wanted) })];
  },
  mayBeMadeAnew: true,
};

const settableMembers: readonly string[] = [
  ...settableBooleans,
  ...settableUlongs,
  'RouterDiscoveryBehavior',
  'LinkLocalAddressBehavior',
];

/** The members of an IP interface that are to be set: an automatic metric is not one, nor what IPv4 cannot have. */
const ipInterfaceChanges = (row: IpInterfaceRow, target: IpInterfaceRow): readonly string[] =>
  changedMembers(row, target).filter(
    (member) =>
      settableMembers.includes(member) &&
      !(member === 'Metric' && target.UseAutomaticMetric) &&
      !(member === 'SitePrefixLength' && target.Family === 'AF_INET'),
  );

const ipInterfaceCalls: RowCalls = {
  set: (row, target) => {
    const { Family, InterfaceLuid, InterfaceIndex } = row as IpInterfaceRow;
    const wanted = target as unknown as Readonly<Record<string, unknown>>;
    const setting = (members: readonly string[]): PlannedCall =>
      call('SetIpInterfaceEntry', {
        Row: {
          ...initializedIpInterface,
          Family,
          InterfaceLuid,
          InterfaceIndex,
          ...Object.fromEntries(members.map((member) => [member, wanted[member]])),
        },
      });
    const changes = ipInterfaceChanges(row as IpInterfaceRow, target as IpInterfaceRow);
    if (changes.length === 0) return [];
    // Where one of them is refused, the others may yet be set.
    const oneByOne = changes.length === 1 ? [] : changes.map((member) => setting([member]));
    return [setting(changes), ...oneByOne];
  },
};

/** How each table is reached by calls. */
export const rowCalls: Readonly<Record<CallableTable, RowCalls>> = {
  ipInterfaces: ipInterfaceCalls,
  unicast: unicastCalls,
  anycast: anycastCalls,
  neighbors: neighborCalls,
  routes: routeCalls,
};
