import { MemoryEventLog, type LogRecord } from '../log';
import { netioapi, hardware } from '../netioapi';
import { stateHash } from '../state';
import { createHost, openHost, type CreateHostOptions } from './create-host';
import type { Host } from './host';

const ethernet = { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' };
const route = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 } as const;
const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };

const begin = (options: CreateHostOptions = {}): Host =>
  createHost({ now: 1000, interfaces: [ethernet], ...options });
const recordsOf = (host: Host): readonly LogRecord[] => [...host.log.records()];
const createRoute = (host: Host, members: object = {}, options = {}) =>
  netioapi(host).CreateIpForwardEntry2({ Row: { ...route, ...lasting, ...members } }, options);

describe('a command', () => {
  it('writes its events with its cause: function, parameters as given, actor and correlation', () => {
    const host = begin();
    createRoute(host, { Metric: 7 }, { actor: 'vpn', correlationId: 'connect' });
    const last = recordsOf(host).at(-1);
    expect(last).toMatchObject({
      kind: 'commit',
      at: 1000,
      status: 'STATUS_SUCCESS',
      cause: {
        kind: 'call',
        name: 'CreateIpForwardEntry2',
        params: { Row: { ...route, ...lasting, Metric: 7 } },
        actor: 'vpn',
        correlationId: 'connect',
      },
      events: [{ type: 'RouteCreated', v: 1, data: { Metric: 7, ageSince: 1000 } }],
    });
  });

  it('that is refused leaves a refusal in the log and no event', () => {
    const host = begin();
    createRoute(host);
    const { seq } = host.position;
    expect(createRoute(host).status).toBe('ERROR_OBJECT_ALREADY_EXISTS');
    expect(host.position.seq).toBe(seq);
    expect(recordsOf(host).at(-1)).toMatchObject({ kind: 'refusal', status: 'ERROR_OBJECT_ALREADY_EXISTS' });
  });

  it.each([
    ['none', 0, 0],
    ['refused', 1, 0],
    ['all', 1, 1],
  ] as const)('with auditing %s records %d refusals and %d noops', (auditing, refusals, noops) => {
    const host = begin({ auditing });
    createRoute(host);
    createRoute(host);
    netioapi(host).SetIpForwardEntry2({ Route: { ...route, ...lasting, Metric: 0xffff_ffff } });
    const kinds = recordsOf(host).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'refusal')).toHaveLength(refusals);
    expect(kinds.filter((kind) => kind === 'noop')).toHaveLength(noops);
  });

  it('keeps what JSON cannot hold in the record of its refusal as text', () => {
    const host = begin();
    const odd = {
      Metric: Number.NaN,
      NextHop: '\ud800',
      Publish: 1n,
      ValidLifetime: undefined,
      deep: () => 1,
    };
    expect(createRoute(host, odd).status).toBe('STATUS_INVALID_PARAMETER');
    const [last] = recordsOf(host).slice(-1);
    expect(last).toMatchObject({
      kind: 'refusal',
      cause: { params: { Row: { Metric: 'NaN', NextHop: '\ufffd', Publish: '1' } } },
    });
    expect(openHost(host.log).position).toEqual(host.position);
  });

  it.each([
    ['holds a control character', 'a\nb', 'a\ufffdb'],
    ['holds a lone surrogate', 'a\ud800', 'a\ufffd'],
    ['is that of a prototype', '__proto__', '__proto__'],
  ])('is refused by a status where the name of a member %s', (_, member, name) => {
    const host = begin();
    const Row = JSON.parse(`{${JSON.stringify(member)}: {"Metric": 1}}`) as object;
    expect(netioapi(host).CreateIpForwardEntry2({ Row }).status).toBe('STATUS_INVALID_PARAMETER');
    expect(recordsOf(host).at(-1)).toMatchObject({
      kind: 'refusal',
      check: `MIB_IPFORWARD_ROW2 has no member ${name}`,
    });
    expect(openHost(host.log).position).toEqual(host.position);
  });

  it('of an instant before the clock takes the clock’s', () => {
    const host = begin();
    host.advance(500);
    createRoute(host, {}, { at: 20 });
    expect(recordsOf(host).at(-1)?.at).toBe(1500);
  });

  it('of a later instant lets everything due by then happen first, each dated at its own instant', () => {
    const host = begin();
    createRoute(host, { ValidLifetime: 1, PreferredLifetime: 1 });
    createRoute(host, { DestinationPrefix: '10.1.0.0/16' }, { at: 9000 });
    const [expiry, creation] = recordsOf(host).slice(-2);
    expect(expiry).toMatchObject({
      at: 2000,
      cause: { kind: 'time', name: 'valid-lifetime', causationSeq: 4 },
      events: [{ type: 'RouteDeleted', data: { reason: 'expired' } }],
    });
    expect(creation?.at).toBe(9000);
  });

  it('takes its instants from the caller’s clock where one is given', () => {
    let now = 5000;
    const host = createHost({ clock: () => now, interfaces: [ethernet] });
    createRoute(host, { ValidLifetime: 10, PreferredLifetime: 10 });
    now = 9500;
    expect(netioapi(host).GetIpForwardEntry2({ Row: route })).toMatchObject({
      Row: { Age: 4, ValidLifetime: 6 },
    });
    now = 15_000;
    expect(netioapi(host).GetIpForwardEntry2({ Row: route }).status).toBe('STATUS_NOT_FOUND');
  });
});

describe('an expected position', () => {
  it.each([
    ['the last event', { seq: 3 }],
    ['no row, where none stands', { absent: true }],
  ] as const)('of %s lets the command pass', (_, expected) => {
    expect(createRoute(begin(), {}, { expect: expected }).status).toBe('STATUS_SUCCESS');
  });

  it.each([
    ['an older last event', { seq: 2 }],
    ['the row as an event left it, where none stands', { rowSeq: 4 }],
  ] as const)('of %s is a conflict: recorded, and nothing changes', (_, expected) => {
    const host = begin();
    const call = () => createRoute(host, {}, { expect: expected });
    expect(call).toThrow(expect.objectContaining({ code: 'Conflict', expected }) as Error);
    expect(recordsOf(host).at(-1)).toMatchObject({ kind: 'refusal', status: 'CONFLICT' });
    expect(host.state.routes.size).toBe(0);
  });

  it('of a row holds only while no later event has touched it', () => {
    const host = begin();
    createRoute(host);
    const set = (Metric: number) =>
      netioapi(host).SetIpForwardEntry2(
        { Route: { ...route, ...lasting, Metric } },
        { expect: { rowSeq: 4 } },
      );
    expect(set(1).status).toBe('STATUS_SUCCESS');
    expect(() => set(2)).toThrow(
      expect.objectContaining({ code: 'Conflict', actual: { rowSeq: 5 } }) as Error,
    );
  });

  it('knows the DNS settings that an interface’s GUID and a family name', () => {
    const InterfaceGuid = '{11111111-2222-3333-4444-555555555555}';
    const host = createHost({ now: 0, interfaces: [{ ...ethernet, InterfaceGuid }] });
    const set = (Flags: string, NameServer: string, expected: { absent: true } | { rowSeq: number }) =>
      netioapi(host).SetInterfaceDnsSettings(
        { Interface: InterfaceGuid, Settings: { Version: 1, Flags, NameServer } },
        { expect: expected },
      ).status;
    expect(set('2', '192.0.2.53', { absent: true })).toBe('STATUS_SUCCESS');
    expect(() => set('2', '192.0.2.54', { absent: true })).toThrow('rowSeq');
    expect(set('3', '2001:db8::53', { absent: true })).toBe('STATUS_SUCCESS');
    expect(set('2', '192.0.2.54', { rowSeq: 4 })).toBe('STATUS_SUCCESS');
  });

  it('of absence finds an IP interface that stands', () => {
    const host = begin();
    const Row = { Family: 'AF_INET', InterfaceIndex: 5, BaseReachableTime: 1, RetransmitTime: 1 } as const;
    expect(() => netioapi(host).SetIpInterfaceEntry({ Row }, { expect: { absent: true } })).toThrow(
      expect.objectContaining({ code: 'Conflict', actual: { rowSeq: 2 } }) as Error,
    );
  });
});

describe('a command id', () => {
  it('is carried out once: the same again returns the recorded status and changes nothing', () => {
    const host = begin();
    createRoute(host, {}, { commandId: 'a' });
    const { n } = host.log.head;
    expect(createRoute(host, {}, { commandId: 'a' })).toEqual({ status: 'STATUS_SUCCESS', repeated: true });
    expect(host.log.head.n).toBe(n);
  });

  it('repeats a refusal too, also where the command would succeed now', () => {
    const host = begin();
    createRoute(host);
    createRoute(host, {}, { commandId: 'b' });
    netioapi(host).DeleteIpForwardEntry2({ Row: route });
    expect(createRoute(host, {}, { commandId: 'b' })).toEqual({
      status: 'ERROR_OBJECT_ALREADY_EXISTS',
      repeated: true,
    });
  });

  it('with other parameters is an error of the caller', () => {
    const host = begin();
    createRoute(host, {}, { commandId: 'a' });
    expect(() => createRoute(host, { Metric: 3 }, { commandId: 'a' })).toThrow('in the log already');
  });

  it('counts inside the batch in which it was given as well', () => {
    const host = begin();
    host.batch(() => {
      createRoute(host, {}, { commandId: 'a' });
      expect(createRoute(host, {}, { commandId: 'a' })).toEqual({ status: 'STATUS_SUCCESS', repeated: true });
    });
    expect(recordsOf(host)).toHaveLength(3);
  });

  it('of a report that was taken before changes nothing again', () => {
    const host = begin();
    const report = hardware(host)['neighbor-answers'];
    const members = { InterfaceIndex: 5, Address: '192.0.2.1', PhysicalAddress: '02-00-00-00-00-01' };
    report(members, { commandId: 'a' });
    hardware(host)['neighbor-silent']({ InterfaceIndex: 5, Address: '192.0.2.1' });
    const { head } = host.log;
    report(members, { commandId: 'a' });
    expect(host.log.head).toEqual(head);
    expect(() => report({ ...members, Address: '192.0.2.2' }, { commandId: 'a' })).toThrow(
      'in the log already',
    );
  });
});

describe('a log that cannot be written', () => {
  class FailingLog extends MemoryEventLog {
    fails = false;
    override append(...given: Parameters<MemoryEventLog['append']>): ReturnType<MemoryEventLog['append']> {
      if (this.fails) throw new Error('disk full');
      return super.append(...given);
    }
  }

  it('leaves state, clock of the events and notifications as they were', () => {
    const log = new FailingLog();
    const host = begin({ log });
    const seen: unknown[] = [];
    netioapi(host).NotifyRouteChange2({ Callback: (...given) => seen.push(given) });
    const before = stateHash(host.state);
    log.fails = true;
    expect(() => createRoute(host)).toThrow('disk full');
    expect(stateHash(host.state)).toBe(before);
    expect(seen).toEqual([]);
    log.fails = false;
    expect(createRoute(host).status).toBe('STATUS_SUCCESS');
    expect(seen).toHaveLength(1);
  });

  it('undoes a whole batch', () => {
    const log = new FailingLog();
    const host = begin({ log });
    const before = stateHash(host.state);
    log.fails = true;
    expect(() =>
      host.batch(() => {
        createRoute(host);
        createRoute(host, { DestinationPrefix: '10.1.0.0/16' });
      }),
    ).toThrow('disk full');
    expect(stateHash(host.state)).toBe(before);
    log.fails = false;
    expect(createRoute(host).status).toBe('STATUS_SUCCESS');
    expect(openHost(log).position).toEqual(host.position);
  });
});

describe('a batch', () => {
  it('is one write, and its notifications follow it in order', () => {
    const host = begin();
    const seen: string[] = [];
    netioapi(host).NotifyRouteChange2({ Callback: (_, __, type) => seen.push(type) });
    host.batch(() => {
      createRoute(host);
      netioapi(host).DeleteIpForwardEntry2({ Row: route });
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual(['MibAddInstance', 'MibDeleteInstance']);
    expect(openHost(host.log).position).toEqual(host.position);
  });
});

describe('a host', () => {
  it('goes on from its log where it stopped', () => {
    const host = begin();
    createRoute(host, { ValidLifetime: 60, PreferredLifetime: 60 });
    const again = openHost(host.log);
    expect(again.clock).toBe(1000);
    expect(stateHash(again.state)).toBe(stateHash(host.state));
    again.advance(60_000);
    expect(again.state.routes.size).toBe(0);
  });

  it('that is closed takes nothing more', () => {
    const host = begin();
    host.close();
    expect(() => createRoute(host)).toThrow('the host is closed');
    expect(() => host.advance(1)).toThrow('the host is closed');
    expect(() => host.close()).not.toThrow();
  });

  it('that mirrors a live one refuses calls that would change it, bad input first', () => {
    const host = createHost({ now: 0, mirror: 'linux' });
    const Row = {
      DestinationPrefix: '10.0.0.0/8',
      NextHop: '0.0.0.0',
      InterfaceIndex: 1,
      ...lasting,
    } as const;
    expect(netioapi(host).CreateIpForwardEntry2({ Row }).status).toBe('STATUS_NOT_FOUND');
    expect(netioapi(host).CreateIpForwardEntry2({ Row: null }).status).toBe('STATUS_INVALID_PARAMETER');
    expect(() => hardware(host)['media-connects']({ InterfaceIndex: 1 })).toThrow('mirrored');
  });

  it('refuses to be advanced by what is no instant', () => {
    expect(() => begin().advance(0.5)).toThrow('whole milliseconds');
  });
});

describe('what falls due', () => {
  const address = { Address: '2001:db8::5', InterfaceIndex: 5, OnLinkPrefixLength: 64 } as const;
  const create = (host: Host): void =>
    void netioapi(host).CreateUnicastIpAddressEntry({
      Row: { ...address, PrefixOrigin: 3, SuffixOrigin: 3, ValidLifetime: 20, PreferredLifetime: 10 },
    });
  /** Rule and causationSeq of everything that time did. */
  const timeCauses = (host: Host): readonly string[] =>
    recordsOf(host).flatMap((record) =>
      record.kind === 'commit' && record.cause.kind === 'time'
        ? [`${record.cause.name} ${record.cause.causationSeq}`]
        : [],
    );

  it('names the event that set its timer, not a change of state since', () => {
    const host = begin();
    create(host);
    host.advance(30_000);
    expect(timeCauses(host)).toEqual(['dad 4', 'preferred-lifetime 4', 'valid-lifetime 4']);
  });

  it('names the Set that renewed the lifetimes, also where detection began anew after it', () => {
    const host = begin();
    create(host);
    const set = host.position.seq + 1;
    host.advance(500);
    netioapi(host).SetUnicastIpAddressEntry({
      Row: { ...address, PrefixOrigin: 3, SuffixOrigin: 3, ValidLifetime: 40, PreferredLifetime: 30 },
    });
    hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
    host.advance(5000);
    const again = host.position.seq + 2;
    hardware(host)['media-connects']({ InterfaceIndex: 5 });
    host.advance(60_000);
    expect(timeCauses(host)).toEqual([`dad ${again}`, `preferred-lifetime ${set}`, `valid-lifetime ${set}`]);
  });

  it('names the Set beside which the address ceased to be deprecated', () => {
    const host = begin();
    create(host);
    host.advance(12_000);
    const set = host.position.seq + 1;
    netioapi(host).SetUnicastIpAddressEntry({
      Row: { ...address, PrefixOrigin: 3, SuffixOrigin: 3, ValidLifetime: 40, PreferredLifetime: 30 },
    });
    expect(recordsOf(host).at(-1)).toMatchObject({
      events: [{ seq: set, type: 'UnicastAddressSet' }, { type: 'DadStateChanged' }],
    });
    host.advance(60_000);
    expect(timeCauses(host).slice(2)).toEqual([`preferred-lifetime ${set}`, `valid-lifetime ${set}`]);
  });
});
