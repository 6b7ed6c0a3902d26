import { gzipSync } from 'node:zlib';

import { littleEndian as compose, concat, hex, text } from '../../test/compose-message';
import { BEGIN } from '../../test/mirrored-host';
import { RTM } from '../netlink';
import { RtmonError } from '../rtmon';
import { importRtmon, type ImportProgress } from './import-rtmon';
import { mirrorLinux } from './mirror-linux';
import { RecordingBeforeHost } from './recording-before-host';

const { attribute, message, timestamp, u32 } = compose;

const eth = (index: number, header = {}): Uint8Array =>
  message(
    RTM.NEWLINK,
    concat(
      compose.ifinfomsg({ index, flags: 0x1_1043 }),
      attribute(3, text(`eth${index}`)),
      attribute(4, u32(1500)),
    ),
    header,
  );
const ipv4Route = (index: number, octet: number, header = {}): Uint8Array =>
  message(
    RTM.NEWROUTE,
    concat(
      compose.rtmsg({ length: 16 }),
      attribute(1, hex(`0a ${octet.toString(16).padStart(2, '0')} 00 00`)),
      attribute(4, u32(index)),
    ),
    header,
  );

const recording = concat(
  timestamp(BEGIN, 999),
  eth(2),
  timestamp(BEGIN + 1500),
  ipv4Route(2, 1, { flags: 0x600, pid: 4711 }),
  ipv4Route(2, 1, { flags: 0x600, pid: 4711 }),
  message(RTM.NEWNSID, new Uint8Array(8)),
  timestamp(BEGIN + 2000),
  ipv4Route(2, 2, { flags: 0x100 }),
);

const begun = () => mirrorLinux({ now: BEGIN, hostId: 'laptop' });

it('makes an append of each message that changes something, at its time stamp in milliseconds', () => {
  const host = begun();
  const summary = importRtmon(host, recording, { file: 'a.rtmon' });
  const commits = Array.from(host.log.records()).flatMap((record) =>
    record.kind === 'commit' ? [record] : [],
  );
  expect(commits.map(({ at, cause }) => ({ at, ...cause }))).toEqual([
    { at: BEGIN, kind: 'import', name: 'RTM_NEWLINK', params: {} },
    {
      at: BEGIN + 1500,
      actor: 'port 4711',
      kind: 'import',
      name: 'RTM_NEWROUTE',
      params: { flags: ['NLM_F_EXCL', 'NLM_F_CREATE'] },
    },
    { at: BEGIN + 2000, kind: 'import', name: 'RTM_NEWROUTE', params: { flags: ['NLM_F_REPLACE'] } },
  ]);
  expect(summary).toEqual({
    appends: 3,
    cutShortBytes: 0,
    events: 8,
    firstAt: BEGIN,
    lastAt: BEGIN + 2000,
    messages: 5,
    skipped: { 'message type not mirrored: RTM_NEWNSID': 1 },
  });
});

it('says what it passed over, and how often', () => {
  const host = begun();
  const bridge = message(RTM.DELLINK, compose.ifinfomsg({ family: 7, index: 2 }));
  const proxy = message(RTM.NEWNEIGH, concat(compose.ndmsg({ flags: 8 }), attribute(1, hex('c0000207'))));
  const overrun = message(4, u32(0));
  const bytes = concat(timestamp(BEGIN), bridge, bridge, proxy, overrun, eth(2).subarray(0, 20));
  expect(importRtmon(host, bytes, { file: 'a.rtmon' })).toMatchObject({
    appends: 0,
    cutShortBytes: 20,
    events: 0,
    messages: 4,
    skipped: {
      'not about an object: NLMSG_OVERRUN': 1,
      'proxy, no neighbor: RTM_NEWNEIGH': 1,
      'repeats a part of a link: RTM_DELLINK': 2,
    },
  });
});

it('reads what gzip compressed, and tells how far it is', () => {
  const host = begun();
  const many = concat(
    timestamp(BEGIN),
    eth(2),
    ...Array.from({ length: 7000 }, (_, index) => ipv4Route(2, index % 256)),
  );
  const progress: ImportProgress[] = [];
  importRtmon(host, gzipSync(many), { file: 'a.rtmon.gz', onProgress: (step) => progress.push(step) });
  const [first, last] = [progress[0], progress[progress.length - 1]];
  expect(progress.length).toBeGreaterThan(1);
  expect(first?.messages).toBeLessThan(7001);
  expect(first?.bytes).toBe(24 + eth(2).length + ((first?.messages ?? 0) - 2) * ipv4Route(2, 0).length);
  expect(last).toEqual({ at: BEGIN, bytes: many.length, messages: 7001, totalBytes: many.length });
});

it('writes many messages at a time', () => {
  const host = begun();
  const writes: number[] = [];
  const append = host.log.append.bind(host.log);
  host.log.append = (expected, drafts) => {
    writes.push(drafts.length);
    return append(expected, drafts);
  };
  const many = Array.from({ length: 1500 }, (_, index) =>
    ipv4Route(2, index % 256, { flags: index < 256 ? 0x400 : 0 }),
  );
  importRtmon(host, concat(timestamp(BEGIN), eth(2), ...many), { file: 'a.rtmon' });
  expect(writes).toEqual([257]);
});

it('refuses a recording that begins before the clock of the host, and imports nothing of it', () => {
  const host = begun();
  host.advance(5000);
  const before = host.log.head;
  const attempt = () => importRtmon(host, recording, { file: 'a.rtmon' });
  expect(attempt).toThrow(RecordingBeforeHost);
  expect(attempt).toThrow(
    'a.rtmon: the recording begins at 2027-01-15T08:00:00.000Z (1800000000000), ' +
      'before the clock of the host, which stands at 2027-01-15T08:00:05.000Z (1800000005000)',
  );
  expect(host.log.head).toEqual(before);
});

it('goes on with a later recording', () => {
  const host = begun();
  importRtmon(host, recording, { file: 'a.rtmon' });
  const later = concat(timestamp(BEGIN + 9000), eth(2), ipv4Route(2, 3));
  expect(importRtmon(host, later, { file: 'b.rtmon' })).toMatchObject({ appends: 1, messages: 2 });
});

it('dates a message that seems to come earlier at the clock, which never goes back', () => {
  const host = begun();
  importRtmon(host, concat(timestamp(BEGIN + 5000), eth(2), timestamp(BEGIN + 4000), ipv4Route(2, 1)), {
    file: 'a.rtmon',
  });
  expect(Array.from(host.state.routes.values(), ({ ageSince }) => ageSince)).toEqual([BEGIN + 5000]);
});

it('imports nothing of a recording that is broken anywhere, and says where that is', () => {
  const host = begun();
  const whole = concat(timestamp(BEGIN), eth(2), ipv4Route(2, 1));
  const attempt = () => importRtmon(host, concat(whole, u32(3), new Uint8Array(40)), { file: 'a.rtmon' });
  expect(attempt).toThrow(`a.rtmon: at byte ${whole.length}: a message says it has 3 bytes`);
  expect(host.log.head.n).toBe(1);
});

it('imports nothing of what is no recording', () => {
  const host = begun();
  expect(() => importRtmon(host, text('remember the milk'), { file: 'notes.txt' })).toThrow(RtmonError);
  expect(host.log.head.n).toBe(1);
});
