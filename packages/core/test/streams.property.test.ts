import {
  bestRoute$,
  bestRouteHistory,
  bufferedChanges,
  callByName,
  changes$,
  changesSince,
  createHost,
  Overflow,
  rows$,
  snapshotThenChanges,
  stateThenChanges$,
  table$,
  tableNames,
  tableOf,
  type AsOf,
  type Change,
  type ChangeFilter,
  type Coalesce,
  type CreateHostOptions,
  type DocumentedTable,
  type FunctionName,
  type Gap,
  type Host,
  type TableName,
  type TableSnapshot,
} from '@netlapse/core';

import { Random } from './random-steps';
import { carryOut, overScripts, scriptOf, seeds, type Script } from './simulation';
import { AppliedTable, collect } from './stream-host';

/** Plays a script, some of its steps together in batches, with something done before each of these. */
const play = (script: Script, each: (host: Host, index: number) => void): Host => {
  const random = new Random(script.seed);
  const host = createHost({
    now: 1_767_225_600_000,
    interfaces: script.interfaces as unknown as NonNullable<CreateHostOptions['interfaces']>,
  });
  const steps = script.steps.filter(({ isRead }) => isRead !== true);
  for (let index = 0; index < steps.length;) {
    each(host, index);
    const size = random.chance(0.2) ? 1 + random.below(4) : 1;
    const together = steps.slice(index, index + size);
    const carryOutAll = (): void => {
      for (const step of together) carryOut(host, step);
    };
    if (size === 1) carryOutAll();
    else host.batch(carryOutAll);
    index += size;
  }
  return host;
};

const tableAsItStands = (host: Host, table: TableName): AppliedTable => {
  const standing = new AppliedTable();
  const rows = tableOf(host.state, table).inOrderOfCreation();
  standing.apply({ kind: 'snapshot', table, position: host.position, rows });
  return standing;
};

/** Holds tables that were kept up to date by a stream to those that stand. */
const expectUpToDate = (applied: AppliedTable, host: Host, tables: readonly TableName[]): void => {
  const standing = tables.flatMap((table) => tableAsItStands(host, table).inOrder());
  expect(applied.inOrder()).toEqual(standing.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Where in a script something begins: somewhere else for each seed. */
const somewhereIn = ({ seed, steps }: Script): number =>
  new Random(seed + 1).below(Math.max(1, steps.length / 2));

/** The function that reads each documented table. */
const getters = {
  interfaces: 'GetIfTable2',
  ipInterfaces: 'GetIpInterfaceTable',
  routes: 'GetIpForwardTable2',
  neighbors: 'GetIpNetTable2',
  unicast: 'GetUnicastIpAddressTable',
  anycast: 'GetAnycastIpAddressTable',
  multicast: 'GetMulticastIpAddressTable',
  paths: 'GetIpPathTable',
} as const satisfies Record<DocumentedTable, FunctionName>;
const documentedTables = Object.keys(getters) as readonly DocumentedTable[];

const readAsOf = (host: Host, name: DocumentedTable, Family: string, asOf: AsOf): readonly unknown[] => {
  const { out } = callByName(host, getters[name], name === 'interfaces' ? {} : { Family }, { asOf });
  return (out as { readonly Table?: readonly unknown[] | null } | undefined)?.Table ?? [];
};

const policies: readonly Coalesce[] = ['none', 'append', { ms: 1 }, { ms: 700 }, { ms: 40_000 }];

const filters: readonly ChangeFilter[] = [
  { families: ['AF_INET6'] },
  { interfaces: [5, 7] },
  { interfaces: [5, '0x0006000005000000'], families: ['AF_INET', 'AF_INET6'] },
  { prefixWithin: '10.0.0.0/8' },
  { prefix: '192.0.2.0/24' },
  { prefix: '10.1.2.3/32' },
  { prefixHolding: '10.1.2.3' },
  { prefixHolding: '2001:db8:1::/48' },
  { prefixHolding: '10.1.2.3', prefixWithin: '10.1.0.0/16' },
  { prefixHolding: '10.1.2.3', families: ['AF_INET6'] },
];

describe('over random hosts, calls, hardware, time and batches', () => {
  it('a stream applied to the rows it begins with gives the table that stands, after each step', () => {
    overScripts(60, 50, (script) => {
      const applied = new AppliedTable();
      const start = somewhereIn(script);
      let isOn = false;
      play(script, (host, index) => {
        if (isOn) expectUpToDate(applied, host, tableNames);
        if (isOn || index < start) return;
        isOn = true;
        stateThenChanges$(host).subscribe((item) => applied.apply(item));
      });
    });
  });

  it('a merged one does too, once its windows have ended', () => {
    overScripts(60, 50, (script) => {
      const start = somewhereIn(script);
      const kept = policies.map((coalesce) => ({ coalesce, applied: new AppliedTable() }));
      let isOn = false;
      const host = play(script, (playing, index) => {
        if (isOn || index < start) return;
        isOn = true;
        for (const { coalesce, applied } of kept)
          stateThenChanges$(playing, {}, { coalesce }).subscribe((item) => applied.apply(item));
      });
      host.close();
      if (isOn) for (const { applied } of kept) expectUpToDate(applied, host, tableNames);
    });
  });

  it('merged live and merged from the log are the same, to the last item', () => {
    overScripts(60, 40, (script) => {
      let live: ReadonlyArray<ReturnType<typeof collect<Change>>> = [];
      const host = play(script, (playing, index) => {
        if (index === 0)
          live = policies.map((coalesce) => collect(changesSince(playing, { seq: 0 }, {}, { coalesce })));
      });
      policies.forEach((coalesce, index) => {
        const replayed = collect(changesSince(host, { seq: 0 }, {}, { coalesce }));
        expect(replayed.items).toEqual(live[index]?.items ?? replayed.items);
      });
    });
  });

  it('nothing that changed is missing, nothing comes twice: every event has one change', () => {
    overScripts(60, 40, (script) => {
      let live: Change[] = [];
      const host = play(script, (playing, index) => {
        if (index === 0) live = collect(changes$(playing)).items;
      });
      const all = collect(changesSince(host, { seq: 0 })).items;
      expect(all.map(({ position }) => position.seq)).toEqual(
        Array.from({ length: host.state.seq }, (_, index) => index + 1),
      );
      const later = live[0] === undefined ? all.length : live[0].position.seq - 1;
      expect(live).toEqual(all.slice(later));
    });
  });

  it('a filter gives live what it gives from the log, where every event is looked at', () => {
    let given = 0;
    const narrower: readonly ChangeFilter[] = filters.flatMap((filter) => [
      filter,
      { ...filter, tables: ['routes', 'neighbors'] },
      { ...filter, types: ['RouteSet', 'RouteDeleted', 'UnicastAddressDeleted'] },
      { ...filter, reasons: ['call', 'expired'] },
    ]);
    overScripts(60, 40, (script) => {
      const start = somewhereIn(script);
      let begun = -1;
      let live: ReadonlyArray<ReturnType<typeof collect<Change>>> = [];
      const host = play(script, (playing, index) => {
        if (begun >= 0 || index < start) return;
        begun = playing.position.seq;
        live = narrower.map((filter) => collect(changes$(playing, filter)));
      });
      if (begun < 0) return;
      narrower.forEach((filter, index) => {
        const past = collect(changesSince(host, { seq: begun }, filter)).items;
        expect(live[index]?.items).toEqual(past);
        given += past.length;
      });
    });
    expect(given).toBeGreaterThan(0);
  });

  it('a filter leaves of all changes those that it lets through, of rows too', () => {
    overScripts(60, 40, (script) => {
      const start = somewhereIn(script);
      const follow = (host: Host): readonly AppliedTable[] =>
        filters.map((filter) => {
          const applied = new AppliedTable();
          for (const table of tableNames)
            snapshotThenChanges(host, table, filter).subscribe((item) => applied.apply(item));
          return applied;
        });
      let followed: readonly AppliedTable[] | undefined;
      const host = play(script, (playing, index) => {
        if (index >= start) followed ??= follow(playing);
      });
      const fresh = follow(host).map((applied) => applied.inOrder());
      expect((followed ?? follow(host)).map((applied) => applied.inOrder())).toEqual(fresh);
    });
  });

  it('tables are told whenever they are others, and each time another one', () => {
    overScripts(60, 40, (script) => {
      const told = new Map<TableName, ReturnType<typeof collect<unknown>>>();
      const stood = new Map<TableName, unknown>();
      play(script, (playing) => {
        for (const name of tableNames) {
          if (!told.has(name)) told.set(name, collect(table$(playing, name)));
          stood.set(name, playing.state[name]);
          expect(told.get(name)?.items.at(-1)).toBe(stood.get(name));
        }
      });
      for (const { items } of told.values()) expect(new Set(items).size).toBe(items.length);
    });
  });

  it('documented rows are told whenever their Get function gives others, time aside', () => {
    const families = ['AF_UNSPEC', 'AF_INET', 'AF_INET6'] as const;
    const follow = (host: Host) =>
      documentedTables.flatMap((name) =>
        families.map((Family) => ({
          name,
          Family,
          ...collect(rows$<DocumentedTable>(host, name, { Family })),
        })),
      );
    overScripts(60, 40, (script) => {
      let told: ReturnType<typeof follow> | undefined;
      play(script, (playing) => {
        told ??= follow(playing);
        for (const { name, Family, items } of told) {
          const last = items.at(-1);
          if (last === undefined) throw new Error(`${name} was never told`);
          const asOf = { seq: playing.position.seq, at: last.position.at };
          // As the rows read now, but for the ages and lifetimes of the instant at which they were told.
          expect(last.rows).toEqual(readAsOf(playing, name, Family, asOf));
        }
      });
    });
  });

  it.each(['10.1.2.3', '192.0.2.77', '8.8.8.8', '2001:db8:1::9', 'fe80::7'])(
    'the best route to %s is told as its history tells it afterwards',
    (destination) => {
      overScripts(60, 50, (script) => {
        const live = new Map<string, ReturnType<typeof collect>>();
        const host = play(script, (playing) => {
          if (live.size === 0) live.set(destination, collect(bestRoute$(playing, destination)));
        });
        const told = (live.get(destination) ?? collect(bestRoute$(host, destination))).items;
        const spans = bestRouteHistory(host, { DestinationAddress: destination }, {});
        expect(told).toEqual(
          spans.map(({ status, BestRoute, BestSourceAddress }) => ({ status, BestRoute, BestSourceAddress })),
        );
      });
    },
  );
});

type Item = Change | TableSnapshot | Gap;

/** Lets what is settled go on, so many times over. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

/** Plays a script beside a consumer that needs its time for each item; in the end it is left to finish. */
const playBeside = async (
  script: Script,
  consume: (host: Host, pause: () => Promise<void>) => Promise<void>,
): Promise<Host> => {
  const random = new Random(script.seed + 2);
  const host = play({ ...script, steps: [] }, () => undefined);
  const consuming = consume(host, () => turns(random.below(12)));
  for (const step of script.steps) {
    if (step['isRead'] === true) continue;
    carryOut(host, step);
    await turns(random.below(8));
  }
  await turns(5000);
  host.close();
  await consuming;
  return host;
};

/** Holds a law to the scripts of many seeds, where it takes turns to see. */
const overSeeds = async (count: number, law: (script: Script) => Promise<void>): Promise<void> => {
  for (const seed of seeds(count))
    await law(scriptOf(seed, 50)).catch((error: unknown) => {
      throw new Error(`seed ${seed} (NETLAPSE_SEED=${seed} runs it alone): ${String(error)}`, {
        cause: error,
      });
    });
};

const seqsOf = (item: Item): readonly number[] => {
  if (item.kind === 'snapshot') return [];
  const [from, to] = item.kind === 'gap' ? [item.fromSeq, item.toSeq] : [item.firstSeq, item.position.seq];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
};

describe('a slow consumer, over random hosts, calls, hardware and time', () => {
  it('that reads the log at its own pace has the tables that stand', async () => {
    await overSeeds(40, async (script) => {
      const applied = new AppliedTable();
      const host = await playBeside(script, async (playing, pause) => {
        for await (const change of changesSince(playing, { seq: 0 }, { tables: tableNames })) {
          applied.apply(change);
          await pause();
        }
      });
      expectUpToDate(applied, host, tableNames);
    });
  });

  it('that asks for little is given what a live subscriber is, though it passes over all the rest', async () => {
    let given = 0;
    await overSeeds(40, async (script) => {
      const random = new Random(script.seed + 3);
      const filter = random.pick(filters);
      const coalesce = random.pick(policies);
      const read: Change[] = [];
      let live: readonly Change[] = [];
      await playBeside(script, async (playing, pause) => {
        live = collect(changesSince(playing, { seq: 0 }, filter, { coalesce })).items;
        for await (const change of changesSince(playing, { seq: 0 }, filter, { coalesce })) {
          read.push(change);
          await pause();
        }
      });
      given += read.length;
      expect(read).toEqual(live);
    });
    expect(given).toBeGreaterThan(0);
  });

  it('whose buffer may begin again has the tables that stand', async () => {
    const rounds = seeds(40).length;
    let snapshots = 0;
    await overSeeds(40, async (script) => {
      const applied = new AppliedTable();
      const host = await playBeside(script, async (playing, pause) => {
        const options = { buffer: 3, overflow: 'resync', initial: true } as const;
        for await (const item of bufferedChanges(playing, { tables: tableNames }, options)) {
          if (item.kind === 'gap') throw new Error('nothing is dropped here');
          if (item.kind === 'snapshot') snapshots += 1;
          applied.apply(item);
          await pause();
        }
      });
      expectUpToDate(applied, host, tableNames);
    });
    expect(snapshots).toBeGreaterThan(rounds * tableNames.length);
  });

  it('whose buffer may have gaps is told of every event, by its change or in a gap', async () => {
    let gaps = 0;
    await overSeeds(40, async (script) => {
      const told: number[] = [];
      let begun = 0;
      const host = await playBeside(script, async (playing, pause) => {
        begun = playing.position.seq;
        for await (const item of bufferedChanges(playing, {}, { buffer: 3, overflow: 'gap' })) {
          told.push(...seqsOf(item));
          if (item.kind === 'gap') gaps += 1;
          await pause();
        }
      });
      expect(told).toEqual(
        Array.from({ length: host.position.seq - begun }, (_, index) => begun + 1 + index),
      );
    });
    expect(gaps).toBeGreaterThan(0);
  });

  it('whose buffer overflowed goes on from the log without loss', async () => {
    let overflows = 0;
    await overSeeds(40, async (script) => {
      const told: number[] = [];
      let begun = 0;
      const take = async (items: AsyncIterable<Item>, pause: () => Promise<void>): Promise<void> => {
        for await (const item of items) {
          told.push(...seqsOf(item));
          await pause();
        }
      };
      const host = await playBeside(script, async (playing, pause) => {
        begun = playing.position.seq;
        await take(bufferedChanges(playing, {}, { buffer: 3 }), pause).catch(async (error: unknown) => {
          if (!(error instanceof Overflow)) throw error;
          overflows += 1;
          await take(changesSince(playing, error.position), pause);
        });
      });
      expect(told).toEqual(
        Array.from({ length: host.position.seq - begun }, (_, index) => begun + 1 + index),
      );
    });
    expect(overflows).toBeGreaterThan(0);
  });
});
