import { addressRow, collect, routeRow, streamHost } from '../../test/stream-host';
import { hardware } from '../netioapi';
import { rows$, type DocumentedTable } from '.';

const tables: readonly DocumentedTable[] = [
  'interfaces',
  'ipInterfaces',
  'routes',
  'neighbors',
  'unicast',
  'anycast',
  'multicast',
  'paths',
];

describe('rows$', () => {
  it('gives the rows as their Get function does, when they change', () => {
    const { host, api, addRoute, deleteRoute } = streamHost();
    const { items } = collect(rows$(host, 'routes'));
    addRoute(1, { Metric: 4 });
    expect(items.at(-1)?.rows).toEqual(api.GetIpForwardTable2({}).Table);
    api.CreateIpNetEntry2({
      Row: { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' },
    });
    deleteRoute(1);
    expect(items.map(({ rows, position }) => [rows.length, position.seq])).toEqual([
      [0, 6],
      [1, 7],
      [0, 9],
    ]);
  });

  it('reads them for the instant of the append, and makes no item of what goes on counting', () => {
    const { host, addRoute } = streamHost();
    addRoute(1, { ValidLifetime: 60, PreferredLifetime: 60 });
    host.advance(10_000);
    const { items } = collect(rows$(host, 'routes'));
    host.advance(10_000);
    addRoute(2);
    expect(items.map(({ position }) => position.at)).toEqual([10_000, 20_000]);
    expect(items.map(({ rows }) => rows.map(({ Age, ValidLifetime }) => [Age, ValidLifetime]))).toEqual([
      [[10, 50]],
      [
        [20, 40],
        [0, 0xffff_ffff],
      ],
    ]);
  });

  it('is narrowed to a family', () => {
    const { host, api } = streamHost();
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    const v6 = collect(rows$(host, 'unicast', { Family: 'AF_INET6' }));
    expect(v6.items.map(({ rows }) => rows)).toEqual([[]]);
    expect(collect(rows$(host, 'unicast', { Family: 'AF_INET' })).items[0]?.rows).toHaveLength(1);
  });

  it('tells of IP interfaces what their interface does to them', () => {
    const { host } = streamHost();
    const { items } = collect(rows$(host, 'ipInterfaces', { Family: 'AF_INET' }));
    hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
    expect(items.map(({ rows }) => rows.map(({ Connected }) => Connected))).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it('tells of neighbors that they are routers by the routes that they advertised, and of no other route', () => {
    const { host, api, addRoute } = streamHost();
    api.CreateIpNetEntry2({
      Row: { Address: 'fe80::1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' },
    });
    const { items } = collect(rows$(host, 'neighbors'));
    addRoute(1);
    hardware(host)['router-advertises']({ InterfaceIndex: 5, Router: 'fe80::1', RouterLifetime: 1800 });
    expect(items.map(({ rows }) => rows.map(({ IsRouter }) => IsRouter))).toEqual([[false], [true]]);
  });

  it('knows every table that has such a function', () => {
    const { host, api } = streamHost();
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    api.CreateAnycastIpAddressEntry({ Row: { Address: '2001:db8::5', InterfaceIndex: 5 } });
    api.CreateIpNetEntry2({
      Row: { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' },
    });
    api.CreateIpForwardEntry2({ Row: routeRow(1) });
    hardware(host)['path-reported']({ InterfaceIndex: 5, Source: '192.0.2.10', Destination: '192.0.2.77' });
    expect(
      Object.fromEntries(tables.map((name) => [name, collect(rows$(host, name)).items[0]?.rows])),
    ).toEqual({
      interfaces: api.GetIfTable2({}).Table,
      ipInterfaces: api.GetIpInterfaceTable({}).Table,
      routes: api.GetIpForwardTable2({}).Table,
      neighbors: api.GetIpNetTable2({}).Table,
      unicast: api.GetUnicastIpAddressTable({}).Table,
      anycast: api.GetAnycastIpAddressTable({}).Table,
      multicast: api.GetMulticastIpAddressTable({}).Table,
      paths: api.GetIpPathTable({}).Table,
    });
    expect(tables.every((name) => (collect(rows$(host, name)).items[0]?.rows.length ?? 0) > 0)).toBe(true);
  });
});
