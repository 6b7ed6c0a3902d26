import { take } from 'rxjs';

import { addressRow, collect, streamHost } from '../../test/stream-host';
import { hardware } from '../netioapi';
import {
  connectivityHint$,
  ipInterfaceChanges$,
  routeChanges$,
  teredoPort$,
  unicastAddressChanges$,
} from '.';

describe('streams of notifications', () => {
  it('give what a callback would get', () => {
    const { host, api, addRoute } = streamHost();
    const given: unknown[] = [];
    api.NotifyRouteChange2({
      Family: 'AF_INET',
      InitialNotification: true,
      Callback: (_, Row, NotificationType) => given.push({ NotificationType, Row }),
    });
    const { items } = collect(routeChanges$(host, 'AF_INET', { initial: true }));
    addRoute(1, { Metric: 9 });
    expect(items).toEqual(given);
    expect(items).toMatchObject([
      { NotificationType: 'MibInitialNotification', Row: null },
      {
        NotificationType: 'MibAddInstance',
        Row: { DestinationPrefix: '10.0.1.0/24', InterfaceIndex: 5, Metric: 0 },
      },
    ]);
  });

  it('are of the family asked for', () => {
    const { host, api } = streamHost();
    const [v4, v6, media] = [
      collect(unicastAddressChanges$(host, 'AF_INET')),
      collect(unicastAddressChanges$(host, 'AF_INET6')),
      collect(ipInterfaceChanges$(host)),
    ];
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    hardware(host)['media-disconnects']({ InterfaceIndex: 6 });
    expect([v4.items.length, v6.items.length]).toEqual([1, 0]);
    expect(media.items.map(({ Row }) => [Row?.InterfaceIndex, Row?.Family])).toEqual([
      [6, 'AF_INET'],
      [6, 'AF_INET6'],
    ]);
  });

  it('tell the Teredo port and the connectivity hint', () => {
    const { host, api } = streamHost();
    const [ports, hints] = [
      collect(teredoPort$(host, { initial: true })),
      collect(connectivityHint$(host, { initial: true })),
    ];
    hardware(host)['teredo-port']({ Port: 40_000 });
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    host.advance(3000);
    expect(ports.items.map(({ Port }) => Port)).toEqual([0, 40_000]);
    expect(hints.items.map(({ ConnectivityHint }) => ConnectivityHint.ConnectivityLevel)).toEqual([
      'NetworkConnectivityLevelHintNone',
      'NetworkConnectivityLevelHintLocalAccess',
    ]);
  });

  it('cancel their registration when unsubscribed and complete when the host closes', () => {
    const { host, addRoute } = streamHost();
    const [stopped, open] = [collect(routeChanges$(host)), collect(routeChanges$(host))];
    stopped.stop();
    addRoute(1);
    expect([stopped.items.length, open.items.length]).toEqual([0, 1]);
    host.close();
    expect([stopped.isComplete(), open.isComplete()]).toEqual([false, true]);
  });

  it('let go where the first notification is all that is wanted', () => {
    const { host } = streamHost();
    expect(collect(routeChanges$(host, 'AF_UNSPEC', { initial: true }).pipe(take(1))).isComplete()).toBe(
      true,
    );
    expect(host.delivery.hasListeners).toBe(false);
  });

  it('fail for a family that there is not, and on a host that is closed', () => {
    const { host } = streamHost();
    expect(collect(routeChanges$(host, 'AF_APPLETALK' as never)).errors).toEqual([expect.any(TypeError)]);
    expect(host.delivery.hasListeners).toBe(false);
    host.close();
    expect(collect(routeChanges$(host)).errors).toMatchObject([{ code: 'HostClosed' }]);
  });
});
