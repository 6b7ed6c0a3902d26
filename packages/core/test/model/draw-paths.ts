import { familyOf } from './address-arithmetic';
import type { Draw, Weighted } from './draw';
import type { Given } from './given';

/** The key of a path that stands, or one from an own address to wherever, often to where one leads already. */
const key = (draw: Draw, standingShare: number): Given => {
  const standing = draw.some(draw.model.paths, standingShare);
  if (standing !== undefined) {
    const { Source, Destination } = standing;
    return { ...draw.placeOf(standing), Source, Destination };
  }
  const own = draw.some(draw.model.unicast, 0.7);
  const Source = own?.Address ?? draw.address(undefined, 0);
  const other = draw.some(draw.model.paths, 0.5);
  if (other === undefined)
    return { InterfaceIndex: draw.index(), Source, Destination: draw.address(familyOf(Source), 0) };
  const { Destination } = other;
  return { ...draw.placeOf(other), Source: draw.address(familyOf(Destination), 0), Destination };
};

const found = (draw: Draw): Given =>
  draw.members({
    CurrentNextHop: draw.pick(['10.0.0.1', 'fe80::1']),
    PathMtu: draw.pick([0, 1400]),
    IsReachable: draw.chance(0.7),
    LastReachable: draw.pick([0, 500, 0xffff_ffff]),
    RttMean: draw.pick([3, 4]),
    LinkTransmitSpeed: '5',
  });

/** Reads of paths. */
export const pathReads: readonly Weighted[] = [
  [
    4,
    (draw) => {
      const { Source, ...row } = key(draw, 0.8);
      return { call: 'GetIpPathEntry', in: { Row: { ...row, ...draw.members({ Source }) } } };
    },
  ],
  [2, (draw) => ({ call: 'GetIpPathTable', in: { Family: draw.anyFamily() } })],
];

/** What changes paths. */
export const pathHappenings: readonly Weighted[] = [
  [6, (draw) => ({ host: 'path-reported', ...key(draw, 0.5), ...found(draw) })],
  [1, (draw) => ({ host: 'path-gone', ...key(draw, 0.8) })],
  [0.3, (draw) => ({ call: 'FlushIpPathTable', in: { Family: draw.anyFamily() } })],
];
