import type { DomainEvent } from '../catalogue';
import { createHost, forkHost, type Host } from '../engine';
import { hardware, netioapi } from '../netioapi';
import { NotReplayable, replay } from './replay';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const key = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 } as const;
const ethernet = { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' };

/** A route comes at 1000, is refused again at 2000 and goes at 3000; the link is lost at 4000. */
const story = (): Host => {
  const host = createHost({ now: 0, interfaces: [ethernet] });
  const api = netioapi(host);
  host.mark('begun');
  api.CreateIpForwardEntry2({ Row: { ...key, ...lasting, Metric: 1 } }, { at: 1000, actor: 'vpn' });
  api.CreateIpForwardEntry2({ Row: { ...key, ...lasting, Metric: 2 } }, { at: 2000, correlationId: 'c' });
  api.DeleteIpForwardEntry2({ Row: key }, { at: 3000 });
  hardware(host)['media-disconnects']({ InterfaceIndex: 5 }, { at: 4000 });
  host.advanceTo(5000);
  return host;
};

/** Record number of the only record of that name, or the one of a status. */
const numberOf = (host: Host, name: string, status = 'STATUS_SUCCESS'): number => {
  for (const record of host.log.records())
    if ('cause' in record && record.cause.name === name && record.status === status) return record.n;
  throw new Error(`no ${name} with ${status}`);
};

describe('a replay', () => {
  it('tells the statuses then and now, and what differs in the end', () => {
    const host = story();
    const skipped = numberOf(host, 'CreateIpForwardEntry2');
    const { causes, difference } = replay(host, forkHost(host, 'begun'), { skip: [skipped] });
    expect(
      causes.map(({ cause, change, statusThen, statusNow }) => [cause.name, change, statusThen, statusNow]),
    ).toEqual([
      ['CreateIpForwardEntry2', 'skipped', 'STATUS_SUCCESS', null],
      ['CreateIpForwardEntry2', 'none', 'ERROR_OBJECT_ALREADY_EXISTS', 'STATUS_SUCCESS'],
      ['DeleteIpForwardEntry2', 'none', 'STATUS_SUCCESS', 'STATUS_SUCCESS'],
      ['media-disconnects', 'none', 'STATUS_SUCCESS', 'STATUS_SUCCESS'],
    ]);
    expect(difference.routes).toEqual({ added: [], removed: [], changed: [] });
  });

  it('answers what if that route had never been deleted', () => {
    const host = story();
    const skip = [numberOf(host, 'DeleteIpForwardEntry2')];
    const fork = forkHost(host, 'begun');
    expect(replay(host, fork, { skip }).difference.routes.added).toEqual([
      expect.objectContaining({ DestinationPrefix: '10.0.0.0/8', Metric: 1 }),
    ]);
    expect(fork.clock).toBe(5000);
  });

  it('gives a call other parameters, and writes down that it was run again, by whom', () => {
    const host = story();
    const n = numberOf(host, 'CreateIpForwardEntry2');
    const skip = [numberOf(host, 'DeleteIpForwardEntry2')];
    const fork = forkHost(host, 'begun');
    const Row = { ...key, ...lasting, Metric: 77 };
    const { causes, difference } = replay(host, fork, { skip, replace: { [n]: { Row } } });
    expect(causes[0]).toMatchObject({ n, change: 'replaced', statusNow: 'STATUS_SUCCESS' });
    expect(difference.routes.added).toEqual([expect.objectContaining({ Metric: 77 })]);
    const written = [...fork.log.records(2)].map((record) => 'cause' in record && record.cause);
    expect(written).toEqual([
      { kind: 'replay', name: 'CreateIpForwardEntry2', params: { Row }, actor: 'vpn' },
      expect.objectContaining({ kind: 'replay', correlationId: 'c' }),
      expect.objectContaining({ kind: 'replay', name: 'media-disconnects' }),
    ]);
  });

  it('runs again what was itself a replay', () => {
    const host = story();
    const fork = forkHost(host, 'begun');
    replay(host, fork);
    const again = forkHost(fork, { seq: fork.timeline.firstSeq });
    expect(replay(fork, again).causes.map(({ statusThen, statusNow }) => statusNow === statusThen)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('lets time do what it does: a route that would have expired meanwhile does', () => {
    const host = createHost({ now: 0, interfaces: [ethernet] });
    const api = netioapi(host);
    host.mark('begun');
    api.CreateIpForwardEntry2({ Row: { ...key, ...lasting, ValidLifetime: 9, PreferredLifetime: 9 } });
    api.SetIpForwardEntry2({ Route: { ...key, ...lasting } }, { at: 1000 });
    const skip = [numberOf(host, 'SetIpForwardEntry2')];
    host.advanceTo(10_000);
    expect(replay(host, forkHost(host, 'begun'), { skip }).difference.routes.removed).toHaveLength(1);
  });

  it('tells of a report that cannot be there, and of a call whose expectation is not known', () => {
    const host = createHost({ now: 0, interfaces: [ethernet] });
    host.mark('begun');
    hardware(host)['interface-arrives']({ interface: { ...ethernet, InterfaceIndex: 9, Alias: 'Nine' } });
    const arrival = host.log.head.n;
    hardware(host)['media-disconnects']({ InterfaceIndex: 9 });
    expect(() => netioapi(host).DeleteIpForwardEntry2({ Row: key }, { expect: { seq: 999 } })).toThrow(
      'expected',
    );
    const { causes } = replay(host, forkHost(host, 'begun'), { skip: [arrival] });
    expect(causes.map(({ statusThen, statusNow }) => [statusThen, statusNow])).toEqual([
      ['STATUS_SUCCESS', null],
      ['STATUS_SUCCESS', 'REFUSED'],
      ['CONFLICT', null],
    ]);
    expect(causes[1]?.why).toContain('media-disconnects');
    expect(causes[2]?.why).toContain('expected');
  });

  it('stops at the end of its stretch', () => {
    const host = story();
    const fork = forkHost(host, 'begun');
    expect(replay(host, fork, { to: { at: 2500 } }).causes).toHaveLength(2);
    expect(fork.clock).toBe(2500);
    expect(replay(host, forkHost(host, 'begun'), { from: { at: 2500 } }).causes).toHaveLength(2);
  });

  it.each([
    ['to skip a record of another stretch', () => ({ skip: [99] })],
    ['to skip what time did', ({ log }: Host) => ({ skip: [log.head.n] })],
    ['other parameters for the first record', () => ({ replace: { 1: {} } })],
  ])('refuses %s, before anything is run', (_, optionsFor) => {
    const host = createHost({ now: 0, interfaces: [ethernet] });
    netioapi(host).CreateIpForwardEntry2({ Row: { ...key, ValidLifetime: 1, PreferredLifetime: 1 } });
    host.advanceTo(5000);
    const fork = forkHost(host, { seq: 0 });
    expect(() => replay(host, fork, optionsFor(host))).toThrow(NotReplayable);
    expect(fork.log.head.n).toBe(1);
  });
});

describe('a replay of a mirrored host', () => {
  const route = (Metric: number): Extract<DomainEvent, { type: 'RouteCreated' }> =>
    ({
      type: 'RouteCreated',
      data: {
        InterfaceLuid: '0x0006000005000000',
        InterfaceIndex: 5,
        DestinationPrefix: '10.0.0.0/8',
        NextHop: '192.0.2.1',
        SitePrefixLength: 0,
        Metric,
        Protocol: 'MIB_IPPROTO_NETMGMT',
        Loopback: false,
        AutoconfigureAddress: false,
        Publish: false,
        Immortal: false,
        Origin: 'NlroManual',
        validUntil: null,
        preferredUntil: null,
        ageSince: 0,
      },
    }) as never;

  const deletion = (): DomainEvent =>
    ({ type: 'RouteDeleted', data: { ...keyOf(route(1).data), reason: 'host-report' } }) as never;
  const keyOf = ({
    InterfaceLuid,
    InterfaceIndex,
    DestinationPrefix,
    NextHop,
  }: ReturnType<typeof route>['data']): object => ({
    InterfaceLuid,
    InterfaceIndex,
    DestinationPrefix,
    NextHop,
  });

  const mirrored = (): Host => {
    const host = createHost({ now: 0, interfaces: [ethernet], mirror: 'linux' });
    const say = (at: number, name: string, event: DomainEvent): void =>
      host.mirror({ at, name, params: {} }, () => [event]);
    host.mark('begun');
    say(1000, 'RTM_NEWROUTE', route(1));
    say(2000, 'RTM_DELROUTE', deletion());
    say(3000, 'RTM_NEWROUTE', route(2));
    say(4000, 'RTM_DELROUTE', deletion());
    return host;
  };

  it('comes to the same end on its fork, which is a model', () => {
    const host = mirrored();
    const fork = forkHost(host, 'begun');
    const { causes, difference } = replay(host, fork);
    expect(causes.map(({ statusNow }) => statusNow)).toEqual(Array(4).fill('STATUS_SUCCESS'));
    expect(difference.routes).toEqual({ added: [], removed: [], changed: [] });
    expect(fork.mirrored).toBe(false);
  });

  it('fits what follows to what was left out: a route that is still there is set', () => {
    const host = mirrored();
    const deletions = [...host.log.records()].flatMap((record) =>
      'cause' in record && record.cause.name === 'RTM_DELROUTE' ? [record.n] : [],
    );
    const fork = forkHost(host, 'begun');
    const { difference } = replay(host, fork, { skip: deletions });
    expect(difference.routes.added).toEqual([expect.objectContaining({ Metric: 2 })]);
    const types = [...fork.log.records(2)].flatMap((record) =>
      record.kind === 'commit' ? record.events.map(({ type }) => type) : [],
    );
    expect(types).toEqual(['RouteCreated', 'RouteSet']);
  });

  it('drops the end of a row that never was', () => {
    const host = mirrored();
    const creations = [...host.log.records()].flatMap((record) =>
      'cause' in record && record.cause.name === 'RTM_NEWROUTE' ? [record.n] : [],
    );
    const fork = forkHost(host, 'begun');
    replay(host, fork, { skip: creations });
    expect(fork.log.head.n).toBe(1);
  });

  it('takes no other parameters for a message', () => {
    const host = mirrored();
    expect(() => replay(host, forkHost(host, 'begun'), { replace: { [host.log.head.n]: {} } })).toThrow(
      'takes no other parameters',
    );
  });
});
