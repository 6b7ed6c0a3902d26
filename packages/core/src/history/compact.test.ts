import { createHost, openHost, type Host } from '../engine';
import { attachArchive, hmacSha256Hex, MemoryEventLog, type EventLog } from '../log';
import { netioapi } from '../netioapi';
import { compact, compactionPosition } from './compact';
import { history } from './history';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const key = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 } as const;
const routeKey = {
  InterfaceLuid: '0x0006000005000000',
  DestinationPrefix: '10.0.0.0/8',
  NextHop: '192.0.2.1',
};

/** Events 1 to 3 begin the host; a route comes at 1000 with event 4, is refused at 2000 and goes at 3000. */
const story = (log: EventLog = new MemoryEventLog()): Host => {
  const host = createHost({ now: 0, log, interfaces: [{ InterfaceIndex: 5 }] });
  const api = netioapi(host);
  api.CreateIpForwardEntry2({ Row: { ...key, ...lasting } }, { at: 1000, commandId: 'create' });
  api.CreateIpForwardEntry2({ Row: { ...key, ...lasting } }, { at: 2000 });
  api.DeleteIpForwardEntry2({ Row: key }, { at: 3000, commandId: 'delete' });
  host.advanceTo(4000);
  return host;
};

describe('a compaction', () => {
  it('says what it replaces, and keeps the numbers and instants of all else', () => {
    const host = story();
    const log = new MemoryEventLog();
    const { last, ...made } = {
      ...compact(host, { seq: 4, at: 2500 }, log),
      last: [...host.log.records(4, 4)][0],
    };
    expect(made).toEqual({
      position: { seq: 4, at: 2500 },
      replaced: { records: 4, events: 4, refusals: 1, firstAt: 0, hash: last?.hash },
      events: 1,
      head: log.head,
      stateHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect([...log.records()].map(({ n, kind, at }) => [n, kind, at])).toEqual([
      [1, 'base', 2500],
      [2, 'commit', 3000],
    ]);
    expect([...log.records(1, 1)][0]).toMatchObject({ logId: host.timeline.identity.logId, seq: 4 });
  });

  it('keeps the refusals of its own instant and later ones', () => {
    const log = new MemoryEventLog();
    compact(story(), { seq: 4, at: 2000 }, log);
    expect([...log.records()].map(({ kind }) => kind)).toEqual(['base', 'refusal', 'commit']);
  });

  it('can end with the last event, and with an instant after it', () => {
    const log = new MemoryEventLog();
    compact(story(), { at: 4000 }, log);
    expect(log.head).toMatchObject({ n: 1, seq: 5, at: 4000 });
    expect(openHost(log).clock).toBe(4000);
  });

  it.each([
    ['inside an append', { seq: 2 }, 'inside an append, which ends with event 3'],
    ['after the instant of the next event', { seq: 4, at: 3500 }, 'event 5 came before that instant'],
    ['before the instant of its event', { seq: 4, at: 500 }, 'that event came later, at 1000'],
    ['in the future', { seq: 9 }, 'has not come yet'],
  ])('is refused at a position %s, and nothing is written', (_, asOf, message) => {
    const log = new MemoryEventLog();
    expect(() => compact(story(), asOf, log)).toThrow(message);
    expect(log.head.n).toBe(0);
  });

  it('does not write over a log', () => {
    const host = story();
    expect(() => compact(host, { seq: 4 }, host.log)).toThrow('not empty');
  });

  it('forgets the command ids of what it replaces, unless the archive is at hand', () => {
    const host = story();
    const log = new MemoryEventLog();
    compact(host, { seq: 4 }, log);
    expect([log.findCommand('create'), log.findCommand('delete')?.n]).toEqual([undefined, 3]);
    const whole = attachArchive(log, host.log);
    expect([whole.findCommand('create')?.n, whole.findCommand('delete')?.n]).toEqual([3, 5]);
    expect(whole.findCommand('nobody')).toBeUndefined();
  });

  it('lets the history of a row begin with what stood', () => {
    const log = new MemoryEventLog();
    compact(story(), { seq: 4 }, log);
    expect(history(openHost(log), 'routes', routeKey).map(({ kind }) => kind)).toEqual(['base', 'removed']);
  });

  it('of a keyed log can be keyed again, or not', () => {
    const hasher = hmacSha256Hex('key');
    const host = story(new MemoryEventLog({ hasher }));
    for (const log of [new MemoryEventLog({ hasher }), new MemoryEventLog()]) {
      compact(host, { seq: 4 }, log);
      expect(openHost(log).state.routes.size).toBe(0);
      expect(attachArchive(log, host.log).head).toEqual(host.log.head);
    }
  });
});

describe('an archive', () => {
  const compacted = (): { readonly host: Host; readonly log: MemoryEventLog } => {
    const host = story();
    const log = new MemoryEventLog();
    compact(host, { seq: 4 }, log);
    return { host, log };
  };

  it('may be cut where the log begins', () => {
    const { host, log } = compacted();
    const archive = new MemoryEventLog();
    for (const { n: _n, prev: _prev, hash: _hash, ...draft } of host.log.records(1, 3))
      archive.append(archive.head.n, [draft]);
    expect([...attachArchive(log, archive).records()]).toEqual([...host.log.records()]);
  });

  it.each<[string, (host: Host) => EventLog, string]>([
    [
      'of another log',
      () => createHost({ now: 7, interfaces: [{ InterfaceIndex: 5 }] }).log,
      'ends with record 2',
    ],
    ['that differs at the seam', () => otherStory().log, 'its record 3 has hash'],
    ['that is empty', () => new MemoryEventLog(), 'ends with record 0'],
  ])('%s is refused', (_, archiveOf, message) => {
    const { host, log } = compacted();
    expect(() => attachArchive(log, archiveOf(host))).toThrow(message);
  });

  it('of a log that was never compacted is refused', () => {
    expect(() => attachArchive(story().log, story().log)).toThrow('was not compacted');
    expect(() => attachArchive(new MemoryEventLog(), story().log)).toThrow('no record at all');
  });

  it('is not written, and does not let two write', () => {
    const { host, log } = compacted();
    const whole = attachArchive(log, host.log);
    const { n } = host.log.head;
    openHost(whole).close();
    expect(() => whole.append(1, [])).toThrow();
    expect(host.log.head.n).toBe(n);
  });

  const otherStory = (): Host => {
    const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }] });
    for (const at of [1000, 2000])
      netioapi(host).CreateIpForwardEntry2({ Row: { ...key, ...lasting } }, { at: at + 1 });
    return host;
  };
});

describe('a policy', () => {
  it.each([
    ['one event', { maxEvents: 1 }, { seq: 4, at: 1000 }],
    ['no event', { maxEvents: 0 }, { seq: 5, at: 3000 }],
    ['as many as there are', { maxEvents: 5 }, undefined],
    ['so many that an append would be cut', { maxEvents: 4 }, { seq: 3, at: 0 }],
    ['the last two seconds', { maxAge: 2000 }, { seq: 4, at: 2000 }],
    ['all there ever was', { maxAge: 4000 }, undefined],
    ['the fewer of two', { maxAge: 3500, maxEvents: 1 }, { seq: 4, at: 1000 }],
    ['everything', {}, undefined],
  ])('keeps %s', (_, policy, position) => expect(compactionPosition(story(), policy)).toEqual(position));
});
