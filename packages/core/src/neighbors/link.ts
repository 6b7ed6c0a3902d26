import type { Occurrence } from '../call';
import type { AnyEvent } from '../codec';
import {
  isConnected,
  type InterfaceRow,
  type InterfaceTable,
  type IpInterfaceRow,
  type IpInterfaceTable,
} from '../interfaces';
import { familyOf, type IpAddress, type Luid, type PhysicalAddress } from '../net';
import type { AnsweringTable } from './answering-table';
import type { Circumstances } from './entering';
import type { NeighborEvent } from './events';
import type { NeighborRow } from './row';
import type { NeighborTable } from './table';

/** One question to the link: who has this address? */
export interface Solicitation {
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  readonly Address: IpAddress;
  /** `multicast` asks all (IPv4: a broadcast ARP request), `unicast` probes the one at `PhysicalAddress`. */
  readonly kind: 'multicast' | 'unicast';
  /** Empty for `multicast`. */
  readonly PhysicalAddress: PhysicalAddress;
  /** The instant at which it is sent. */
  readonly at: number;
}

/**
 * A live link: the way to real neighbors. Without one, the table `answering` of the state is the link.
 *
 * Answers come later, as reports `neighbor-answered`; a live link never answers in the instant of the
 * question. It is called after the append that holds the solicitation is committed, never while events are
 * folded or replayed.
 */
export interface Link {
  readonly solicit: (solicitation: Solicitation) => void;
}

/**
 * What a neighbor on this interface goes by now: the times of its IP interface, and what the virtual link
 * answers. The virtual link of a host with a live one knows of nobody, so that no answer comes at once.
 */
export const circumstancesOf = (
  { answering }: { readonly answering: AnsweringTable },
  on: { readonly interface: InterfaceRow; readonly ipInterface: IpInterfaceRow },
  Address: IpAddress,
  at: number,
): Circumstances => ({
  at,
  times: on.ipInterface,
  answer: isConnected(on.interface)
    ? answering.get({ InterfaceLuid: on.interface.InterfaceLuid, Address })?.PhysicalAddress
    : undefined,
});

/**
 * The same for a neighbor that stands; undefined where its interface is gone or the family is not bound to
 * it.
 */
export const circumstancesOfRow = (
  reads: {
    readonly interfaces: InterfaceTable;
    readonly ipInterfaces: IpInterfaceTable;
    readonly answering: AnsweringTable;
  },
  { InterfaceLuid, Address }: NeighborRow,
  at: number,
): Circumstances | undefined => {
  const found = reads.interfaces.get({ InterfaceLuid });
  const ipInterface = reads.ipInterfaces.get({ InterfaceLuid, Family: familyOf(Address) });
  if (found === undefined || ipInterface === undefined) return undefined;
  return circumstancesOf(reads, { interface: found, ipInterface }, Address, at);
};

const changesNeighbor = (
  event: AnyEvent,
): event is Exclude<NeighborEvent, { readonly type: 'NeighborDeleted' }> =>
  event.type === 'NeighborCreated' || event.type === 'NeighborSet' || event.type === 'NeighborStateChanged';

/** Whether two records of a neighbor wait for the answer to one and the same solicitation. */
const isSameWait = (a: NeighborRow, b: NeighborRow): boolean =>
  a.State === b.State &&
  a.dueAt === b.dueAt &&
  a.solicits === b.solicits &&
  a.PhysicalAddress === b.PhysicalAddress;

/**
 * The solicitations that an event means: one where it began NlnsIncomplete or NlnsProbe, or counts one more
 * in them; none where it leaves the wait for the last one as it was, as a change of the router flag alone
 * does. None on an interface that is not connected, and none for rows that mirror a live host.
 *
 * @param occurrence with the state before the event and the one after it
 */
export const solicitationsOf = ({
  event,
  before,
  state,
  at,
}: Occurrence<{
  readonly interfaces: InterfaceTable;
  readonly neighbors: NeighborTable;
}>): readonly Solicitation[] => {
  if (!changesNeighbor(event)) return [];
  const row = state.neighbors.get(event.data);
  if (row === undefined) return [];
  if (row.dueAt === null || (row.State !== 'NlnsIncomplete' && row.State !== 'NlnsProbe')) return [];
  const old = event.type === 'NeighborCreated' ? undefined : before.neighbors.get(event.data);
  if (old !== undefined && isSameWait(old, row)) return [];
  const on = state.interfaces.get(row);
  if (on === undefined || !isConnected(on)) return [];
  const { InterfaceLuid, InterfaceIndex, Address, PhysicalAddress } = row;
  const kind = row.State === 'NlnsIncomplete' ? 'multicast' : 'unicast';
  return [{ InterfaceLuid, InterfaceIndex, Address, kind, PhysicalAddress, at }];
};
