import {
  netioapi,
  stateDocument,
  takeReports,
  type Host,
  type HostState,
  type LiveReport,
} from '@netlapse/core';
import fc from 'fast-check';

import {
  address,
  BEGIN,
  delRoute,
  link,
  newAddress,
  newLink,
  newRoute,
  route,
} from '../../test/mirrored-host';
import { propertyRuns } from '../../test/property-runs';
import { anyMessage } from '../../test/random-messages';
import { mirrorLinux } from '../mirror';
import type { DecodedMessage } from '../netlink';
import { keptMessageReport, messageReport, type MessageReader } from './live-messages';
import { PortOwners } from './port-owners';

/** Messages with the time that passed since the one before, which may be below zero, and whether they were kept. */
const heard = fc.array(
  fc.record({
    message: anyMessage,
    pass: fc.constantFrom(0, 0, 0, 1, 700, -3),
    pid: fc.constantFrom(0, 4711, 4712),
    isKept: fc.boolean(),
  }),
  { minLength: 1, maxLength: 120 },
);

interface Heard {
  readonly message: DecodedMessage;
  readonly pass: number;
  readonly pid: number;
  readonly isKept: boolean;
}

const reportsOf = (all: readonly Heard[], unsure: string[]): readonly LiveReport<HostState>[] => {
  let at = BEGIN;
  return all.flatMap(({ isKept, message, pass, pid }, index) => {
    at += pass;
    const reader: MessageReader = {
      owners: new PortOwners('/nowhere'),
      onUnsure: () => unsure.push(`message ${index}`),
    };
    const spoken = 'pid' in message ? { ...message, pid } : message;
    return (isKept ? keptMessageReport : messageReport)(spoken, at, reader) ?? [];
  });
};

/** Whose changes are listened to: nobody's, all of routes, those of hints and interfaces. */
type Listening = 'to nothing' | 'to routes' | 'to hints';

/** A mirror, and what who listens to it was told. */
const mirrorHeard = (listening: Listening): { readonly host: Host; readonly told: unknown[] } => {
  const host = mirrorLinux({ now: BEGIN });
  const told: unknown[] = [];
  const api = netioapi(host);
  const Callback = (_: unknown, row: object | null, kind?: unknown): void => void told.push({ row, kind });
  if (listening === 'to routes') api.NotifyRouteChange2({ Callback });
  if (listening === 'to hints') api.NotifyNetworkConnectivityHintChange({ Callback });
  return { host, told };
};

const compare = (listening: Listening, all: readonly Heard[]): void => {
  const [together, oneByOne] = [mirrorHeard(listening), mirrorHeard(listening)];
  const unsure: readonly [string[], string[]] = [[], []];
  takeReports(together.host, reportsOf(all, unsure[0]));
  const { host } = oneByOne;
  for (const report of reportsOf(all, unsure[1])) {
    if (report.kind !== 'message') continue;
    const at = Math.max(report.at, host.clock);
    host.mirror({ ...report, at }, (state) => report.decide(state, at));
  }
  // The logs differ in their ids alone.
  const told = ({ log }: Host) => Array.from(log.records(2), ({ hash: _, prev: __, ...record }) => record);
  expect(told(together.host)).toEqual(told(host));
  expect(stateDocument(together.host.state)).toEqual(stateDocument(host.state));
  expect(unsure[0]).toEqual(unsure[1]);
  expect(together.told).toEqual(oneByOne.told);
};

it.each<Listening>(['to nothing', 'to routes', 'to hints'])(
  'messages taken together make the records, states and notifications that they make one by one; listening %s',
  (listening) => {
    fc.assert(
      fc.property(heard, (all) => compare(listening, all)),
      propertyRuns(60),
    );
  },
);

/** Routes to many prefixes, now and then to one of them again, and few other messages. */
const wideRoute = fc
  .record({
    place: fc.integer({ min: 0, max: 500 }),
    oif: fc.integer({ min: 1, max: 3 }),
    metric: fc.constantFrom(undefined, 100),
    isGone: fc.boolean(),
  })
  .map(({ isGone, metric, oif, place }) => {
    const members = { gateway: '192.0.2.7', oif, ...(metric === undefined ? {} : { metric }) };
    const body = route(`10.0.${place >> 8}.${place & 255}`, members);
    return isGone ? delRoute(body) : newRoute(body);
  });

const pouring = fc
  .array(fc.oneof({ weight: 60, arbitrary: wideRoute }, { weight: 1, arbitrary: anyMessage }), {
    minLength: 200,
    maxLength: 1200,
  })
  .map((messages) => {
    const begin = [newLink(link(1)), newLink(link(2)), newAddress(address(2, '192.0.2.1/24'))];
    return [...begin, ...messages].map((message): Heard => ({ message, pass: 0, pid: 0, isKept: false }));
  });

it('routes that pour in are folded as one by one', () => {
  fc.assert(
    fc.property(pouring, (all) => compare('to nothing', all)),
    propertyRuns(12),
  );
});
