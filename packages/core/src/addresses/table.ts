import type { FoldContext } from '../codec';
import { AddressTable } from './address-table';
import type { AnycastEvent, MulticastEvent, UnicastEvent } from './events';
import {
  anycastTable,
  multicastTable,
  unicastTable,
  type AnycastRow,
  type MulticastRow,
  type UnicastRow,
} from './row';

/**
 * When time may change a unicast address: the end of its valid lifetime; while it is tentative the end of its
 * detection; while it is preferred the end of its preferred lifetime.
 */
const unicastDueOf = ({ DadState, dadDueAt, preferredUntil, validUntil }: UnicastRow): readonly number[] => {
  const instants: number[] = [];
  if (validUntil !== null) instants.push(validUntil);
  const own =
    DadState === 'IpDadStateTentative'
      ? dadDueAt
      : DadState === 'IpDadStatePreferred'
        ? preferredUntil
        : null;
  if (own !== null) instants.push(own);
  return instants;
};

/** The unicast addresses of a host. */
export type UnicastTable = AddressTable<UnicastRow>;
export const UnicastTable = {
  empty: AddressTable.emptyOf<UnicastRow>({ keyOf: unicastTable.keyOf, dueOf: unicastDueOf }),
} as const;

/** The anycast addresses of a host. */
export type AnycastTable = AddressTable<AnycastRow>;
export const AnycastTable = {
  empty: AddressTable.emptyOf<AnycastRow>({ keyOf: anycastTable.keyOf }),
} as const;

/** The multicast groups that the interfaces of a host have joined. */
export type MulticastTable = AddressTable<MulticastRow>;
export const MulticastTable = {
  empty: AddressTable.emptyOf<MulticastRow>({ keyOf: multicastTable.keyOf }),
} as const;

/** Folds one event of unicast addresses. Total: it checks nothing, reads no clock and never fails. */
export const evolveUnicast = (
  table: UnicastTable,
  event: UnicastEvent,
  { seq }: FoldContext,
): UnicastTable => {
  switch (event.type) {
    case 'UnicastAddressCreated':
      return table.with(Object.freeze({ ...event.data, createdSeq: seq, setSeq: seq }));
    case 'UnicastAddressSet': {
      const createdSeq = table.get(event.data)?.createdSeq ?? seq;
      return table.with(Object.freeze({ ...event.data, createdSeq, setSeq: seq }));
    }
    case 'DadStateChanged': {
      const old = table.get(event.data);
      if (old === undefined) return table;
      const { DadState, dadDueAt } = event.data;
      return table.with(Object.freeze({ ...old, DadState, dadDueAt, setSeq: seq }));
    }
    case 'UnicastAddressDeleted':
      return table.without(event.data);
  }
};

/** Folds one event of anycast addresses. */
export const evolveAnycast = (
  table: AnycastTable,
  event: AnycastEvent,
  { seq }: FoldContext,
): AnycastTable => {
  switch (event.type) {
    case 'AnycastAddressCreated':
      return table.with(Object.freeze({ ...event.data, createdSeq: seq, setSeq: seq }));
    case 'AnycastAddressDeleted':
      return table.without(event.data);
  }
};

/** Folds one event of multicast groups. */
export const evolveMulticast = (
  table: MulticastTable,
  event: MulticastEvent,
  { seq }: FoldContext,
): MulticastTable => {
  switch (event.type) {
    case 'MulticastGroupJoined':
      return table.with(Object.freeze({ ...event.data, createdSeq: seq, setSeq: seq }));
    case 'MulticastGroupLeft':
      return table.without(event.data);
  }
};
