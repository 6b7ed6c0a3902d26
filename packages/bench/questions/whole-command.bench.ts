import { netioapi } from '@netlapse/core';

import { keep } from '../src/bench';
import { freshPrefix, givenRoute, hostWithRoutes } from '../src/host-with-routes';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';

/** What the design holds a whole command to, in nanoseconds. */
const TARGET = 25_000;

ask({
  name: 'whole-command',
  title: 'A whole command',
  about:
    'One route created, set and deleted by its Win32 call on a host with a full table: checked, decided, appended to a log in memory, folded, and told to one registration.',
  measure: (bench) => {
    const { ipv4, ipv6, origin } = loadPrefixes();
    const host = hostWithRoutes([...ipv4, ...ipv6].slice(0, bench.size(Infinity, 10_000)));
    const api = netioapi(host);
    let told = 0;
    api.NotifyRouteChange2({
      Family: 'AF_UNSPEC',
      Callback: () => {
        told += 1;
      },
      CallerContext: null,
      InitialNotification: false,
    });
    const calls = bench.size(20_000, 500);
    const each = (call: (prefix: string) => { readonly status: string }) => (): void => {
      for (let number = 0; number < calls; number++) {
        const { status } = call(freshPrefix(number));
        if (status !== 'STATUS_SUCCESS') throw new Error(`${freshPrefix(number)}: ${status}`);
      }
    };
    let metric = 7;
    const { created, set, deleted } = bench.race({
      created: {
        operations: calls,
        run: each((prefix) => api.CreateIpForwardEntry2({ Row: givenRoute(prefix) })),
      },
      set: {
        operations: calls,
        before: () => (metric += 1),
        run: each((prefix) => api.SetIpForwardEntry2({ Route: givenRoute(prefix, metric) })),
      },
      deleted: {
        operations: calls,
        run: each((prefix) => api.DeleteIpForwardEntry2({ Row: givenRoute(prefix) })),
      },
    });
    keep(told);
    bench.time('CreateIpForwardEntry2', created, { atMost: TARGET });
    bench.time('SetIpForwardEntry2', set, { atMost: TARGET });
    bench.time('DeleteIpForwardEntry2', deleted, { atMost: TARGET });
    bench.note(`${origin}: ${host.state.routes.size} routes; ${told} notifications were made.`);
  },
});
