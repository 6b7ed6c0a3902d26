import { NeighborHost } from '../../test/neighbor-host';
import { resolutionStatus } from './resolve';

const KNOWN = '02-AA-00-00-00-01';
const key = { Address: '192.0.2.1', InterfaceIndex: 5 };
const resolve = (host: NeighborHost, params: object = {}): { status: string; out?: object } =>
  host.call('ResolveIpNetEntry2', { Row: key, ...params });

const answeringHost = (): NeighborHost => {
  const host = NeighborHost.ethernet();
  host.report('neighbor-answers', { ...key, PhysicalAddress: KNOWN });
  host.appended();
  return host;
};

describe('ResolveIpNetEntry2', () => {
  it('refuses in the order of its checks', () => {
    const host = new NeighborHost(
      [
        { InterfaceIndex: 5, MediaConnectState: 'MediaConnectStateDisconnected' },
        { InterfaceIndex: 6, families: ['AF_INET'] },
        { InterfaceIndex: 7, Type: 'IF_TYPE_TUNNEL', MediaConnectState: 'MediaConnectStateDisconnected' },
      ],
      ['AF_INET', 'AF_INET6'],
    );
    const ipv4Only = new NeighborHost([{ InterfaceIndex: 5 }], ['AF_INET']);
    const status = (on: NeighborHost, Row: unknown, SourceAddress: unknown): string =>
      on.call('ResolveIpNetEntry2', { Row, SourceAddress }).status;
    expect([
      status(host, null, '2001:db8::9'),
      status(host, { Address: '127.0.0.1', InterfaceIndex: 77 }, '192.0.2.9'),
      status(ipv4Only, { Address: '2001:db8::1', InterfaceIndex: 77 }, '192.0.2.9'),
      status(ipv4Only, { Address: '2001:db8::1', InterfaceIndex: 77 }, 'nonsense'),
      status(ipv4Only, { Address: '2001:db8::1' }, '2001:db8::9'),
      status(ipv4Only, { Address: '2001:db8::1', InterfaceIndex: 77 }, '2001:db8::9'),
      status(host, { Address: 'fe80::1%5', InterfaceIndex: 6 }, 'fe80::9'),
      status(host, { Address: 'fe80::1%6', InterfaceIndex: 5 }, 'fe80::9'),
      status(host, { Address: '192.0.2.1', InterfaceIndex: 7 }, '192.0.2.9'),
      status(host, { Address: '192.0.2.1', InterfaceIndex: 7 }, null),
      status(host, { Address: '192.0.2.1', InterfaceIndex: 5 }, null),
    ]).toEqual([
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_FOUND',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_FOUND',
      'STATUS_NOT_SUPPORTED',
      'STATUS_BAD_NETWORK_NAME',
    ]);
    expect(host.appended()).toEqual([]);
  });

  it('refuses a mirrored host', () => {
    const host = answeringHost();
    host.mirrored = true;
    expect(resolve(host).status).toBe('STATUS_NOT_SUPPORTED');
  });

  it('gives the row of a neighbor that answers at once', () => {
    const host = answeringHost();
    expect(resolve(host)).toMatchObject({
      status: 'STATUS_SUCCESS',
      out: {
        Row: { ...key, PhysicalAddress: KNOWN, State: 'NlnsReachable', InterfaceLuid: '0x0006000005000000' },
      },
    });
    expect(host.appended()).toEqual(['NeighborCreated NlnsReachable']);
  });

  it('fails where the link is silent, yet goes on by time', () => {
    const host = NeighborHost.ethernet();
    expect(resolve(host)).toEqual({ status: 'STATUS_BAD_NETWORK_NAME' });
    expect(host.appended()).toEqual(['NeighborCreated NlnsIncomplete']);
    expect(resolutionStatus(host.neighbor(key.Address))).toBeUndefined();
    host.advance(2999);
    expect(host.entry(key.Address)?.State).toBe('NlnsIncomplete');
    host.advance(1);
    expect(host.entry(key.Address)?.State).toBe('NlnsUnreachable');
    expect(resolutionStatus(host.neighbor(key.Address))).toBe('STATUS_BAD_NETWORK_NAME');
  });

  it('succeeds later where a later solicitation is answered', () => {
    const host = NeighborHost.ethernet();
    resolve(host);
    host.report('neighbor-answers', { ...key, PhysicalAddress: KNOWN });
    expect(host.entry(key.Address)?.State).toBe('NlnsIncomplete');
    host.advance(1000);
    expect(host.entry(key.Address)).toMatchObject({ State: 'NlnsReachable', PhysicalAddress: KNOWN });
    expect(resolutionStatus(host.neighbor(key.Address))).toBe('STATUS_SUCCESS');
    host.call('DeleteIpNetEntry2', { Row: key });
    expect(resolutionStatus(host.neighbor(key.Address))).toBe('STATUS_NOT_FOUND');
  });

  it('flushes what stands, static or not, and carries nothing over', () => {
    const host = NeighborHost.ethernet();
    const Row = { ...key, PhysicalAddress: KNOWN, IsRouter: true };
    host.call('CreateIpNetEntry2', { Row });
    resolve(host);
    expect(host.appended()).toEqual([
      'NeighborCreated NlnsPermanent',
      'NeighborDeleted flushed',
      'NeighborCreated NlnsIncomplete',
    ]);
    host.call('SetIpNetEntry2', { Row: { ...Row, State: 'NlnsReachable' } });
    host.report('neighbor-answers', { ...key, PhysicalAddress: '02-AA-00-00-00-02' });
    host.advance(10);
    host.appended();
    expect(resolve(host)).toMatchObject({
      out: { Row: { IsRouter: false, PhysicalAddress: '02-AA-00-00-00-02' } },
    });
    expect(host.appended()).toEqual(['NeighborDeleted flushed', 'NeighborCreated NlnsReachable']);
  });

  it('flushes nothing where the interface is not connected', () => {
    const host = answeringHost();
    host.call('CreateIpNetEntry2', { Row: { ...key, PhysicalAddress: KNOWN } });
    host.setMedia(5, false);
    host.appended();
    expect(resolve(host)).toMatchObject({ status: 'STATUS_BAD_NETWORK_NAME' });
    expect(host.appended()).toEqual([]);
    expect(host.entry(key.Address)?.State).toBe('NlnsPermanent');
  });

  it('gives the interface’s own physical address for an address of the host', () => {
    const host = answeringHost();
    host.own(5, key.Address, 'IpDadStateTentative');
    host.ownAnycast(5, '192.0.2.7');
    host.setMedia(5, false);
    for (const Address of [key.Address, '192.0.2.7'])
      expect(resolve(host, { Row: { ...key, Address } })).toEqual({
        status: 'STATUS_SUCCESS',
        out: {
          Row: {
            Address,
            InterfaceIndex: 5,
            InterfaceLuid: '0x0006000005000000',
            PhysicalAddress: '02-00-00-00-00-05',
            PhysicalAddressLength: 6,
            State: 'NlnsPermanent',
            IsRouter: false,
            IsUnreachable: false,
            Flags: 0,
            ReachabilityTime: { LastReachable: 0, LastUnreachable: 0 },
          },
        },
      });
    expect(host.appended()).toEqual([]);
  });

  it('derives the physical address of a group, connected or not', () => {
    const host = NeighborHost.ethernet();
    host.setMedia(5, false);
    const group = { Row: { Address: '224.0.0.251', InterfaceIndex: 5 } };
    const derived = { out: { Row: { PhysicalAddress: '01-00-5E-00-00-FB', State: 'NlnsPermanent' } } };
    expect(resolve(host, group)).toMatchObject(derived);
    expect(resolve(host, group)).toMatchObject(derived);
    expect(host.appended()).toEqual(['NeighborCreated NlnsPermanent']);
    host.call('SetIpNetEntry2', { Row: { ...group.Row, PhysicalAddress: KNOWN } });
    expect(resolve(host, group)).toMatchObject(derived);
    expect(host.appended()).toEqual([
      'NeighborSet NlnsPermanent',
      'NeighborDeleted flushed',
      'NeighborCreated NlnsPermanent',
    ]);
    host.call('SetIpNetEntry2', {
      Row: { ...group.Row, PhysicalAddress: '01-00-5E-00-00-FB', State: 'NlnsStale' },
    });
    host.appended();
    resolve(host, group);
    expect(host.appended()).toEqual(['NeighborDeleted flushed', 'NeighborCreated NlnsPermanent']);
  });

  it('asks the link for a group where none can be derived', () => {
    const host = new NeighborHost([{ InterfaceIndex: 5, Type: 'IF_TYPE_INFINIBAND' }]);
    expect(resolve(host, { Row: { Address: 'ff02::1', InterfaceIndex: 5 } }).status).toBe(
      'STATUS_BAD_NETWORK_NAME',
    );
    expect(host.appended()).toEqual(['NeighborCreated NlnsIncomplete']);
  });

  it('looks at nothing in Row but the key', () => {
    const Row = {
      ...key,
      PhysicalAddress: 'nonsense',
      PhysicalAddressLength: 99,
      State: 'NlnsIncomplete',
      Flags: -1,
    };
    expect(resolve(answeringHost(), { Row }).status).toBe('STATUS_SUCCESS');
  });
});

describe('SourceAddress', () => {
  const status = (SourceAddress: unknown, Address = key.Address): string => {
    const host = answeringHost();
    host.own(5, '192.0.2.9');
    host.own(5, '192.0.2.10', 'IpDadStateDeprecated');
    host.own(5, '192.0.2.11', 'IpDadStateTentative');
    host.own(5, '192.0.2.12', 'IpDadStateDuplicate');
    host.own(5, 'fe80::9');
    host.ownAnycast(5, '192.0.2.13');
    host.report('neighbor-answers', { Address, InterfaceIndex: 5, PhysicalAddress: KNOWN });
    return resolve(host, { Row: { Address, InterfaceIndex: 5 }, SourceAddress }).status;
  };

  it.each([null, undefined, '', 'AF_UNSPEC', '0.0.0.0', '::'])('of %j leaves the choice open', (source) => {
    expect(status(source)).toBe('STATUS_SUCCESS');
  });

  it.each(['192.0.2.9', '192.0.2.10'])('may be %s, preferred or deprecated', (source) => {
    expect(status(source)).toBe('STATUS_SUCCESS');
  });

  it.each(['192.0.2.8', '192.0.2.11', '192.0.2.12', '192.0.2.13'])(
    'must not be %s, which cannot be used',
    (source) => {
      expect(status(source)).toBe('STATUS_NOT_FOUND');
    },
  );

  it.each([5, {}, '10.0.0.0/33', '2001:db8::9'])('of %j is not fit', (source) => {
    expect(status(source)).toBe('STATUS_INVALID_PARAMETER');
  });

  it('may bear the scope id of the interface alone', () => {
    expect(status('fe80::9', 'fe80::1')).toBe('STATUS_SUCCESS');
    expect(status('fe80::9%5', 'fe80::1')).toBe('STATUS_SUCCESS');
    expect(status('fe80::9%6', 'fe80::1')).toBe('STATUS_NOT_FOUND');
  });
});
