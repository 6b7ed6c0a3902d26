import { initialized, RouteHost } from '../../test/route-host';
import { routeNotification, type RouteEvent } from '.';

describe('NotifyRouteChange2', () => {
  it('tells the key of what was added, changed and removed; all else is zero', () => {
    const host = new RouteHost();
    const key = { DestinationPrefix: '2001:db8::/32', NextHop: 'fe80::1', InterfaceIndex: 5 };
    host.create(initialized(key));
    host.set(initialized({ ...key, Metric: 3 }));
    host.delete(key);
    const Row = {
      InterfaceLuid: '0x0006000005000000',
      ...key,
      SitePrefixLength: 0,
      ValidLifetime: 0,
      PreferredLifetime: 0,
      Metric: 0,
      Protocol: 0,
      Loopback: false,
      AutoconfigureAddress: false,
      Publish: false,
      Immortal: false,
      Age: 0,
      Origin: 'NlroManual',
    };
    expect((host.takeEvents() as readonly RouteEvent[]).map(routeNotification)).toEqual([
      { family: 'AF_INET6', NotificationType: 'MibAddInstance', Row },
      { family: 'AF_INET6', NotificationType: 'MibParameterNotification', Row },
      { family: 'AF_INET6', NotificationType: 'MibDeleteInstance', Row },
    ]);
  });
});
