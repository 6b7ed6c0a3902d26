import { createHost, netioapi } from '@netlapse/core';

import { AppendBuilder } from '../../core/src/engine/append-builder';
import { keep } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { seededRandom, shuffled } from '../src/random';
import { onInterface, routeTo } from '../src/routes';

ask({
  name: 'as-of',
  title: 'The state as of a past position',
  about:
    'A host with a full table whose routes change one after the other; then states of anywhere in between, which are not kept: each is folded from the nearest snapshot, one every 1,000 events.',
  measure: (bench) => {
    const { origin, ipv4, ipv6 } = loadPrefixes();
    bench.note(`Prefixes: ${origin}.`);
    const count = bench.size(ipv4.length + ipv6.length, 5_000);
    const changes = bench.size(50_000, 3_000);
    const jumps = bench.size(300, 20);
    const prefixes = shuffled([...ipv4, ...ipv6], 5).slice(0, count);
    const host = createHost({ now: 0, interfaces: [onInterface] });
    const load = new AppendBuilder(host.state, 0);
    load.together(
      prefixes.map((prefix, index) => ({ type: 'RouteCreated', data: routeTo(prefix, index) }) as const),
    );
    host.timeline.commit({ kind: 'import', name: 'load', params: {} }, 'STATUS_SUCCESS', load);
    const random = seededRandom(11);
    const { SetIpForwardEntry2 } = netioapi(host);
    const first = host.state.seq;
    host.batch(() => {
      for (let index = 0; index < changes; index++) {
        const place = Math.floor(random() * count);
        const { DestinationPrefix, NextHop, InterfaceLuid } = routeTo(prefixes[place] as never, place);
        SetIpForwardEntry2({
          Route: {
            InterfaceLuid,
            DestinationPrefix,
            NextHop,
            Metric: index + 1,
            ValidLifetime: 0xffff_ffff,
            PreferredLifetime: 0xffff_ffff,
          },
        });
      }
    });
    const made = host.state.seq - first;
    const seqs = Array.from({ length: jumps }, () => first + 1 + Math.floor(random() * (made - 1)));
    const { asOf } = bench.race({
      asOf: {
        operations: jumps,
        run: () => {
          for (const seq of seqs) keep(host.timeline.stateAt(seq).seq);
        },
      },
    });
    bench.time(
      `a state of ${made.toLocaleString('en')} past ones, ${count.toLocaleString('en')} routes`,
      asOf,
      {
        atMost: 2_000_000,
      },
    );
  },
});
