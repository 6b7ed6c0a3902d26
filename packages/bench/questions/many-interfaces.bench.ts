import { createHost, hardware, netioapi } from '@netlapse/core';

import { keep, type Bench } from '../src/bench';
import { freshPrefix, givenRoute } from '../src/host-with-routes';
import { ask } from '../src/question';
import { median } from '../src/sample';

const description = (InterfaceIndex: number) => ({ InterfaceIndex, Alias: `Ethernet ${InterfaceIndex}` });

/** Costs of one thing each on a host of so many interfaces, in nanoseconds. */
const costsOn = (bench: Bench, interfaces: number): Record<string, number> => {
  const host = createHost({
    now: 0,
    interfaces: Array.from({ length: interfaces }, (_, number) => description(5 + number)),
  });
  const api = netioapi(host);
  const reports = hardware(host);
  const indexOf = (number: number): number => 5 + (number % interfaces);
  // One address on each of the first interfaces: enough for the hint to have something to look at.
  for (let number = 0; number < Math.min(interfaces, 100); number++)
    api.CreateUnicastIpAddressEntry({ Row: addressRow(indexOf(number), `172.16.${number}.1`) });
  const calls = bench.size(200, 20);
  let next = 0;
  const timed = (operations: number, call: (number: number) => unknown): number => {
    const { work } = bench.race({
      work: {
        operations,
        run: () => {
          for (let time = 0; time < operations; time++) call(next++);
        },
      },
    });
    return median(work.rounds);
  };
  let arrived = 5 + interfaces;
  return {
    CreateIpForwardEntry2: timed(calls, (number) =>
      api.CreateIpForwardEntry2({
        Row: { ...givenRoute(freshPrefix(number)), InterfaceIndex: indexOf(number) },
      }),
    ),
    GetBestRoute2: timed(calls, (number) =>
      keep(api.GetBestRoute2({ DestinationAddress: `172.16.${number % 100}.1` }).status.length),
    ),
    'an address created': timed(calls, (number) =>
      api.CreateUnicastIpAddressEntry({
        Row: addressRow(indexOf(number), `198.18.${number >> 8}.${number & 255}`),
      }),
    ),
    'an interface arrives': timed(bench.size(50, 5), () => {
      reports['interface-arrives']({ interface: description(arrived++) });
    }),
    ConvertInterfaceAliasToLuid: timed(calls, (number) =>
      keep(api.ConvertInterfaceAliasToLuid({ InterfaceAlias: `Ethernet ${indexOf(number)}` }).status.length),
    ),
    'GetIfTable2, a row':
      timed(bench.size(10, 2), () => keep(api.GetIfTable2({}).Table?.length ?? 0)) / interfaces,
  };
};

const addressRow = (InterfaceIndex: number, Address: string) => ({
  Address,
  InterfaceIndex,
  OnLinkPrefixLength: 32,
  ValidLifetime: 0xffff_ffff,
  PreferredLifetime: 0xffff_ffff,
  PrefixOrigin: 'IpPrefixOriginManual' as const,
  SuffixOrigin: 'IpSuffixOriginManual' as const,
  SkipAsSource: false,
});

ask({
  name: 'many-interfaces',
  title: 'Ten thousand interfaces',
  about: 'What one call or report costs on hosts of more and more interfaces.',
  measure: (bench) => {
    const sizes = bench.isQuick ? [10, 100] : [10, 1_000, 10_000];
    const costs = sizes.map((size) => costsOn(bench, size));
    const [least = {}] = costs;
    bench.curve({
      title: 'One call or report',
      over: 'interfaces',
      sizes,
      unit: 'ns',
      series: Object.keys(least).map((name) => ({ name, values: costs.map((each) => each[name] ?? 0) })),
    });
  },
});
