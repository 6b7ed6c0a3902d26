import type { Step } from '../random-steps';
import type { Draw, Weighted } from './draw';
import type { Given } from './given';

const states = [
  'NlnsPermanent',
  'NlnsReachable',
  'NlnsStale',
  'NlnsDelay',
  'NlnsProbe',
  'NlnsUnreachable',
  'NlnsIncomplete',
  7,
  -1,
  5,
] as const;

/** The key of a neighbor that stands, often, or of one that may come. */
const key = (draw: Draw, standingShare: number): Given => {
  const standing = draw.some(draw.model.neighbors, standingShare);
  if (standing !== undefined) return { Address: standing.Address, ...draw.placeOf(standing) };
  const place = draw.place();
  return { Address: draw.address(draw.familyAt(place), 0.2), ...place };
};

/** The row of a call; a share of them has the key of a neighbor that stands. */
const row = (draw: Draw, standingShare: number): Given => {
  const saved = draw.savedRow('neighbor', 0.1);
  if (saved !== undefined)
    return { $from: saved, ...draw.members({ State: draw.pick(['NlnsStale', 'NlnsPermanent']) }) };
  const place = key(draw, standingShare);
  return {
    ...place,
    ...draw.members({ PhysicalAddress: draw.physical(place) }, 0.97),
    ...draw.members({ State: draw.pick(states), IsRouter: draw.chance(0.5) }),
    ...draw.members(
      { Flags: draw.pick([0, 1, 3, 254, 255]), PhysicalAddressLength: draw.pick([0, 5, 6, 6, 6, 8, 33]) },
      0.1,
    ),
  };
};

const withRow = (draw: Draw, call: string, standingShare: number, others: Given = {}): Step => ({
  call,
  in: { Row: draw.chance(0.01) ? null : row(draw, standingShare), ...others },
});

/** Reports of the link name their interface by its index. */
const reported = (draw: Draw): Given => {
  const { Address, InterfaceIndex = draw.index() } = key(draw, 0.6);
  return { Address, InterfaceIndex };
};

const reportedWithPhysical = (draw: Draw): Given => {
  const place = reported(draw);
  return { ...place, PhysicalAddress: draw.physical(place) };
};

/** Reads of neighbors. */
export const neighborReads: readonly Weighted[] = [
  [4, (draw) => ({ ...withRow(draw, 'GetIpNetEntry2', 0.7), save: 'neighbor' })],
  [2, (draw) => ({ call: 'GetIpNetTable2', in: { Family: draw.anyFamily() } })],
];

/** Calls that change neighbors. */
export const neighborCalls: readonly Weighted[] = [
  [4, (draw) => withRow(draw, 'CreateIpNetEntry2', 0.2)],
  [3, (draw) => withRow(draw, 'SetIpNetEntry2', 0.8)],
  [1, (draw) => withRow(draw, 'DeleteIpNetEntry2', 0.7)],
  [
    1,
    (draw) => ({
      call: 'FlushIpNetTable2',
      in: { Family: draw.anyFamily(), InterfaceIndex: draw.pick([0, draw.index()]) },
    }),
  ],
  [
    4,
    (draw) => {
      const SourceAddress = draw.pick([null, draw.address(), 'AF_UNSPEC', '::', '0.0.0.0']);
      return withRow(draw, 'ResolveIpNetEntry2', 0.4, draw.members({ SourceAddress }, 0.2));
    },
  ],
];

/** What happens on the link. */
export const linkHappenings: readonly Weighted[] = [
  [3, (draw) => ({ host: 'neighbor-answers', ...reportedWithPhysical(draw) })],
  [1, (draw) => ({ host: 'neighbor-silent', ...reported(draw) })],
  [4, (draw) => ({ host: 'packet-sent', ...reported(draw) })],
  [2, (draw) => ({ host: 'reachability-confirmed', ...reported(draw) })],
  [3, (draw) => ({ host: 'neighbor-heard', ...reportedWithPhysical(draw) })],
  [
    3,
    (draw) => ({
      host: 'neighbor-advertises',
      ...reportedWithPhysical(draw),
      Solicited: draw.chance(0.5),
      Override: draw.chance(0.5),
      IsRouter: draw.chance(0.3),
    }),
  ],
];
