import { netioapi, openHost, stateDocument, type Host } from '@netlapse/core';

import { kernelTables, mirrorTables } from '../../test/kernel-tables';
import { LiveMirror } from '../../test/live-mirror';
import { describeInNamespaces, TestNamespace } from '../../test/namespace';

jest.setTimeout(180_000);

/** A day of a laptop and of who administers it, a step after the other. */
const day: ReadonlyArray<readonly [step: string, commands: readonly string[]]> = [
  ['the loopback link comes up', ['link set lo up']],
  [
    'a cable and wireless are there',
    [
      'link add eth0 type veth peer name switch0',
      'link add wlan0 type veth peer name radio0',
      'link set switch0 up',
      'link set radio0 up',
      'link set eth0 up',
      'link set wlan0 up',
    ],
  ],
  [
    'a lease by cable',
    [
      'addr add 192.168.1.50/24 dev eth0 valid_lft 3600 preferred_lft 1800',
      'route add default via 192.168.1.1 proto dhcp metric 100',
      'neigh add 192.168.1.1 lladdr 02:00:00:00:00:01 dev eth0',
    ],
  ],
  ['the lease is renewed', ['addr change 192.168.1.50/24 dev eth0 valid_lft 7200 preferred_lft 3600']],
  [
    'IPv6 by hand',
    ['addr add 2001:db8:1::50/64 dev eth0 nodad', 'route add default via 2001:db8:1::1 dev eth0 metric 1024'],
  ],
  [
    'the VPN goes up',
    [
      'tuntap add dev tun0 mode tun',
      'link set tun0 up mtu 1420',
      'addr add 172.16.99.2 peer 172.16.99.1 dev tun0',
      'route add 203.0.113.9 via 192.168.1.1',
      'route add 0.0.0.0/1 via 172.16.99.1',
      'route add 128.0.0.0/1 via 172.16.99.1',
      'rule add from 172.16.99.2 table 100 priority 1000',
      'route add default via 172.16.99.1 table 100',
    ],
  ],
  [
    'a lease by radio besides',
    ['addr add 10.20.1.33/16 dev wlan0', 'route add default via 10.20.0.1 metric 600'],
  ],
  ['the cable is pulled', ['link set switch0 down']],
  ['and its link taken down: roaming', ['link set eth0 down']],
  ['the VPN goes down: its link is deleted', ['link del tun0', 'rule del priority 1000']],
  ['the cable flaps', ['link set switch0 up', 'link set eth0 up', 'link set eth0 down', 'link set eth0 up']],
  [
    'the links get other names',
    ['link set eth0 name lan0', 'link set wlan0 down', 'link set wlan0 name wifi0', 'link set wifi0 up'],
  ],
  [
    'routes by next-hop objects and several ways',
    [
      'nexthop add id 1 via 192.168.1.7 dev lan0',
      'nexthop add id 2 via 192.168.1.8 dev lan0',
      'nexthop add id 9 group 1/2',
      'route add 198.51.100.0/24 nhid 9',
      'route add 203.0.112.0/24 nexthop via 192.168.1.7 nexthop via 192.168.1.8 weight 2',
      'route append 198.18.0.0/15 via 192.168.1.7',
      'route append 198.18.0.0/15 via 192.168.1.8',
      'route replace 198.18.0.0/15 via 192.168.1.9',
      'route add blackhole 192.0.2.0/24',
      'route add unreachable 2001:db8:dead::/48',
    ],
  ],
  ['a next-hop object goes, with what leads by it', ['nexthop del id 1']],
  [
    'the last address of a link is removed',
    ['route add 10.99.0.0/16 dev wifi0', 'addr flush dev wifi0 scope global'],
  ],
  [
    'its index is used again for another link',
    [
      'link del wifi0',
      'link add dmz0 index 77 type veth peer name dmz1',
      'link del dmz0',
      'link add back0 index 77 type bridge',
      'link set back0 up',
      'addr add 10.7.0.1/24 dev back0',
    ],
  ],
  ['a link joins a bridge', ['link set switch0 master back0', 'addr add 10.7.7.1/24 dev back0']],
  ['the bridge is deleted', ['link del back0']],
  ['all addresses of IPv4 go', ['addr flush dev lan0']],
];

/** Of routes with several ways none is asked for: Linux spreads over them by a hash, the mirror takes the first. */
const destinations = ['8.8.8.8', '203.0.113.9', '198.18.0.9', '10.7.0.9', '192.0.2.9', '2001:db8:ffff::1'];

interface Got {
  readonly dev?: string;
  readonly gateway?: string;
  readonly prefsrc?: string;
}

/** What `ip route get` answers, in one line. */
const kernelAnswer = (namespace: TestNamespace, destination: string): string => {
  try {
    const [got] = namespace.json(`route get ${destination}`) as readonly Got[];
    return got === undefined
      ? 'unreachable'
      : `${got.gateway ?? 'on link'} dev ${got.dev} src ${got.prefsrc}`;
  } catch {
    return 'unreachable';
  }
};

const mirrorAnswer = (
  host: Host,
  DestinationAddress: string,
  asOf?: { readonly seq: number; readonly at: number },
): string => {
  const { BestRoute, BestSourceAddress, status } = netioapi(host).GetBestRoute2(
    { DestinationAddress },
    asOf === undefined ? {} : { asOf },
  );
  if (BestRoute === undefined) return status === 'STATUS_NETWORK_UNREACHABLE' ? 'unreachable' : status;
  const state = asOf === undefined ? host.state : host.timeline.stateAt(asOf.seq);
  const isOnLink = BestRoute.NextHop === '0.0.0.0' || BestRoute.NextHop === '::';
  const dev = state.interfaces.byIndex(BestRoute.InterfaceIndex)?.Alias;
  return `${isOnLink ? 'on link' : BestRoute.NextHop} dev ${dev} src ${BestSourceAddress}`;
};

describeInNamespaces('a scripted day', () => {
  it('is mirrored without a difference at any step, and can be asked afterwards as of each', async () => {
    const namespace = new TestNamespace();
    // The kernel does not tell of an address before it has looked for duplicates, which takes its time.
    namespace.run('sh', '-c', 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad');
    const mirror = new LiveMirror(namespace.file);
    try {
      await mirror.settled();
      const { host } = mirror;
      const asked: Array<
        Readonly<{ step: string; position: { seq: number; at: number }; answers: readonly string[] }>
      > = [];
      for (const [step, commands] of day) {
        namespace.ip(...commands);
        await mirror.settled();
        expect({ step, ...mirrorTables(host) }).toEqual({ step, ...kernelTables(namespace) });
        const answers = destinations.map((destination) => kernelAnswer(namespace, destination));
        asked.push({ step, position: host.position, answers });
      }
      for (const { answers, position, step } of asked) {
        const own = destinations.map((destination) => mirrorAnswer(host, destination, position));
        expect({ step, answers: own }).toEqual({ step, answers });
      }
      expect(stateDocument(openHost(host.log).state)).toEqual(stateDocument(host.state));
    } finally {
      mirror.live.close();
      namespace.remove();
    }
  });
});
