import { Misreported, NeighborHost } from '../../test/neighbor-host';

const KNOWN = '02-AA-00-00-00-01';
const OTHER = '02-AA-00-00-00-02';
const key = { Address: '192.0.2.1', InterfaceIndex: 5 };
const withAddress = { ...key, PhysicalAddress: KNOWN };
const advertisement = { ...withAddress, Solicited: true, Override: true, IsRouter: true };

const reports = [
  ['neighbor-answers', withAddress],
  ['neighbor-silent', key],
  ['neighbor-answered', withAddress],
  ['neighbor-advertises', advertisement],
  ['neighbor-heard', withAddress],
  ['packet-sent', key],
  ['reachability-confirmed', key],
] as const;

describe.each(reports)('a report %s', (report, params) => {
  const appended = (host: NeighborHost, members: object): readonly string[] => {
    host.appended();
    host.report(report, { ...params, ...members });
    return host.appended();
  };

  it('of an unknown interface is an error that changes nothing', () => {
    const host = NeighborHost.ethernet();
    expect(() => host.report(report, { ...params, InterfaceIndex: 77 })).toThrow(Misreported);
    expect(() => host.report(report, { ...params, InterfaceIndex: 0 })).toThrow(Misreported);
    expect(host.appended()).toEqual([]);
  });

  it('that does not fit is ignored', () => {
    const host = new NeighborHost([
      { InterfaceIndex: 5 },
      { InterfaceIndex: 6, families: ['AF_INET6'] },
      { InterfaceIndex: 7, Type: 'IF_TYPE_TUNNEL' },
    ]);
    const unfit = [
      { InterfaceIndex: 6 },
      { InterfaceIndex: 7 },
      { Address: 'AF_UNSPEC' },
      { Address: '127.0.0.1' },
      { Address: '255.255.255.255' },
      { Address: 'fe80::1%6' },
    ];
    for (const members of unfit) expect(appended(host, members)).toEqual([]);
  });

  if ('PhysicalAddress' in params)
    it('with a physical address that does not fit is ignored', () => {
      const host = NeighborHost.ethernet();
      host.report('packet-sent', key);
      for (const PhysicalAddress of ['02-AA', '00-00-00-00-00-00'])
        expect(appended(host, { PhysicalAddress })).toEqual([]);
    });

  if (report !== 'neighbor-answers' && report !== 'neighbor-silent')
    it('leaves a static neighbor alone', () => {
      const host = NeighborHost.ethernet();
      host.call('CreateIpNetEntry2', { Row: { ...key, PhysicalAddress: OTHER } });
      expect(appended(host, {})).toEqual([]);
    });

  it('makes no neighbor of a group, nor of an own address', () => {
    const host = NeighborHost.ethernet();
    host.own(5, '192.0.2.9');
    host.ownAnycast(5, '192.0.2.10');
    for (const Address of ['224.0.0.1', 'ff02::1', '192.0.2.9', '192.0.2.10']) appended(host, { Address });
    expect(host.state.neighbors.size).toBe(0);
  });
});

describe('reports where no neighbor stands', () => {
  it.each(['neighbor-answered', 'neighbor-advertises', 'reachability-confirmed'] as const)(
    'ignore %s',
    (report) => {
      const host = NeighborHost.ethernet();
      host.report(
        report,
        report === 'reachability-confirmed'
          ? key
          : report === 'neighbor-answered'
            ? withAddress
            : advertisement,
      );
      expect(host.appended()).toEqual([]);
    },
  );

  it('resolve what traffic goes to', () => {
    const host = NeighborHost.ethernet();
    host.report('packet-sent', key);
    expect(host.neighbor(key.Address)).toMatchObject({ State: 'NlnsIncomplete', solicits: 1, dueAt: 1000 });
    host.report('packet-sent', key);
    expect(host.appended()).toEqual(['NeighborCreated NlnsIncomplete']);
  });

  it('find at once what answers at once', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-answers', withAddress);
    host.report('packet-sent', key);
    expect(host.appended()).toEqual(['NeighborBeganAnswering', 'NeighborCreated NlnsReachable']);
  });

  it('remember whom a request came from', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-heard', withAddress);
    expect(host.neighbor(key.Address)).toMatchObject({
      State: 'NlnsStale',
      PhysicalAddress: KNOWN,
      dueAt: null,
    });
    expect(host.appended()).toEqual(['NeighborCreated NlnsStale']);
  });
});

describe('reports about a neighbor that stands', () => {
  it('go through the machine and tell what became of it', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-heard', withAddress);
    host.report('packet-sent', key);
    host.report('reachability-confirmed', key);
    host.report('neighbor-heard', withAddress);
    host.report('neighbor-heard', { ...key, PhysicalAddress: OTHER });
    host.report('neighbor-advertises', { ...advertisement, PhysicalAddress: '' });
    host.report('neighbor-answered', withAddress);
    expect(host.appended()).toEqual([
      'NeighborCreated NlnsStale',
      'NeighborStateChanged NlnsDelay',
      'NeighborStateChanged NlnsReachable',
      'NeighborSet NlnsStale',
      'NeighborSet NlnsReachable',
      'NeighborSet NlnsReachable',
    ]);
    expect(host.neighbor(key.Address)).toMatchObject({ PhysicalAddress: KNOWN, IsRouter: true });
  });

  it('need neither a physical address nor flags that are not set', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-heard', withAddress);
    host.report('neighbor-advertises', { ...key, Solicited: true });
    expect(host.neighbor(key.Address)).toMatchObject({ State: 'NlnsReachable', IsRouter: false });
    host.report('neighbor-heard', { ...key });
    expect(host.appended()).toEqual(['NeighborCreated NlnsStale', 'NeighborStateChanged NlnsReachable']);
  });

  it('may name the interface by its LUID', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-heard', { ...withAddress, InterfaceIndex: 0, InterfaceLuid: '0x0006000005000000' });
    expect(host.entry(key.Address)?.InterfaceIndex).toBe(5);
  });
});

describe('the virtual link', () => {
  it('is told once who answers and who falls silent', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-silent', key);
    host.report('neighbor-answers', withAddress);
    host.report('neighbor-answers', withAddress);
    host.report('neighbor-answers', { ...key, PhysicalAddress: OTHER });
    host.report('neighbor-silent', key);
    host.report('neighbor-silent', key);
    expect(host.appended()).toEqual([
      'NeighborBeganAnswering',
      'NeighborBeganAnswering',
      'NeighborFellSilent',
    ]);
  });

  it('is not asked while the interface is not connected', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-answers', withAddress);
    host.setMedia(5, false);
    host.report('packet-sent', key);
    expect(host.entry(key.Address)?.State).toBe('NlnsIncomplete');
    host.setMedia(5, true);
    host.advance(1000);
    expect(host.entry(key.Address)?.State).toBe('NlnsReachable');
  });

  it('may answer for groups and for the host’s own addresses too: a probe goes to whom it is sent', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-answers', { ...withAddress, Address: '224.0.0.1' });
    host.call('CreateIpNetEntry2', {
      Row: { ...key, Address: '224.0.0.1', PhysicalAddress: OTHER, State: 'NlnsProbe' },
    });
    expect(host.entry('224.0.0.1')).toMatchObject({ State: 'NlnsReachable', PhysicalAddress: KNOWN });
  });
});
