import * as t from 'io-ts';

import { UnicastData } from '../../core/src/addresses/row';
import { checkerOf, type ClosedType } from '../../core/src/codec';
import { InterfaceData, IpInterfaceData } from '../../core/src/interfaces/row';
import { RouteData } from '../../core/src/routes/row';
import { keep, type Bench } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { StoredRows } from '../src/stored-rows';

const measureRows = <A>(
  bench: Bench,
  what: string,
  codec: ClosedType<A>,
  stored: readonly object[],
): void => {
  const operations = bench.size(20_000, 2_000);
  const of = (takes: (row: unknown) => boolean) => ({
    operations,
    run: () => {
      let taken = 0;
      for (let done = 0; done < operations; done++) if (takes(stored[done % stored.length])) taken++;
      if (taken !== operations) throw new Error(`${what}: ${operations - taken} valid rows were refused`);
      keep(taken);
    },
  });
  const strict = t.strict(codec.props);
  const open = t.type(codec.props);
  const { compiled, ...peers } = bench.race({
    compiled: of(checkerOf(codec)),
    strict: of((row) => strict.decode(row)._tag === 'Right'),
    own: of((row) => codec.decode(row)._tag === 'Right'),
    open: of((row) => open.decode(row)._tag === 'Right'),
  });
  const members = Object.keys(codec.props).length;
  bench.beside(`${what}, ${members} members`, compiled, 'io-ts, t.strict', peers.strict, { times: 20 });
  bench.beside(what, compiled, 'the same codec interpreted', peers.own);
  bench.beside(what, compiled, 'io-ts, t.type, which lets other members pass', peers.open);
};

ask({
  name: 'check-a-row',
  title: 'Checking a row',
  about:
    'Valid rows, parsed from text one by one as a log that is read gives them, are checked by the function that is compiled from their codec, and by io-ts that interprets the same members.',
  measure: (bench) => {
    const { ipv4, ipv6 } = loadPrefixes();
    const count = bench.size(2_000, 200);
    const rows = new StoredRows(ipv4.slice(0, count));
    measureRows(bench, 'an IPv4 route', RouteData, rows.of('routes'));
    measureRows(bench, 'an IPv6 route', RouteData, new StoredRows(ipv6.slice(0, count)).of('routes'));
    measureRows(bench, 'an interface', InterfaceData, rows.of('interfaces'));
    measureRows(bench, 'an IP interface', IpInterfaceData, rows.of('ipInterfaces'));
    measureRows(bench, 'a unicast address', UnicastData, rows.of('unicast'));
  },
});
