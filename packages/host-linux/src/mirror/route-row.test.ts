import {
  BEGIN,
  delRoute,
  newNexthop,
  newRoute,
  nexthop,
  replaceRoute,
  route,
  rowsOf,
  typesOf,
} from '../../test/mirrored-host';
import { begun, type Mirror, objects, rows, via } from '../../test/mirrored-routes';

describe('several routes of one row', () => {
  const withMetrics = (...metrics: readonly number[]): Mirror => {
    const mirror = begun();
    for (const metric of metrics) mirror.tell(newRoute(route('10.0.0.0/8', { ...via('192.0.2.7'), metric })));
    return mirror;
  };

  it('give it the values of the preferred one', () => {
    const mirror = withMetrics(100, 50);
    expect(rows(mirror)).toEqual(['10.0.0.0/8 via 192.0.2.7 dev 2 metric 50 NETMGMT']);
    expect(typesOf(mirror.tell(newRoute(route('10.0.0.0/8', { ...via('192.0.2.7'), metric: 70 }))))).toEqual([
      'LinuxObjectReported',
    ]);
  });

  it('take over where the preferred one goes, and take it away with the last', () => {
    const mirror = withMetrics(100, 50);
    const gone = (metric: number) =>
      rowsOf(mirror.tell(delRoute(route('10.0.0.0/8', { ...via('192.0.2.7'), metric })), 1));
    expect(gone(50)).toMatchObject([{ type: 'RouteSet', data: { Metric: 100, ageSince: BEGIN + 1000 } }]);
    expect(gone(100)).toMatchObject([{ type: 'RouteDeleted' }]);
  });

  it('are preferred by table before priority, then by their place in the slot', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { oif: 2, protocol: 'boot', table: 'default' })));
    expect(rows(mirror)).toEqual(['10.0.0.0/8 via 0.0.0.0 dev 2 metric 0 NETMGMT']);
    mirror.tell(newRoute(route('10.0.0.0/8', { metric: 9, oif: 2, protocol: 'ospf' })));
    expect(rows(mirror)).toEqual(['10.0.0.0/8 via 0.0.0.0 dev 2 metric 9 OSPF']);
    mirror.tell(newRoute(route('10.0.0.0/8', { metric: 9, oif: 2, protocol: 'bgp', type: 'broadcast' })));
    expect(rows(mirror)).toEqual(['10.0.0.0/8 via 0.0.0.0 dev 2 metric 9 BGP']);
    mirror.tell(
      newRoute(
        route('10.0.0.0/8', { metric: 99, oif: 2, protocol: 'kernel', table: 'local', type: 'local' }),
      ),
    );
    expect(rows(mirror)).toEqual(['10.0.0.0/8 via 0.0.0.0 dev 2 metric 99 LOCAL']);
  });

  it('are left as they are by one that makes no row', () => {
    const mirror = withMetrics(0);
    mirror.tell(newRoute(route('10.0.0.0/8', { ...via('192.0.2.7'), type: 'nat' })));
    expect(rowsOf(mirror.tell(replaceRoute(route('10.0.0.0/8', { type: 'blackhole' }))))).toEqual([]);
    expect(rows(mirror)).toEqual(['10.0.0.0/8 via 192.0.2.7 dev 2 metric 0 NETMGMT']);
  });
});

describe('routes by nexthop objects', () => {
  it('lead where the object does, or each of a group, as soon as it is known', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { nhid: 1 })));
    mirror.tell(newRoute(route('11.0.0.0/8', { nhid: 9 })));
    const one = nexthop(1, { family: 'inet', gateway: '192.0.2.7', oif: 2 });
    expect(rowsOf(mirror.tell(newNexthop(one)))).toMatchObject([
      { type: 'RouteCreated', data: { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.7' } },
    ]);
    mirror.tell(newNexthop(nexthop(2, { family: 'inet', gateway: '198.51.100.7', oif: 3 })));
    const group = nexthop(9, {
      group: [
        { id: 1, weight: 1 },
        { id: 2, weight: 3 },
      ],
    });
    expect(rowsOf(mirror.tell(newNexthop(group)))).toMatchObject([
      { type: 'RouteCreated', data: { DestinationPrefix: '11.0.0.0/8', NextHop: '192.0.2.7' } },
      { type: 'RouteCreated', data: { DestinationPrefix: '11.0.0.0/8', NextHop: '198.51.100.7' } },
    ]);
    expect(rowsOf(mirror.tell(newNexthop({ ...one, gateway: '192.0.2.8' })))).toMatchObject([
      { type: 'RouteDeleted', data: { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.7' } },
      { type: 'RouteCreated', data: { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.8' } },
      { type: 'RouteDeleted', data: { DestinationPrefix: '11.0.0.0/8', NextHop: '192.0.2.7' } },
      { type: 'RouteCreated', data: { DestinationPrefix: '11.0.0.0/8', NextHop: '192.0.2.8' } },
    ]);
  });

  it('are known by the object, whatever next hops are told of it', () => {
    const mirror = begun();
    mirror.tell(newRoute(route('10.0.0.0/8', { ...via('192.0.2.7'), nhid: 1 })));
    expect(
      rowsOf(mirror.tell(replaceRoute(route('10.0.0.0/8', { ...via('192.0.2.8'), nhid: 1 })))),
    ).toMatchObject([
      { type: 'RouteDeleted', data: { NextHop: '192.0.2.7' } },
      { type: 'RouteCreated', data: { NextHop: '192.0.2.8' } },
    ]);
    expect(objects(mirror)).toEqual(['10.0.0.0/8 table main metric 0 unicast nhid 1']);
  });
});
