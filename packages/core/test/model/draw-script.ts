import { Random, type Step } from '../random-steps';
import { families } from './address-arithmetic';
import { Draw, firstIndexes, type Weighted } from './draw';
import { addressCalls, addressReads, competingAddresses, stableTables } from './draw-addresses';
import { connectivity } from './draw-connectivity';
import { advertisements, hardware, interfaceCalls, interfaceDrawn, interfaceReads } from './draw-interfaces';
import { linkHappenings, neighborCalls, neighborReads } from './draw-neighbors';
import { pathHappenings, pathReads } from './draw-paths';
import { competingRoutes, routeCalls, routeReads } from './draw-routes';
import { time } from './draw-time';
import { begin, play, type ModelScript } from './playing';

const reads: readonly Weighted[] = [
  ...routeReads,
  ...addressReads,
  ...neighborReads,
  ...interfaceReads,
  ...pathReads,
];

/** Moments are named, and read from later. */
const past: readonly Weighted[] = [
  [1, (draw) => ({ mark: draw.newMark() })],
  [
    2,
    (draw) => {
      const asOf = draw.someMark();
      if (asOf === undefined) return { mark: draw.newMark() };
      const { save: _, ...read } = draw.asOf(asOf).weighted(reads);
      return { ...read, asOf };
    },
  ],
];

const slices = {
  addresses: [...addressCalls, ...addressReads],
  advertisements,
  choices: [...competingRoutes, ...competingAddresses],
  connectivity,
  hardware,
  interfaces: [...interfaceCalls, ...interfaceReads],
  link: linkHappenings,
  neighbors: [...neighborCalls, ...neighborReads],
  past,
  paths: [...pathHappenings, ...pathReads],
  routes: [...routeCalls, ...routeReads],
  stable: stableTables,
  time,
} satisfies Readonly<Record<string, readonly Weighted[]>>;

type Slice = keyof typeof slices;

/** What scripts are mostly about, with how often they turn to each slice. */
export const subjects = {
  everything: {
    addresses: 5,
    advertisements: 2,
    hardware: 3,
    interfaces: 2,
    link: 3,
    neighbors: 3,
    paths: 1,
    routes: 4,
    time: 4,
  },
  addresses: { addresses: 8, advertisements: 2, hardware: 4, interfaces: 2, routes: 3, stable: 1, time: 5 },
  advertisements: { addresses: 1, advertisements: 8, hardware: 1, interfaces: 1, routes: 1, time: 4 },
  neighbors: { addresses: 1, hardware: 2, interfaces: 1, link: 8, neighbors: 6, time: 6 },
  routes: { addresses: 4, advertisements: 1, hardware: 2, interfaces: 2, routes: 10, time: 3 },
  choices: { addresses: 1, choices: 10, hardware: 1, interfaces: 1, time: 2 },
  connectivity: { connectivity: 10, hardware: 2, time: 2 },
  interfaces: { addresses: 2, hardware: 6, interfaces: 8, link: 1, time: 1 },
  paths: { addresses: 4, hardware: 1, interfaces: 1, paths: 8, time: 2 },
  past: {
    addresses: 6,
    advertisements: 2,
    hardware: 2,
    interfaces: 1,
    link: 3,
    neighbors: 4,
    past: 10,
    paths: 2,
    routes: 5,
    time: 2,
  },
} satisfies Readonly<Record<string, Readonly<Partial<Record<Slice, number>>>>>;

export type Subject = keyof typeof subjects;

const drawFor = (draw: Draw, subject: Subject): Step => {
  const shares: Readonly<Partial<Record<Slice, number>>> = subjects[subject];
  const choices = Object.entries(shares).map(([slice, share]): Weighted => [
    share,
    () => draw.weighted(slices[slice as Slice]),
  ]);
  return draw.weighted(choices);
};

const rowNotifications = ['NotifyRouteChange2', 'NotifyIpInterfaceChange', 'NotifyUnicastIpAddressChange'];
const otherNotifications = ['NotifyTeredoPortChange', 'NotifyNetworkConnectivityHintChange'];

/** Registrations before anything happens, in some order. */
const subscriptions = (draw: Draw): readonly Step[] => {
  const initial = (): object => draw.members({ InitialNotification: true }, 0.1);
  const steps = [
    ...rowNotifications.map((subscribe) => ({
      subscribe,
      in: { Family: draw.chance(0.8) ? 'AF_UNSPEC' : draw.pick(families), ...initial() },
    })),
    ...otherNotifications.map((subscribe) => ({ subscribe, in: initial() })),
  ];
  const first = draw.random.below(steps.length);
  return [...steps.slice(first), ...steps.slice(0, first)];
};

const tableCalls = [
  'GetIpInterfaceTable',
  'GetUnicastIpAddressTable',
  'GetAnycastIpAddressTable',
  'GetMulticastIpAddressTable',
  'GetIpForwardTable2',
  'GetIpNetTable2',
  'GetIpPathTable',
] as const;

/** Reads of everything that stands at the end, and that stood at moments named. */
const lastReads = (moments: readonly string[]): readonly Step[] => {
  const tables = [
    { call: 'GetIfTable2', in: {} },
    ...tableCalls.map((call) => ({ call, in: { Family: 'AF_UNSPEC' } })),
  ];
  return [...tables, ...moments.flatMap((asOf) => tables.map((table) => ({ ...table, asOf })))];
};

/** The script of a seed: so many random steps, mostly about one subject. */
export const drawScript =
  (subject: Subject) =>
  (seed: number, count: number): ModelScript => {
    const random = new Random(seed);
    const stacks = random.chance(0.85) ? families : [random.pick(families)];
    const now = random.pick([0, 1_767_225_600_000, 1_767_225_600_123]);
    const nothing: ModelScript = { seed, stacks, now, interfaces: [], steps: [] };
    const describing = new Draw(random, begin(nothing));
    const interfaces = firstIndexes
      .slice(0, 1 + random.below(firstIndexes.length))
      .map((index) => interfaceDrawn(describing, index));
    const playing = begin({ ...nothing, interfaces });
    const draw = new Draw(random, playing);
    const steps = [...subscriptions(draw)];
    for (const step of steps) play(playing, step);
    for (let left = count; left > 0; left -= 1) {
      const step = drawFor(draw, subject);
      play(playing, step);
      steps.push(step);
    }
    return { ...nothing, interfaces, steps: [...steps, ...lastReads(draw.lastMarks())] };
  };
