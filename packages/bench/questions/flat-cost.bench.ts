import { netioapi, type Prefix } from '@netlapse/core';

import { heapBytes, keep, type Bench } from '../src/bench';
import { BEGINNING, freshPrefix, givenRoute, hostWithRoutes } from '../src/host-with-routes';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { median } from '../src/sample';

interface Costs {
  /** Nanoseconds. */
  readonly command: number;
  readonly told: number;
  readonly asOf: number;
  /** Of all that a route of the table takes, and of what one command leaves behind: in bytes. */
  readonly route: number;
  readonly left: number;
}

const timed = (bench: Bench, operations: number, call: (number: number) => void): number => {
  const { work } = bench.race({
    work: {
      operations,
      run: () => {
        for (let number = 0; number < operations; number++) call(number);
      },
    },
  });
  return median(work.rounds);
};

const costsOf = (bench: Bench, prefixes: readonly Prefix[]): Costs => {
  const empty = heapBytes();
  const host = hostWithRoutes(prefixes);
  const route = (heapBytes() - empty) / prefixes.length;
  const api = netioapi(host);
  const calls = bench.size(3_000, 200);
  const seconds = { made: 1 };
  const change = (number: number): void => {
    const Row = givenRoute(freshPrefix(number >> 1));
    const { status } =
      (number & 1) === 0 ? api.CreateIpForwardEntry2({ Row }) : api.DeleteIpForwardEntry2({ Row });
    if (status !== 'STATUS_SUCCESS') throw new Error(status);
  };
  const command = timed(bench, calls, change);
  const before = heapBytes();
  for (let number = 0; number < calls; number++) {
    if (number % 100 === 0) host.advanceTo(BEGINNING + 1000 * seconds.made++);
    change(number);
  }
  const left = (heapBytes() - before) / calls;
  const instants = seconds.made - 2;
  const asOf = timed(bench, bench.size(200, 20), (number) => {
    const at = BEGINNING + 1000 * (1 + (number % instants)) + 500;
    keep(api.GetBestRoute2({ DestinationAddress: '10.0.0.130' }, { asOf: { at } }).status.length);
  });
  api.NotifyRouteChange2({
    Family: 'AF_UNSPEC',
    Callback: (_context, _row, notificationType) => keep(notificationType.length),
    CallerContext: null,
    InitialNotification: false,
  });
  const told = timed(bench, calls, change);
  host.close();
  return { command, told, asOf, route, left };
};

ask({
  name: 'flat-cost',
  title: 'Cost that stays flat',
  about:
    'The same work on hosts of more and more routes. A command creates or deletes one route; a read as of the past is GetBestRoute2 as of an instant some thousand events back.',
  measure: (bench) => {
    const { ipv4, ipv6, origin } = loadPrefixes();
    const all = [...ipv4, ...ipv6];
    const sizes = bench.isQuick ? [10, 1_000] : [10, 1_000, 100_000, 1_000_000];
    const costs = sizes.map((size) => costsOf(bench, all.slice(0, size)));
    const values = (cost: keyof Costs): number[] => costs.map((each) => each[cost]);
    bench.curve({
      title: 'Time of one',
      over: 'routes',
      sizes,
      unit: 'ns',
      series: [
        { name: 'command', values: values('command') },
        { name: 'command with one registration told of it', values: values('told') },
        { name: 'read as of the past', values: values('asOf') },
      ],
    });
    bench.curve({
      title: 'Memory of one',
      over: 'routes',
      sizes,
      unit: 'bytes',
      series: [
        { name: 'route of the table', values: values('route') },
        { name: 'command in the log, with the states kept for reading the past', values: values('left') },
      ],
    });
    bench.note(`${origin}.`);
  },
});
