import { createHost, hardware, netioapi, type Hasher, type Host } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

/** When the host begins: 2026-11-20T12:00:00Z. */
export const beginning = Date.UTC(2026, 10, 20, 12);

const routeRow = (host: Host, DestinationPrefix: string, NextHop: string, Metric: number) => ({
  ...netioapi(host).InitializeIpForwardEntry({}).Row,
  InterfaceLuid: '0x0000000000000000',
  InterfaceIndex: 5,
  DestinationPrefix,
  NextHop,
  Metric,
  Protocol: 'MIB_IPPROTO_NETMGMT' as const,
});

/**
 * Writes the log of a host of its own: an address at 0 s, a default route at 1 s and the same once more, refused, at
 * 2 s; a metric changed at 62 s, the link lost at 65 s and there again at 68 s. One alias would steer a terminal.
 */
export const writeOwnLog = (file: string, hasher?: Hasher): void => {
  const log = openSqliteLog(file, { mode: 'create', ...(hasher === undefined ? {} : { hasher }) });
  const host = createHost({
    log,
    now: beginning,
    hostId: 'own',
    interfaces: [
      {
        InterfaceIndex: 5,
        Alias: 'Ethernet',
        Type: 'IF_TYPE_ETHERNET_CSMACD',
        PhysicalAddress: '02-00-00-00-00-05',
      },
      { InterfaceIndex: 9, Alias: 'evil\u001b[31m', Type: 'IF_TYPE_PROP_VIRTUAL' },
    ],
  });
  const api = netioapi(host);
  api.CreateUnicastIpAddressEntry({
    Row: {
      ...api.InitializeUnicastIpAddressEntry({}).Row,
      Address: '192.0.2.10',
      InterfaceIndex: 5,
      OnLinkPrefixLength: 24,
    },
  });
  host.advance(1000);
  api.CreateIpForwardEntry2({ Row: routeRow(host, '0.0.0.0/0', '192.0.2.1', 10) }, { actor: 'dhcp-client' });
  host.advance(1000);
  api.CreateIpForwardEntry2(
    { Row: routeRow(host, '0.0.0.0/0', '192.0.2.1', 10) },
    { actor: 'second-client' },
  );
  host.advance(60_000);
  const { Row } = api.GetIpForwardEntry2({
    Row: { InterfaceIndex: 5, DestinationPrefix: '0.0.0.0/0', NextHop: '192.0.2.1' },
  });
  api.SetIpForwardEntry2({ Route: { ...Row, Metric: 25 } }, { actor: 'tuner' });
  host.advance(3000);
  hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
  host.advance(3000);
  hardware(host)['media-connects']({ InterfaceIndex: 5 });
  host.close();
};
