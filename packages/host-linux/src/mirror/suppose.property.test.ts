import fc from 'fast-check';

import { forkHost, netioapi, type Host } from '@netlapse/core';

import { mirroredHost } from '../../test/mirrored-host';
import { propertyRuns } from '../../test/property-runs';
import { anyMessage } from '../../test/random-messages';
import { bearsNexthops } from './nexthop-loss';
import { linkIn } from './objects';
import {
  messagesOfDifference,
  messagesOfLinkDown,
  messagesOfMetric,
  messagesOfRouteGone,
  NoLinuxCounterpart,
  supposeMessages,
} from './suppose';

const forks = fc
  .array(anyMessage, { minLength: 20, maxLength: 80 })
  .map((messages) => mirroredHost(...messages).host)
  .map((host) => forkHost(host, host.position, { asMirror: true }));

const unlessWithoutCounterpart = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof NoLinuxCounterpart)) throw error;
  }
};

const routesOn = ({ state }: Host, ifindex: number) =>
  state.linux.onLink('route', ifindex).map(({ object }) => object);

it('a route that is supposed to be gone has no row any more, and no other row goes with it', () => {
  let gone = 0;
  fc.assert(
    fc.property(forks, fc.nat(), (fork, number) => {
      const rows = [...fork.state.routes.values()];
      const row = rows[number % Math.max(1, rows.length)];
      if (row === undefined) return;
      unlessWithoutCounterpart(() => {
        supposeMessages(fork, messagesOfRouteGone(fork.state, row));
        expect(fork.state.routes.get(row)).toBeUndefined();
        expect(fork.state.routes.size).toBe(rows.length - 1);
        gone += 1;
      });
    }),
    propertyRuns(60),
  );
  expect(gone).toBeGreaterThan(15);
});

it('a metric is that of each unicast route of table main by the link, and a link that is set down bears no way', () => {
  let downs = 0;
  fc.assert(
    fc.property(
      forks,
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(0, 7, 1024),
      (fork, ifindex, metric) => {
        supposeMessages(fork, messagesOfMetric(fork.state, ifindex, metric));
        for (const { family, metric: is = 0, nexthops, table, type } of routesOn(fork, ifindex))
          if (table === 'main' && type === 'unicast' && nexthops === undefined)
            expect(is).toBe(metric === 0 && family === 'inet6' ? 1024 : metric);
        // Random messages give ways also to a link that is down or without carrier, which no kernel does: setting it down takes none away.
        const link = linkIn(fork.state.linux, ifindex);
        if (link === undefined || !bearsNexthops(link)) return;
        downs += 1;
        supposeMessages(fork, messagesOfLinkDown(fork.state, ifindex));
        for (const DestinationAddress of ['10.1.2.3', '203.0.113.1', '2001:db8::9', 'fe80::7']) {
          const { status } = netioapi(fork).GetBestRoute2({ DestinationAddress, InterfaceIndex: ifindex });
          if (status === 'STATUS_SUCCESS')
            expect(
              routesOn(fork, ifindex).some(
                ({ scope, type }) => scope === 'host' || type === 'local' || type === 'anycast',
              ),
            ).toBe(true);
        }
      },
    ),
    propertyRuns(60),
  );
  expect(downs).toBeGreaterThan(5);
});

it('what is done to a model comes to the mirror as the same route, and nothing done as no message', () => {
  let made = 0;
  fc.assert(
    fc.property(forks, fc.integer({ min: 1, max: 3 }), (fork, InterfaceIndex) => {
      const [before, after] = [forkHost(fork, fork.position), forkHost(fork, fork.position)];
      expect(messagesOfDifference(fork.state, before.view().state, after.view().state)).toEqual([]);
      const Row = {
        ...netioapi(after).InitializeIpForwardEntry({}).Row,
        InterfaceLuid: '0x0000000000000000',
        InterfaceIndex,
        DestinationPrefix: '203.0.113.0/28',
        NextHop: '192.0.2.99',
        Metric: 3,
        Protocol: 'MIB_IPPROTO_NETMGMT',
      } as const;
      if (netioapi(after).CreateIpForwardEntry2({ Row }).status !== 'STATUS_SUCCESS') return;
      supposeMessages(fork, messagesOfDifference(fork.state, before.state, after.state));
      const [row] = fork.state.routes
        .at('203.0.113.0/28' as never)
        .filter(({ NextHop }) => NextHop === '192.0.2.99');
      expect(row).toMatchObject({ InterfaceIndex, Metric: 3 });
      made += 1;
    }),
    propertyRuns(50),
  );
  expect(made).toBeGreaterThan(10);
});
