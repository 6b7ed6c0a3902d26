import { lookupIndex, netioapi, type Prefix } from '@netlapse/core';

import {
  ipv4FromNumber,
  ipv4PrefixToNumber,
  ipv4ToNumber,
  prefixAddress,
  prefixLength,
} from '../../core/src/net';
import { heapBytes, keep, type Bench } from '../src/bench';
import { givenRoute, hostWithRoutes } from '../src/host-with-routes';
import { peerTable, type PeerTable } from '../src/longest-prefix-match';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { seededRandom } from '../src/random';

/** What bart looked up of the same work on the machine of the design: there is no Go toolchain with it here. */
const BART_PER_SECOND = 4_200_000;

/** Text as it comes from a file or a socket: in one piece, not as it was put together. */
const read = (texts: readonly string[]): readonly string[] => JSON.parse(JSON.stringify(texts)) as string[];

const random = seededRandom(7);
const addressIn = (prefix: Prefix): string =>
  ipv4FromNumber(ipv4PrefixToNumber(prefix) + Math.floor(random() * 2 ** (32 - prefixLength(prefix))));

/** Streams of addresses: each prefix as likely, each unicast address as likely, and few addresses again and again. */
const streamsOf = (ipv4: readonly Prefix[], size: number): Readonly<Record<string, readonly string[]>> => {
  const inTable = Array.from({ length: size }, () =>
    addressIn(ipv4[Math.floor(random() * ipv4.length)] as Prefix),
  );
  const anywhere = Array.from({ length: size }, () =>
    ipv4FromNumber(0x0100_0000 + Math.floor(random() * 0xdf00_0000)),
  );
  const hot = Array.from({ length: size }, () => inTable[Math.floor(random() ** 4 * (size / 10))] as string);
  return {
    'addresses all over the unicast space': read(anywhere),
    'addresses of prefixes drawn from the table': read(inTable),
    'few addresses again and again': read(hot),
  };
};

const peerOf = (prefixes: readonly Prefix[]): PeerTable => {
  const peer = peerTable();
  prefixes.forEach((prefix, number) => peer.addPrefix(prefix, number));
  return peer;
};

const measureChanges = (bench: Bench, ipv4: readonly Prefix[]): void => {
  const host = hostWithRoutes(ipv4);
  const lookup = lookupIndex(host);
  lookup.longestMatchIpv4(0);
  const { SetIpForwardEntry2 } = netioapi(host);
  const changes = bench.size(20_000, 500);
  let metric = 0;
  const change = (isFollowed: boolean) => () => {
    metric += 1;
    for (let index = 0; index < changes; index++) {
      const [route] = host.state.routes.at(ipv4[index] as Prefix);
      keep(SetIpForwardEntry2({ Route: { ...givenRoute(''), ...route, Metric: metric } }).status.length);
      if (isFollowed) keep(lookup.longestMatchIpv4(index) === undefined ? 0 : 1);
    }
  };
  const { alone, followed } = bench.race({
    alone: { operations: changes, run: change(false), before: () => lookup.longestMatchIpv4(0) },
    followed: { operations: changes, run: change(true) },
  });
  bench.time('one route set, nobody looks up', alone);
  bench.time('one route set, and a lookup after it that takes the change over', followed);
};

ask({
  name: 'lookup-at-the-head',
  title: 'Longest prefix match in the present',
  about:
    'A full table, and addresses looked up in it by the index beside the present (lookupIndex). The peer takes a prefix for an address: each address is given to it as a /32 that is text already.',
  measure: (bench) => {
    const prefixes = loadPrefixes();
    const ipv4 = prefixes.ipv4.slice(0, bench.size(Infinity, 20_000));
    const ipv6 = prefixes.ipv6.slice(0, bench.size(Infinity, 4_000));
    bench.note(`${prefixes.origin}: ${ipv4.length} IPv4 prefixes, ${ipv6.length} of IPv6.`);
    const size = bench.size(200_000, 5_000);
    const streams = streamsOf(ipv4, size);
    const host = hostWithRoutes([...ipv4, ...ipv6]);
    const { routes } = host.state;
    const lookup = lookupIndex(host);
    const before = heapBytes();
    const filling = bench.once(() => keep(lookup.longestMatchIpv4(0) === undefined ? 0 : 1));
    const bytes = heapBytes() - before;
    const peer = peerOf(ipv4);
    for (const [name, texts] of Object.entries(streams)) {
      const prefixTexts = read(texts.map((text) => `${text}/32`));
      const { index, trie, other } = bench.race({
        index: {
          operations: size,
          run: () => {
            for (const text of texts) keep(lookup.longestMatch(text) === undefined ? 0 : 1);
          },
        },
        trie: {
          operations: size,
          run: () => {
            for (const text of texts)
              keep(routes.longestIpv4(ipv4ToNumber(text as never), () => true) === undefined ? 0 : 1);
          },
        },
        other: {
          operations: size,
          run: () => {
            for (const text of prefixTexts) keep(peer.getMatch(text).length);
          },
        },
      });
      const targets = { times: 10 };
      bench.beside(`text: ${name}`, index, 'longest-prefix-match', other, targets);
      bench.beside(
        `text, the table itself as for any past state: ${name}`,
        trie,
        'longest-prefix-match',
        other,
        {
          times: 3,
        },
      );
    }
    for (const [name, texts] of Object.entries(streams)) {
      const numbers = Int32Array.from(texts, (text) => ipv4ToNumber(text as never));
      const { index } = bench.race({
        index: {
          operations: size,
          run: () => {
            for (let at = 0; at < numbers.length; at++)
              keep(lookup.longestMatchIpv4(numbers[at] as number) === undefined ? 0 : 1);
          },
        },
      });
      bench.rate(`uint32: ${name}`, index, { atLeast: 3 * BART_PER_SECOND });
    }
    const ofIpv6 = read(
      Array.from({ length: size }, () => prefixAddress(ipv6[Math.floor(random() * ipv6.length)] as Prefix)),
    );
    const ipv6Sample = bench.race({
      ipv6: {
        operations: size,
        run: () => {
          for (const text of ofIpv6) keep(lookup.longestMatch(text) === undefined ? 0 : 1);
        },
      },
    });
    bench.rate('text of IPv6, by the trie', ipv6Sample.ipv6);
    const { GetBestRoute2 } = netioapi(host);
    const [first = []] = Object.values(streams);
    const asked = first.slice(0, bench.size(20_000, 500));
    const best = bench.race({
      best: {
        operations: asked.length,
        run: () => {
          for (const DestinationAddress of asked) keep(GetBestRoute2({ DestinationAddress }).status.length);
        },
      },
    });
    bench.time('GetBestRoute2 of the whole, which asks the table', best.best);
    bench.time('the index filled, once', filling);
    bench.figure('memory of the index', 'bytes', bytes);
    measureChanges(bench, ipv4.slice(0, bench.size(200_000, 2_000)));
    bench.note(
      'Of bart there is only the figure of the design (4.2 million a second of the same work); the rates of uint32 are held to three times that.',
    );
  },
});
