import { Conflict, createHost, WrongKindOfHost, type Host } from '../engine';
import { hardware, netioapi } from '../netioapi';
import { stateDocument } from '../state';
import { DesiredStateError, type Desired } from './desired-state';
import { applyPlan, plan, planVerdict, revertPlan, PlanRefused } from './plan';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const ethernet = { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' };
const key = { InterfaceIndex: 5, DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' } as const;

const begun = (): Host =>
  createHost({ now: 0, interfaces: [ethernet, { InterfaceIndex: 7, Alias: 'Wireless' }] });

const furnished = (): Host => {
  const host = begun();
  const api = netioapi(host);
  api.CreateUnicastIpAddressEntry({
    Row: { InterfaceIndex: 5, Address: '192.0.2.10', OnLinkPrefixLength: 24, ...lasting },
  });
  api.CreateIpForwardEntry2({ Row: { ...key, Metric: 5, ...lasting } });
  return host;
};

const changesOf = (host: Host, desired: Desired): readonly string[] =>
  plan(host, desired).changes.map(({ kind, key: text, members }) =>
    [kind, text.replace(/^(\w+)\/0x\w+/, '$1'), ...Object.keys(members)].join(' '),
  );

describe('a plan', () => {
  it('makes what is listed, sets what differs and deletes what is not listed, but for what comes by itself', () => {
    const host = furnished();
    expect(
      changesOf(host, {
        routes: [
          { Alias: 'Ethernet', DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', Metric: 7 },
          { InterfaceIndex: 7, DestinationPrefix: '::/0', NextHop: 'fe80::1' },
        ],
      }),
    ).toEqual(['change routes/10.0.0.0/8/192.0.2.1 Metric', 'create routes/::/0/fe80::1']);
    expect(changesOf(host, { routes: [] })).toEqual(['delete routes/10.0.0.0/8/192.0.2.1']);
    expect(changesOf(host, { addresses: [] })).toEqual(['delete unicast/192.0.2.10']);
    expect(changesOf(host, {})).toEqual([]);
  });

  it('sets the members of an IP interface that are given, and no others', () => {
    const host = furnished();
    const made = plan(host, {
      ipInterfaces: [{ Alias: 'Ethernet', Family: 'AF_INET', Metric: 7, WeakHostSend: true }],
    });
    expect(planVerdict(made)).toBe('1 to change');
    applyPlan(host, made);
    expect(
      netioapi(host).GetIpInterfaceEntry({ Row: { Family: 'AF_INET', InterfaceIndex: 5 } }).Row,
    ).toMatchObject({
      Metric: 7,
      UseAutomaticMetric: false,
      WeakHostSend: true,
    });
  });

  it('tells its verdict, and how many rows come with those that it names', () => {
    const host = begun();
    const made = plan(host, {
      addresses: [{ InterfaceIndex: 5, Address: '192.0.2.10', OnLinkPrefixLength: 24 }],
      routes: [key],
    });
    expect(planVerdict(made)).toBe('2 to create');
    expect(made.brought).toBeGreaterThan(0);
    expect(made.refused).toEqual([]);
    applyPlan(host, made, { actor: 'installer' });
    expect(planVerdict(plan(host, { routes: [key] }))).toBe('no changes');
    const records = [...host.log.records()].filter(
      (record) => 'cause' in record && record.cause.actor === 'installer',
    );
    expect(records).toHaveLength(2);
  });

  it('takes documented rows as they read: a table is its own desired state', () => {
    const host = furnished();
    host.advance(1500);
    const routes = netioapi(host).GetIpForwardTable2({ Family: 'AF_UNSPEC' }).Table ?? [];
    const addresses = netioapi(host).GetUnicastIpAddressTable({ Family: 'AF_UNSPEC' }).Table ?? [];
    const ipInterfaces = netioapi(host).GetIpInterfaceTable({ Family: 'AF_UNSPEC' }).Table ?? [];
    expect(planVerdict(plan(host, { routes, addresses, ipInterfaces }))).toBe('no changes');
  });
});

describe('a desired state in no order', () => {
  it.each<[string, unknown, string]>([
    [
      'an unknown section',
      { rutes: [] },
      'rutes: there is no such section: there are ipInterfaces, addresses, routes',
    ],
    ['no list', { routes: {} }, 'routes: it is a list of rows'],
    ['no row', { routes: [7] }, 'routes[0]: a row is an object'],
    ['an unknown member', { routes: [{ ...key, Metrik: 1 }] }, 'routes[0].Metrik: '],
    [
      'an unknown member of a row that stands',
      { ipInterfaces: [{ InterfaceIndex: 5, Family: 'AF_INET', Metrik: 1 }] },
      'ipInterfaces[0].Metrik: a row has no such member',
    ],
    [
      'a value out of range',
      {
        routes: [
          { ...key, DestinationPrefix: '10.1.0.0/16' },
          { ...key, Metric: -1 },
        ],
      },
      'routes[1].Metric: ',
    ],
    [
      'a key in no order',
      { routes: [{ ...key, DestinationPrefix: '10.0.0.1/8' }] },
      'routes[0].DestinationPrefix: ',
    ],
    [
      'no such interface',
      { routes: [{ ...key, InterfaceIndex: 77 }] },
      'routes[0].InterfaceIndex: no interface has the index 77',
    ],
    [
      'no such alias',
      { routes: [{ ...key, InterfaceIndex: 0, Alias: 'wg0' }] },
      'routes[0].Alias: no interface is called wg0',
    ],
    ['a row twice', { routes: [key, { ...key, Metric: 9 }] }, 'routes[1]: the same row is listed before'],
  ])('is told of by the member at fault: %s', (_, desired, message) => {
    const host = furnished();
    const before = stateDocument(host.state);
    const planning = (): unknown => plan(host, desired as Desired);
    expect(planning).toThrow(DesiredStateError);
    expect(planning).toThrow(message);
    expect(stateDocument(host.state)).toEqual(before);
  });
});

describe('applying', () => {
  it('is refused where the host has moved, also by time alone', () => {
    const host = furnished();
    const made = plan(host, { routes: [] });
    netioapi(host).CreateIpForwardEntry2({
      Row: { ...key, NextHop: '192.0.2.9', ValidLifetime: 5, PreferredLifetime: 5 },
    });
    expect(() => applyPlan(host, made)).toThrow(Conflict);
    const later = plan(host, { routes: [] });
    host.advance(5000);
    expect(() => applyPlan(host, later)).toThrow(Conflict);
    expect(host.state.routes.at(key.DestinationPrefix as never)).toHaveLength(1);
  });

  it('leaves nothing of a plan of which one call is refused: no state, no record, no notification', () => {
    const host = furnished();
    const { calls, position } = plan(host, { routes: [] });
    const heard: unknown[] = [];
    netioapi(host).NotifyRouteChange2({ Family: 'AF_UNSPEC', Callback: (...all) => heard.push(all) });
    const [before, head] = [host.state, host.log.head];
    const doubled = { position, calls: [...calls, ...calls] };
    expect(() => applyPlan(host, doubled)).toThrow(PlanRefused);
    expect(() => applyPlan(host, doubled)).toThrow(
      'DeleteIpForwardEntry2 was refused, so nothing was applied: ',
    );
    expect([host.state === before, host.log.head, heard]).toEqual([true, head, []]);
    applyPlan(host, { calls, position });
    expect(heard).toHaveLength(1);
  });

  it('is refused on a mirror, which a plan can be made for', () => {
    const host = createHost({ now: 0, mirror: 'linux' });
    expect(planVerdict(plan(host, { routes: [] }))).toBe('no changes');
    expect(() => applyPlan(host, plan(host, {}))).toThrow(WrongKindOfHost);
  });
});

it('a revert leads back as far as calls can, and says what they cannot', () => {
  const host = furnished();
  host.mark('before');
  hardware(host)['media-disconnects']({ InterfaceIndex: 7 });
  netioapi(host).DeleteIpForwardEntry2({ Row: key });
  const back = revertPlan(host, 'before');
  expect(planVerdict(back)).toBe('1 to create');
  expect(back.left.interfaces.changed).toHaveLength(1);
  applyPlan(host, back);
  expect(host.state.routes.at(key.DestinationPrefix as never)).toMatchObject([{ Metric: 5 }]);
});
