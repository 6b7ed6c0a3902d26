import { replay } from '../../core/src/state';
import {
  ipv4FromNumber,
  ipv4ToNumber,
  ipv6FromWords,
  ipv6ToWords,
  prefixAddress,
  prefixLength,
} from '../../core/src/net';
import { keep } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { seededRandom, shuffled } from '../src/random';
import { creations, deletions, hostWithoutRoutes, routeTo } from '../src/routes';

interface Matcher {
  addPrefix(prefix: string, data: object): void;
  getMatch(prefix: string): readonly object[];
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the package has no types
const LongestPrefixMatch = require('longest-prefix-match') as new () => Matcher;

const any = (): boolean => true;

ask({
  name: 'lookup-in-a-snapshot',
  title: 'Longest prefix match in any past state',
  about:
    'The longest prefix of a full table that holds an address given as text, in a state that is long past: a third of its routes have gone since. The peer holds one table, that of the past state; it is given the addresses as prefixes of full length, as it wants them.',
  measure: (bench) => {
    const { origin, ipv4, ipv6 } = loadPrefixes();
    bench.note(`Prefixes: ${origin}.`);
    const prefixes = shuffled([...ipv4, ...ipv6], 5).slice(0, bench.size(ipv4.length + ipv6.length, 20_000));
    const lookups = bench.size(200_000, 2_000);
    const start = hostWithoutRoutes();
    const routes = prefixes.map((prefix, index) => routeTo(prefix, index));
    const past = replay(start, creations(routes, start.seq));
    const present = replay(past, deletions(routes.slice(0, routes.length / 3), past.seq));
    keep(present.routes.size);
    const peer = new LongestPrefixMatch();
    for (const prefix of prefixes) peer.addPrefix(prefix, { prefix });
    const random = seededRandom(17);
    const ipv4Addresses = Array.from({ length: lookups }, () => {
      const prefix = ipv4[Math.floor(random() * ipv4.length)] ?? ipv4[0]!;
      const within = Math.floor(random() * 2 ** (32 - prefixLength(prefix)));
      return ipv4FromNumber((ipv4ToNumber(prefixAddress(prefix)) + within) >>> 0);
    });
    const ipv6Addresses = Array.from({ length: lookups }, () => {
      const prefix = ipv6[Math.floor(random() * ipv6.length)] ?? ipv6[0]!;
      const [w0, w1] = ipv6ToWords(prefixAddress(prefix));
      return ipv6FromWords(w0, w1, 0, Math.floor(random() * 2 ** 32));
    });
    const sample = bench.race({
      ipv4: {
        operations: lookups,
        run: () => {
          for (const text of ipv4Addresses)
            keep(past.routes.longestIpv4(ipv4ToNumber(text), any) === undefined ? 0 : 1);
        },
      },
      peer4: {
        operations: lookups,
        run: () => {
          for (const text of ipv4Addresses) keep(peer.getMatch(`${text}/32`).length);
        },
      },
      ipv6: {
        operations: lookups,
        run: () => {
          for (const text of ipv6Addresses) {
            const [w0, w1, w2, w3] = ipv6ToWords(text);
            keep(past.routes.longestIpv6(w0, w1, w2, w3, any) === undefined ? 0 : 1);
          }
        },
      },
      peer6: {
        operations: lookups,
        run: () => {
          for (const text of ipv6Addresses) keep(peer.getMatch(`${text}/128`).length);
        },
      },
    });
    bench.beside('IPv4, in a past state', sample.ipv4, 'longest-prefix-match', sample.peer4, { times: 3 });
    bench.beside('IPv6, in a past state', sample.ipv6, 'longest-prefix-match', sample.peer6, { times: 3 });
    bench.rate('IPv4 lookups of text', sample.ipv4);
    bench.rate('IPv6 lookups of text', sample.ipv6);
  },
});
