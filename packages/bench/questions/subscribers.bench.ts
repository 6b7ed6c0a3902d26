import { EventEmitter } from 'node:events';

import { bestRoute$, changes$, createHost, netioapi, type Change, type Host } from '@netlapse/core';
import { filter, Subject, Subscription, type Observable } from 'rxjs';

import { isInPrefix, type IpAddress, type Prefix } from '../../core/src/net';
import type { CommitRecord } from '../../core/src/log';
import { WrittenAppend } from '../../core/src/engine/append-item';
import { AppendStates } from '../../core/src/engine/append-states';
import { keep, type Bench, type Contender } from '../src/bench';
import { ask } from '../src/question';

const prefixOf = (index: number): string => `10.${index >> 8}.${index & 255}.0/24`;
const rowOf = (DestinationPrefix: string, Metric = 0) => ({
  InterfaceIndex: 5,
  DestinationPrefix,
  NextHop: '192.0.2.1',
  Metric,
  ValidLifetime: 0xffff_ffff,
  PreferredLifetime: 0xffff_ffff,
});

/** What everybody is told of: the prefix of a changed route. */
interface Told {
  readonly prefix: string;
}

/** Those who ask for the changes of one prefix each, from the first on. */
interface Crowd {
  /** Tells of a change; nothing else is done. */
  readonly tell: (prefix: string) => void;
  readonly leave: () => void;
}

type Gather = (prefixes: readonly string[]) => Crowd;

let heard = 0;
const hear = (): void => {
  heard += 1;
};

const hostWith = (routes: readonly string[]): Host => {
  const host = createHost({ now: 0, interfaces: [{ InterfaceIndex: 5 }] });
  const { CreateIpForwardEntry2 } = netioapi(host);
  host.batch(() => {
    for (const prefix of routes) CreateIpForwardEntry2({ Row: rowOf(prefix) });
  });
  return host;
};

/** The appends that are told of, as a host wrote them, by the prefix of their route. */
const appendsOf = (host: Host, prefixes: readonly string[]): ReadonlyMap<string, WrittenAppend> => {
  const { SetIpForwardEntry2 } = netioapi(host);
  return new Map(
    prefixes.map((prefix) => {
      const before = host.state;
      SetIpForwardEntry2({ Route: rowOf(prefix, 1) });
      const record = [...host.log.records(host.log.head.n)].at(-1) as CommitRecord;
      const states = new AppendStates(before, record.at, record.events);
      states.push(host.state);
      const committed = { record, states };
      return [prefix, new WrittenAppend(committed, host.timeline.identity, host.state)] as const;
    }),
  );
};

/** Streams of a host: the delivery alone is measured, as the fold and the log would hide it. */
const streams =
  (changed: readonly string[], more: (host: Host) => ReadonlyArray<Observable<unknown>> = () => []): Gather =>
  (prefixes) => {
    const host = hostWith(changed);
    const appends = appendsOf(host, changed);
    const all = new Subscription();
    for (const stream of more(host)) all.add(stream.subscribe(hear));
    for (const prefix of prefixes) all.add(changes$(host, { tables: ['routes'], prefix }).subscribe(hear));
    return {
      tell: (prefix) => {
        const { delivery } = host;
        delivery.enqueue(delivery.tellingsOf(appends.get(prefix) as WrittenAppend));
        delivery.settle(0);
      },
      leave: () => all.unsubscribe(),
    };
  };

const filters: Gather = (prefixes) => {
  const subject = new Subject<Told>();
  const all = prefixes.map((mine) => subject.pipe(filter(({ prefix }) => prefix === mine)).subscribe(hear));
  return {
    tell: (prefix) => subject.next({ prefix }),
    leave: () => {
      for (const each of all) each.unsubscribe();
    },
  };
};

const emitter: Gather = (prefixes) => {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  const all = prefixes.map((prefix) => {
    const listener = (_: Told): void => hear();
    events.on(prefix, listener);
    return () => void events.off(prefix, listener);
  });
  return {
    tell: (prefix) => void events.emit(prefix, { prefix }),
    leave: () => {
      for (const each of all) each();
    },
  };
};

/** Tells a crowd of changes, one after the other. */
const telling = (
  { tell }: Pick<Crowd, 'tell'>,
  changed: readonly string[],
  operations: number,
): Contender => ({
  operations,
  run: () => {
    for (let index = 0; index < operations; index++) tell(changed[index % changed.length] as string);
    keep(heard);
  },
});

const toOthers = (bench: Bench, crowd: readonly string[], changed: readonly string[]): void => {
  const ours = streams(changed);
  const { netlapse, subject, keyed } = bench.race({
    netlapse: telling(ours(crowd), changed, bench.size(50_000, 500)),
    subject: telling(filters(crowd), changed, bench.size(50, 2)),
    keyed: telling(emitter(crowd), changed, bench.size(50_000, 500)),
  });
  const size = crowd.length.toLocaleString('en');
  bench.beside(
    `one change, ${size} subscribers to other prefixes`,
    netlapse,
    'a filter per subscriber',
    subject,
    {
      times: 1000,
    },
  );
  bench.beside('the same', netlapse, 'an EventEmitter by prefix', keyed);
};

/** Ways to destinations: each is asked anew only where a route may lead there. */
const waysElsewhere = (bench: Bench, count: number, changed: readonly string[]): void => {
  const destinations = Array.from({ length: count }, (_, index) => prefixOf(index).replace('0/24', '1'));
  const ours = streams(changed, (host) => destinations.map((destination) => bestRoute$(host, destination)));
  const subject = new Subject<Told>();
  for (const destination of destinations as IpAddress[])
    subject.pipe(filter(({ prefix }) => isInPrefix(destination, prefix as Prefix))).subscribe(hear);
  const told = bench.race({
    netlapse: telling(ours([]), changed, bench.size(50_000, 500)),
    subject: telling({ tell: (prefix) => subject.next({ prefix }) }, changed, bench.size(20, 2)),
  });
  const what = `one change, ${count.toLocaleString('en')} followers of the way to elsewhere`;
  bench.beside(what, told.netlapse, 'a filter per subscriber', told.subject);
};

const toNobody = (bench: Bench, changed: readonly string[]): void => {
  const operations = bench.size(200_000, 500);
  const { nobody } = bench.race({ nobody: telling(streams(changed)([]), changed, operations) });
  bench.time('one change, nobody registered', nobody);
};

const toAll = (bench: Bench, count: number): void => {
  const mine = prefixOf(0);
  const crowd = Array.from({ length: count }, () => mine);
  const operations = bench.size(30, 2);
  const told = bench.race({
    netlapse: telling(streams([mine])(crowd), [mine], operations),
    subject: telling(filters(crowd), [mine], operations),
    keyed: telling(emitter(crowd), [mine], operations),
  });
  const what = `one change that all ${count.toLocaleString('en')} asked for`;
  bench.beside(what, told.netlapse, 'a filter per subscriber', told.subject);
  bench.beside('the same', told.netlapse, 'an EventEmitter by prefix', told.keyed);
};

/** Subscribing and leaving again, one operation a subscriber. */
const comingAndGoing = (bench: Bench, prefixes: readonly string[]): void => {
  const host = hostWith([]);
  const ours: Gather = (each) => {
    const all = each.map((prefix) => changes$(host, { tables: ['routes'], prefix }).subscribe(hear));
    return { tell: hear, leave: () => all.forEach((subscription) => subscription.unsubscribe()) };
  };
  const through = (gather: Gather): Contender => ({
    operations: prefixes.length,
    run: () => gather(prefixes).leave(),
  });
  const { netlapse, subject } = bench.race({ netlapse: through(ours), subject: through(filters) });
  const what = `coming and going, each of ${prefixes.length.toLocaleString('en')}`;
  bench.beside(what, netlapse, 'a filter per subscriber', subject);
};

/** The whole call with its fold, log and delivery: what subscribers to other prefixes add to it is nothing. */
const wholeCalls = (bench: Bench, sizes: readonly number[]): void => {
  const changed = Array.from({ length: 256 }, (_, index) => prefixOf(40_000 + index));
  const contenders = Object.fromEntries(
    sizes.map((size) => {
      const host = hostWith(changed);
      const { SetIpForwardEntry2 } = netioapi(host);
      const follow = (prefix: string): Observable<Change> => changes$(host, { tables: ['routes'], prefix });
      for (let index = 0; index < size; index++) follow(prefixOf(index)).subscribe(hear);
      let metric = 1;
      const contender: Contender = {
        operations: bench.size(2048, 256),
        run: () => {
          metric += 1;
          for (let index = 0; index < contender.operations; index++)
            SetIpForwardEntry2({
              Route: rowOf(changed[index & 255] as string, metric * 8 + (index >> 8)),
            });
        },
      };
      return [`${size}`, contender] as const;
    }),
  );
  const samples = bench.race(contenders);
  bench.curve({
    title: 'One SetIpForwardEntry2 beside subscribers to other prefixes',
    over: 'subscribers',
    sizes,
    unit: 'ns',
    series: [{ name: 'whole call', values: sizes.map((size) => medianOf(samples[`${size}`]?.rounds ?? [])) }],
  });
};

const medianOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

ask({
  name: 'subscribers',
  title: 'Who is told of a change',
  about:
    'Streams of the changes of one prefix each. The peers are one rxjs Subject with a filter for each subscriber, and an EventEmitter of Node with the prefix for the name of the event, which tells of that name alone.',
  measure: (bench) => {
    const crowd = Array.from({ length: bench.size(10_000, 1000) }, (_, index) => prefixOf(index));
    const changed = Array.from({ length: 200 }, (_, index) => prefixOf(40_000 + index));
    toOthers(bench, crowd, changed);
    waysElsewhere(bench, crowd.length, changed);
    toNobody(bench, changed);
    toAll(bench, crowd.length);
    comingAndGoing(bench, crowd);
    wholeCalls(bench, bench.isQuick ? [0, 1000] : [0, 100, 10_000, 40_000]);
  },
});
