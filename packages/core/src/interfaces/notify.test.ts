import { ethernet, InterfaceHost } from '../../test/interface-host';
import { makeLuid } from '../net';
import { ipInterfaceNotifications } from './index';

const notifications = (host: InterfaceHost) =>
  host
    .takeEvents()
    .flatMap((event) => ipInterfaceNotifications(event, host.state))
    .map(({ family, NotificationType, Row }) => [NotificationType, family, Row.Family, Row.InterfaceIndex]);

describe('NotifyIpInterfaceChange', () => {
  it('tells of IP interfaces that come, change and go', () => {
    const host = new InterfaceHost();
    host.report('family-unbinds', { InterfaceIndex: 5, Family: 'AF_INET6' });
    host.report('family-binds', { InterfaceIndex: 5, Family: 'AF_INET6' });
    host.report('interface-changes', { InterfaceIndex: 5, Mtu: 1300 });
    expect(notifications(host)).toEqual([
      ['MibDeleteInstance', 'AF_INET6', 'AF_INET6', 5],
      ['MibAddInstance', 'AF_INET6', 'AF_INET6', 5],
      ['MibParameterNotification', 'AF_INET', 'AF_INET', 5],
      ['MibParameterNotification', 'AF_INET6', 'AF_INET6', 5],
    ]);
  });

  it('tells of a media event once for each IP interface, AF_INET first', () => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 6, families: ['AF_INET6'] }]);
    host.report('media-disconnects', { InterfaceIndex: 5 });
    host.report('media-disconnects', { InterfaceIndex: 6 });
    host.report('media-connects', { InterfaceIndex: 6 });
    expect(notifications(host)).toEqual([
      ['MibParameterNotification', 'AF_INET', 'AF_INET', 5],
      ['MibParameterNotification', 'AF_INET6', 'AF_INET6', 5],
      ['MibParameterNotification', 'AF_INET6', 'AF_INET6', 6],
      ['MibParameterNotification', 'AF_INET6', 'AF_INET6', 6],
    ]);
  });

  it('is silent of interfaces themselves, and of other tables', () => {
    const host = new InterfaceHost();
    host.report('interface-arrives', { interface: { InterfaceIndex: 7, families: [] } });
    host.report('interface-changes', { InterfaceIndex: 5, Alias: 'Office' });
    host.report('interface-departs', { InterfaceIndex: 7 });
    expect(notifications(host)).toEqual([]);
    expect(ipInterfaceNotifications({ type: 'RouteCreated', data: {} }, host.state)).toEqual([]);
  });

  it('bears the key members alone', () => {
    const host = new InterfaceHost();
    host.report('family-unbinds', { InterfaceIndex: 5, Family: 'AF_INET' });
    const [event] = host.takeEvents();
    const [notification] = event === undefined ? [] : ipInterfaceNotifications(event, host.state);
    const { Family, InterfaceLuid, InterfaceIndex, ...rest } = { ...notification?.Row };
    expect({ Family, InterfaceLuid, InterfaceIndex }).toEqual({
      Family: 'AF_INET',
      InterfaceLuid: makeLuid(6, 5),
      InterfaceIndex: 5,
    });
    expect(Object.keys(rest)).toHaveLength(32);
    const offload = Object.values(rest.TransmitOffload ?? {});
    expect(new Set([...offload, ...(rest.ZoneIndices ?? [])])).toEqual(new Set([false, 0]));
    expect(rest).toMatchObject({
      Metric: 0,
      Connected: false,
      RouterDiscoveryBehavior: 'RouterDiscoveryDisabled',
    });
  });
});
