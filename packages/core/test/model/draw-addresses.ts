import type { Step } from '../random-steps';
import type { Draw, Weighted } from './draw';
import type { Given } from './given';

const onLinkLengths = [0, 1, 8, 10, 24, 30, 31, 32, 33, 64, 127, 128, 129, 255] as const;
const groups = ['224.0.0.1', '224.0.0.251', 'ff01::1', 'ff02::1', 'ff02::1:ff00:10', '10.0.0.1'] as const;

const otherMembers = (draw: Draw): Given => ({
  ...draw.lifetimes(),
  ...draw.members({
    OnLinkPrefixLength: draw.pick(onLinkLengths),
    SkipAsSource: draw.chance(0.5),
    DadState: draw.pick(['IpDadStatePreferred', 'IpDadStateTentative', 4, 0]),
  }),
  ...(draw.chance(0.15)
    ? {
        PrefixOrigin: draw.pick([0, 1, 4, 16, 17, 'IpPrefixOriginRouterAdvertisement', 'IpPrefixOriginDhcp']),
        SuffixOrigin: draw.pick([0, 5, 16, 6, 'IpSuffixOriginRandom']),
      }
    : {}),
});

/** The row of a call; a share of them has the key of an address that stands. */
const unicastRow = (draw: Draw, standingShare: number): Given => {
  const saved = draw.savedRow('unicast', 0.15);
  if (saved !== undefined)
    return { $from: saved, ...draw.members({ SkipAsSource: true, ...draw.lifetimes() }, 0.3) };
  const standing = draw.some(draw.model.unicast, standingShare);
  if (standing !== undefined)
    return { Address: standing.Address, ...draw.placeOf(standing), ...otherMembers(draw) };
  const place = draw.place();
  return { Address: draw.address(draw.familyAt(place)), ...place, ...otherMembers(draw) };
};

const anycastRow = (draw: Draw, standingShare: number): Given => {
  const standing = draw.some(draw.model.anycast, standingShare);
  if (standing !== undefined) return { Address: standing.Address, ...draw.placeOf(standing) };
  const place = draw.place();
  return { Address: draw.address(draw.familyAt(place)), ...place };
};

const groupRow = (draw: Draw): Given => {
  const standing = draw.some(draw.model.multicast, 0.6);
  if (standing !== undefined) return { Address: standing.Address, ...draw.placeOf(standing) };
  return { Address: draw.pick(groups), ...draw.place() };
};

const onUnicast = (draw: Draw, call: string, standingShare: number): Step => ({
  call,
  ...(draw.chance(0.95) ? { initialized: true } : {}),
  in: { Row: draw.chance(0.01) ? null : unicastRow(draw, standingShare) },
});

const onAnycast = (draw: Draw, call: string, standingShare: number): Step => ({
  call,
  in: { Row: draw.chance(0.01) ? null : anycastRow(draw, standingShare) },
});

/** Reads of addresses. */
export const addressReads: readonly Weighted[] = [
  [3, (draw) => ({ ...onUnicast(draw, 'GetUnicastIpAddressEntry', 0.7), save: 'unicast' })],
  [2, (draw) => ({ call: 'GetUnicastIpAddressTable', in: { Family: draw.anyFamily() } })],
  [1, (draw) => onAnycast(draw, 'GetAnycastIpAddressEntry', 0.7)],
  [1, (draw) => ({ call: 'GetAnycastIpAddressTable', in: { Family: draw.anyFamily() } })],
  [1, (draw) => ({ call: 'GetMulticastIpAddressTable', in: { Family: draw.anyFamily() } })],
  [
    1,
    (draw) => ({
      call: 'GetMulticastIpAddressEntry',
      in: { Row: groupRow(draw) },
    }),
  ],
];

/** Calls that change addresses. */
export const addressCalls: readonly Weighted[] = [
  [7, (draw) => onUnicast(draw, 'CreateUnicastIpAddressEntry', 0.2)],
  [5, (draw) => onUnicast(draw, 'SetUnicastIpAddressEntry', 0.8)],
  [2, (draw) => onUnicast(draw, 'DeleteUnicastIpAddressEntry', 0.7)],
  [2, (draw) => onAnycast(draw, 'CreateAnycastIpAddressEntry', 0.2)],
  [1, (draw) => onAnycast(draw, 'DeleteAnycastIpAddressEntry', 0.7)],
];

/** Addresses among which a source is to be chosen: usable at once. */
export const competingAddresses: readonly Weighted[] = [
  [
    3,
    (draw) => {
      const Row = {
        Address: draw.address(undefined, 0),
        InterfaceIndex: draw.index(),
        OnLinkPrefixLength: draw.pick([8, 24, 30, 32, 64]),
        DadState: 'IpDadStatePreferred',
        SkipAsSource: draw.chance(0.1),
        ...(draw.chance(0.3) ? { PreferredLifetime: draw.pick([0, 2]) } : {}),
        ...(draw.chance(0.15) ? { PrefixOrigin: 4, SuffixOrigin: 5 } : {}),
      };
      return { call: 'CreateUnicastIpAddressEntry', initialized: true, in: { Row } };
    },
  ],
];

/** Requests for the table once it is stable, mostly while one address is not. */
export const stableTables: readonly Weighted[] = [
  [
    1,
    (draw) => {
      const isUnsettled = draw.model.unicast.some(({ DadState }) => DadState === 'IpDadStateTentative');
      if (!isUnsettled && draw.chance(0.8)) return draw.weighted(addressCalls);
      return { subscribe: 'NotifyStableUnicastIpAddressTable', in: { Family: draw.anyFamily() } };
    },
  ],
];
