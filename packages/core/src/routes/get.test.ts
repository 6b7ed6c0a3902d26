import { ethernet, initialized, RouteHost } from '../../test/route-host';
import { routeApi, type GetIpForwardTable2Params } from '.';

const key = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 };

describe('GetIpForwardEntry2', () => {
  it('fills the whole row, by LUID or index', () => {
    const host = new RouteHost();
    host.route('10.0.0.0/8', '192.0.2.1', 5, { ValidLifetime: 60, PreferredLifetime: 30 });
    host.at += 1;
    const row = {
      InterfaceLuid: '0x0006000005000000',
      InterfaceIndex: 5,
      DestinationPrefix: '10.0.0.0/8',
      NextHop: '192.0.2.1',
      SitePrefixLength: 0,
      ValidLifetime: 60,
      PreferredLifetime: 30,
      Metric: 256,
      Protocol: 'MIB_IPPROTO_NETMGMT',
      Loopback: true,
      AutoconfigureAddress: true,
      Publish: true,
      Immortal: true,
      Age: 0,
      Origin: 'NlroManual',
    };
    expect(host.get(key)).toEqual(row);
    expect(host.get({ ...key, InterfaceIndex: 77, InterfaceLuid: '0x0006000005000000' })).toEqual(row);
    expect(Object.isFrozen(host.get(key))).toBe(true);
  });

  it('takes zeroed and initialized rows, and refuses those that contradict themselves', () => {
    const host = new RouteHost([ethernet(5)], ['AF_INET6']);
    expect(host.get(initialized(key))).toBe('STATUS_NOT_SUPPORTED');
    expect(host.get({ ...key, ValidLifetime: 1, PreferredLifetime: 2 })).toBe('STATUS_INVALID_PARAMETER');
    expect(host.get({ ...key, SitePrefixLength: 9 })).toBe('STATUS_INVALID_PARAMETER');
    expect(host.get({ ...key, Protocol: 4711, Metric: 'much' })).toBe('STATUS_NOT_SUPPORTED');
  });

  it('reads on a mirrored host', () => {
    const host = new RouteHost();
    host.route('10.0.0.0/8', '192.0.2.1', 5);
    host.mirrored = true;
    expect(host.get(key)).toMatchObject(key);
  });
});

describe('what a read makes of instants', () => {
  it.each([
    [0, 0, 60, 30],
    [1, 0, 60, 30],
    [999, 0, 60, 30],
    [1000, 1, 59, 29],
    [1001, 1, 59, 29],
    [29_999, 29, 31, 1],
    [30_000, 30, 30, 0],
    [59_999, 59, 1, 0],
  ])(
    '%d ms later gives Age %d, ValidLifetime %d, PreferredLifetime %d',
    (ms, Age, ValidLifetime, PreferredLifetime) => {
      const host = new RouteHost();
      host.route('10.0.0.0/8', '192.0.2.1', 5, { ValidLifetime: 60, PreferredLifetime: 30 });
      host.at += ms;
      expect(host.get(key)).toMatchObject({ Age, ValidLifetime, PreferredLifetime });
    },
  );

  it('never goes below 0, as on a mirrored host whose route has outlived its end', () => {
    const host = new RouteHost();
    host.route('10.0.0.0/8', '192.0.2.1', 5, { ValidLifetime: 1, PreferredLifetime: 1 });
    host.at += 5000;
    expect(host.get(key)).toMatchObject({ ValidLifetime: 0, PreferredLifetime: 0, Age: 5 });
  });
});

describe('GetIpForwardTable2', () => {
  const table = (host: RouteHost, params: GetIpForwardTable2Params) => {
    const { status, out } = routeApi.GetIpForwardTable2.run(host.view, params);
    if (out?.Table === undefined || out.Table === null) return status;
    return out.Table.map((row) => `${row.DestinationPrefix} ${row.InterfaceIndex} ${row.NextHop}`);
  };

  it('lists by family, prefix as a number, length, interface and next hop as a number', () => {
    const host = new RouteHost([ethernet(10), ethernet(9)]);
    host.route('2001:db8::/32', 'fe80::1', 9);
    host.route('::/0', 'fe80::1', 9);
    host.route('100.0.0.0/8', '0.0.0.0', 9);
    host.route('20.0.0.0/8', '0.0.0.0', 10, { Metric: 1 });
    host.route('20.0.0.0/8', '192.0.2.10', 9, { Metric: 3 });
    host.route('20.0.0.0/8', '192.0.2.9', 9, { Metric: 5 });
    host.route('20.0.0.0/7', '0.0.0.0', 9);
    host.disconnects(9);
    const ipv4 = [
      '20.0.0.0/7 9 0.0.0.0',
      '20.0.0.0/8 9 192.0.2.9',
      '20.0.0.0/8 9 192.0.2.10',
      '20.0.0.0/8 10 0.0.0.0',
      '100.0.0.0/8 9 0.0.0.0',
    ];
    const ipv6 = ['::/0 9 fe80::1', '2001:db8::/32 9 fe80::1'];
    expect(table(host, { Family: 'AF_UNSPEC' })).toEqual([...ipv4, ...ipv6]);
    expect(table(host, {})).toEqual([...ipv4, ...ipv6]);
    expect(table(host, { Family: 'AF_INET' })).toEqual(ipv4);
    expect(table(host, { Family: 23 })).toEqual(ipv6);
  });

  it('is a snapshot', () => {
    const host = new RouteHost();
    host.route('10.0.0.0/8', '192.0.2.1', 5);
    const { out } = routeApi.GetIpForwardTable2.run(host.view, {});
    host.delete(key);
    expect(out?.Table).toHaveLength(1);
    expect(Object.isFrozen(out?.Table)).toBe(true);
    expect(table(host, {})).toBe('STATUS_NOT_FOUND');
  });

  it('checks its parameters in order', () => {
    const host = new RouteHost([ethernet(5)], ['AF_INET']);
    expect(table(host, { Family: 'AF_INET6', Table: null })).toBe('STATUS_INVALID_PARAMETER');
    expect(table(host, { Family: 7 })).toBe('STATUS_INVALID_PARAMETER');
    expect(table(host, { Family: 'AF_INET6' })).toBe('STATUS_NOT_SUPPORTED');
    expect(table(host, { Family: 'AF_INET' })).toBe('STATUS_NOT_FOUND');
  });
});

describe('InitializeIpForwardEntry and FreeMibTable', () => {
  it('fills a row with what no route has', () => {
    const { view } = new RouteHost();
    expect(routeApi.InitializeIpForwardEntry.run(view, {}).out).toEqual({
      Row: {
        InterfaceLuid: '0x0000000000000000',
        InterfaceIndex: 0,
        DestinationPrefix: 'AF_UNSPEC/0',
        NextHop: 'AF_UNSPEC',
        SitePrefixLength: 255,
        ValidLifetime: 4294967295,
        PreferredLifetime: 4294967295,
        Metric: 4294967295,
        Protocol: 4294967295,
        Loopback: true,
        AutoconfigureAddress: true,
        Publish: true,
        Immortal: true,
        Age: 0,
        Origin: 'NlroManual',
      },
    });
    expect(routeApi.InitializeIpForwardEntry.run(view, { Row: null })).toEqual({
      status: 'STATUS_SUCCESS',
      out: {},
    });
  });

  it('takes any memory, twice or NULL', () => {
    const { view } = new RouteHost();
    expect(routeApi.FreeMibTable.run(view, { Memory: null }).status).toBe('STATUS_SUCCESS');
    expect(routeApi.FreeMibTable.run(view, { Memory: [] }).status).toBe('STATUS_SUCCESS');
  });
});
