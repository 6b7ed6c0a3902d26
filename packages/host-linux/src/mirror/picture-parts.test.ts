import { doubtIntervals, takeReports, type LinuxTable, type Prefix } from '@netlapse/core';
import fc from 'fast-check';

import { dumpsOf } from '../../test/dumps-of';
import { BEGIN, link, mirroredHost, route } from '../../test/mirrored-host';
import { allRows } from '../../test/naive-rows';
import { propertyRuns } from '../../test/property-runs';
import { anyMessage } from '../../test/random-messages';
import { pictureParts } from './picture-parts';
import type { LinuxDump } from './resync';

const messages = fc.array(anyMessage, { minLength: 1, maxLength: 60 });

const objectsOf = (linux: LinuxTable): readonly object[] => [
  ...Array.from(linux.inOrderOfCreation()).flatMap(({ kind, object }) => (kind === 'route' ? [] : [object])),
  ...Array.from(linux.routeObjects(), ({ object }) => object),
];

const shown = (mirror: ReturnType<typeof mirroredHost>, dumps: readonly LinuxDump[]): void =>
  takeReports(mirror.host, [
    {
      kind: 'picture',
      at: mirror.host.clock,
      because: 'messages-lost',
      parts: (host, at) => pictureParts(host, dumps, at, -1),
    },
  ]);

it('comes to where one append comes to, whatever stands before and whatever the picture shows', () => {
  fc.assert(
    fc.property(messages, messages, (before, after) => {
      const dumps = dumpsOf(mirroredHost(...after).state.linux);
      const atOnce = mirroredHost(...before);
      atOnce.resync(dumps);
      const inParts = mirroredHost(...before);
      shown(inParts, dumps);
      expect(dumpsOf(inParts.state.linux)).toEqual(dumpsOf(atOnce.state.linux));
      expect(allRows(inParts.state)).toEqual(allRows(atOnce.state));
      const { seq } = inParts.state;
      shown(inParts, dumps);
      expect(inParts.state.seq).toBe(seq);
    }),
    propertyRuns(60),
  );
});

const prefixes = (first: number, count: number) =>
  Array.from({ length: count }, (_, n) =>
    route(`${first}.${n >> 8}.${n & 255}.0/24`, { oif: 2, gateway: '192.0.2.1' }),
  );

const dumpOf = (routes: ReturnType<typeof prefixes>): readonly LinuxDump[] => [
  { kind: 'link', objects: [link(2)] },
  { kind: 'route', families: ['inet'], objects: routes },
  { kind: 'route', families: ['inet6'], objects: [] },
];

it('is one append where it is small', () => {
  const mirror = mirroredHost();
  const { n } = mirror.host.log.head;
  takeReports(mirror.host, [
    {
      kind: 'picture',
      at: BEGIN,
      because: 'listening-began',
      parts: (host, at) => pictureParts(host, dumpOf(prefixes(10, 900)), at),
    },
  ]);
  expect(mirror.host.log.head.n).toBe(n + 1);
  expect(mirror.host.state.routes.size).toBe(900);
});

it('is told in appends of a bounded size and of one instant, each written before the next is made', () => {
  const mirror = mirroredHost();
  shown(mirror, dumpOf(prefixes(10, 5000)));
  const { host } = mirror;
  const from = host.log.head.n + 1;
  const writes: number[] = [];
  const { log } = host;
  const append = log.append.bind(log);
  jest.spyOn(log, 'append').mockImplementation((n, drafts) => {
    writes.push(drafts.length);
    return append(n, drafts);
  });
  const at = BEGIN + 60_000;
  takeReports(host, [
    { kind: 'doubt', at: at - 1000, because: 'messages-lost' },
    {
      kind: 'picture',
      at,
      because: 'messages-lost',
      parts: (m, now) => pictureParts(m, dumpOf(prefixes(11, 5000)), now),
    },
    { kind: 'certain', at },
  ]);
  const appends = [...log.records(from)].flatMap((record) => (record.kind === 'commit' ? [record] : []));
  expect(appends.length).toBeGreaterThanOrEqual(10);
  expect(new Set(appends.map((record) => [record.at, record.cause.name].join(' ')))).toEqual(
    new Set([`${at} resync`]),
  );
  for (const { events } of appends) expect(events.length).toBeLessThanOrEqual(2002);
  expect(writes.length).toBeGreaterThanOrEqual(8);
  expect(Math.max(...writes)).toBeLessThanOrEqual(4);
  expect(doubtIntervals(log.records(from))).toHaveLength(1);
  const routesAt = (instant: number) => host.view({ at: instant }).state.routes.size;
  expect([routesAt(at - 1), routesAt(at)]).toEqual([5000, 5000]);
  expect(host.view({ at }).state.routes.at('10.0.0.0/24' as Prefix)).toEqual([]);
  expect(objectsOf(host.state.linux)).toHaveLength(5001);
});
