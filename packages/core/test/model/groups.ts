import { addressOf, familyOf, isIn, isLinkLocalIpv6, numberOf } from './address-arithmetic';
import { add, onInterface, placeOf, remove, type Model } from './model';
import { interfaceOf, isLoopback } from './places';
import type { OnInterface } from './rows';

/** ScopeId of a row: the interface's index for IPv6 addresses that mean something on its link alone. */
export const scopeIdOf = (address: string, { InterfaceIndex }: OnInterface): number => {
  if (isLinkLocalIpv6(address)) return InterfaceIndex;
  // ffx1::/16 and ffx2::/16, whatever the flags x.
  const scope = isIn(address, 'ff00::/8') ? (numberOf(address) >> 112n) & 0xfn : undefined;
  return scope === 1n || scope === 2n ? InterfaceIndex : 0;
};

const solicitedNode = (address: string): string =>
  addressOf('AF_INET6', numberOf('ff02::1:ff00:0') | (numberOf(address) & 0xff_ffffn));

const groupsOf = (address: string, isAnycast: boolean): readonly string[] => {
  if (familyOf(address) === 'AF_INET') return isAnycast ? [] : ['224.0.0.1'];
  return isAnycast ? [solicitedNode(address)] : ['ff01::1', 'ff02::1', solicitedNode(address)];
};

/** The groups that come with an address are joined where they are not yet; a loopback interface has none. */
export const joinGroups = (model: Model, place: OnInterface, address: string, isAnycast: boolean): void => {
  if (isLoopback(interfaceOf(model, place))) return;
  for (const group of groupsOf(address, isAnycast)) {
    if (onInterface(model.multicast, place).some(({ Address }) => Address === group)) continue;
    const data = { ...placeOf(place), Address: group, ScopeId: scopeIdOf(group, place) };
    add(model, 'multicast', 'MulticastGroupJoined', data);
  }
};

/** The groups of an address that goes are left where no other address needs them. */
export const leaveGroups = (
  model: Model,
  going: OnInterface & { readonly Address: string; readonly createdSeq: number },
  isAnycast: boolean,
): void => {
  const isOther = ({ createdSeq }: { readonly createdSeq: number }): boolean =>
    createdSeq !== going.createdSeq;
  const needed = [
    ...onInterface(model.unicast, going)
      .filter(isOther)
      .flatMap(({ Address }) => groupsOf(Address, false)),
    ...onInterface(model.anycast, going)
      .filter(isOther)
      .flatMap(({ Address }) => groupsOf(Address, true)),
  ];
  const ownGroups = groupsOf(going.Address, isAnycast);
  for (const row of onInterface(model.multicast, going))
    if (ownGroups.includes(row.Address) && !needed.includes(row.Address))
      remove(model, 'multicast', 'MulticastGroupLeft', row, 'address-deleted');
};
