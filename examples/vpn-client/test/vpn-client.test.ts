import { createHost, hardware, netioapi, type Host } from '@netlapse/core';
import '@netlapse/jest';

import { VpnClient, vpnStatus$, type VpnStatus } from '../src/vpn-client';

const server = '203.0.113.10';

/** A laptop with a cable, a wireless network and a tunnel that leads nowhere yet. */
const laptop = (): Host => {
  const host = createHost({
    now: 0,
    interfaces: [
      { InterfaceIndex: 2, Alias: 'Cable', Metric: 10 },
      { InterfaceIndex: 3, Alias: 'Wireless', Metric: 50 },
      { InterfaceIndex: 4, Alias: 'Tunnel', Metric: 5 },
    ],
  });
  const { CreateIpForwardEntry2 } = netioapi(host);
  const lease = { DestinationPrefix: '0.0.0.0/0', ValidLifetime: 3600, PreferredLifetime: 3600 } as const;
  CreateIpForwardEntry2({ Row: { ...lease, InterfaceIndex: 2, NextHop: '192.168.1.1' } }, { actor: 'dhcp' });
  CreateIpForwardEntry2({ Row: { ...lease, InterfaceIndex: 3, NextHop: '10.20.0.1' } }, { actor: 'dhcp' });
  return host;
};

const connected = (): { readonly host: Host; readonly client: VpnClient; readonly heard: VpnStatus[] } => {
  const host = laptop();
  const heard: VpnStatus[] = [];
  vpnStatus$(host, 'Tunnel').subscribe((status) => heard.push(status));
  const client = new VpnClient(host, { InterfaceIndex: 4, gateway: '172.16.99.1', server });
  host.mark('before');
  client.connect();
  return { host, client, heard };
};

it('sends the world through the tunnel, and its own packets past it', () => {
  const { host, heard } = connected();
  expect(host).toRouteVia('8.8.8.8', { Alias: 'Tunnel' });
  expect(host).toRouteVia('198.51.100.1', { Alias: 'Tunnel' });
  expect(host).toRouteVia(server, '192.168.1.1');
  expect(heard).toEqual(['open', 'protected']);
});

it('moves to the wireless network when the cable is pulled, without a moment in the open', () => {
  const { host, heard } = connected();
  host.mark('on the cable');
  host.advance(5000);
  hardware(host)['media-disconnects']({ InterfaceIndex: 2 });
  expect(host).toRouteVia(server, { Alias: 'Wireless', NextHop: '10.20.0.1' });
  expect(host).not.toHaveRoute({ DestinationPrefix: `${server}/32`, InterfaceIndex: 2 });
  expect(host).toHaveNotified(
    'NotifyRouteChange2',
    [
      {
        NotificationType: 'MibDeleteInstance',
        Row: { DestinationPrefix: `${server}/32`, NextHop: '192.168.1.1' },
      },
      {
        NotificationType: 'MibAddInstance',
        Row: { DestinationPrefix: `${server}/32`, NextHop: '10.20.0.1' },
      },
    ],
    { since: 'on the cable' },
  );
  expect(heard).toEqual(['open', 'protected']);
});

it('leaves nothing behind', () => {
  const { host, client, heard } = connected();
  client.disconnect();
  expect(host).toRouteVia('8.8.8.8', '192.168.1.1');
  expect(host).not.toHaveRoute({ DestinationPrefix: `${server}/32` });
  expect(heard).toEqual(['open', 'protected', 'open']);
});

it('does just this, from the first call to the last', () => {
  const { host, client } = connected();
  host.advance(1000);
  client.disconnect();
  expect(host).toMatchHistory({ since: 'before' });
});
