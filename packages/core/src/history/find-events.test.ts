import { createHost, type Host } from '../engine';
import { hardware, netioapi } from '../netioapi';
import { findEvents, type EventSearch } from './find-events';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const key = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 } as const;
const ethernet = { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' };
const routeKeyText = 'routes/0x0006000005000000/10.0.0.0/8/192.0.2.1';

/** A route comes, is refused twice, and goes; an address is refused; an interface departs. */
const story = (): Host => {
  const host = createHost({
    now: 0,
    interfaces: [ethernet, { ...ethernet, InterfaceIndex: 9, Alias: 'Nine' }],
  });
  const api = netioapi(host);
  api.CreateIpForwardEntry2(
    { Row: { ...key, ...lasting } },
    { at: 1000, actor: 'vpn', correlationId: 'task' },
  );
  api.CreateIpForwardEntry2(
    { Row: { ...key, ...lasting } },
    { at: 2000, actor: 'rival', correlationId: 'task' },
  );
  api.DeleteIpForwardEntry2({ Row: { ...key, DestinationPrefix: '10.0.0.0/9' } }, { actor: 'rival' });
  api.DeleteIpForwardEntry2({ Row: key }, { at: 3000, actor: 'vpn' });
  api.CreateUnicastIpAddressEntry({ Row: { Address: '192.0.2.10', InterfaceIndex: 77, ...lasting } });
  hardware(host)['interface-departs']({ InterfaceIndex: 9 }, { at: 4000 });
  return host;
};

const found = (search: EventSearch, host = story()): readonly string[] =>
  [...findEvents(host, search)].map((entry) =>
    entry.kind === 'event'
      ? entry.event.type
      : `${entry.record.cause.name} by ${entry.record.cause.actor ?? '-'}: ${entry.record.status}`,
  );

describe('a search of events', () => {
  it.each<[string, EventSearch, readonly string[]]>([
    ['of one table', { tables: ['routes'] }, ['RouteCreated', 'RouteDeleted']],
    ['of a row by its key text', { key: routeKeyText }, ['RouteCreated', 'RouteDeleted']],
    ['of an actor', { actor: 'vpn' }, ['RouteCreated', 'RouteDeleted']],
    ['of one task over many commands', { correlationId: 'task' }, ['RouteCreated']],
    ['by the kind of a cause', { causes: ['hardware'], types: ['InterfaceDeparted'] }, ['InterfaceDeparted']],
    ['by the name of a cause', { causes: ['DeleteIpForwardEntry2'] }, ['RouteDeleted']],
    ['of a status that nothing had', { statuses: ['STATUS_NOT_FOUND'] }, []],
    ['of nothing at all', { limit: 0 }, []],
  ])('%s', (_, search, expected) => expect(found(search)).toEqual(expected));

  it('tells who tried, in record order', () => {
    expect(found({ tables: ['routes'], refusals: true })).toEqual([
      'RouteCreated',
      'CreateIpForwardEntry2 by rival: ERROR_OBJECT_ALREADY_EXISTS',
      'DeleteIpForwardEntry2 by rival: STATUS_NOT_FOUND',
      'RouteDeleted',
    ]);
    expect(found({ types: ['UnicastAddressCreated'], refusals: true })).toEqual([
      'CreateUnicastIpAddressEntry by -: STATUS_NOT_FOUND',
    ]);
  });

  it('finds the refusals of one row, whether it stood or not', () => {
    expect(found({ key: routeKeyText, refusals: true, actor: 'rival' })).toEqual([
      'CreateIpForwardEntry2 by rival: ERROR_OBJECT_ALREADY_EXISTS',
    ]);
    expect(found({ key: routeKeyText.replace('/8', '/9'), refusals: true })).toEqual([
      'DeleteIpForwardEntry2 by rival: STATUS_NOT_FOUND',
    ]);
  });

  it('reads no more than it needs, from either end', () => {
    const host = story();
    const read: number[] = [];
    const records = host.log.records.bind(host.log);
    host.log.records = function* (fromN, toN) {
      for (const record of records(fromN, toN)) {
        read.push(record.n);
        yield record;
      }
    };
    expect(found({ tables: ['routes'], limit: 1 }, host)).toEqual(['RouteCreated']);
    expect(Math.max(...read)).toBe(3);
  });

  it('finds what a batch has done before it is written', () => {
    const host = story();
    host.batch(() => {
      netioapi(host).CreateIpForwardEntry2({ Row: { ...key, ...lasting } });
      expect(found({ types: ['RouteCreated'] }, host)).toHaveLength(2);
      expect(found({ tables: ['routes'], reverse: true, limit: 1 }, host)).toEqual(['RouteCreated']);
    });
  });

  it('says so where an end of the stretch cannot be read', () => {
    expect(() => found({ to: { at: 99_999 } })).toThrow('has not come yet');
  });
});
