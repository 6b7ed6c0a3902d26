import { isTableName, tableDefinitionOf, tableNames, type TableName } from '../catalogue';
import type { Members } from '../codec';
import { bestRouteHistory, type BestRouteParams } from '../history';
import { difference, type TableDifference } from '../state';
import { endOfGenesis, lastSeqOf, resolveRange, type Host, type Range, type ResolvedRange } from '../engine';
import type { FunctionName } from '../netioapi';
import { happeningsIn, wholeStretch, type MirrorForm } from './recorded-steps';
import { formatFailure, runScenario, type Importer } from './run-scenario';
import { readScenario, type Scenario, type ScenarioStep } from './scenario';
import { setUps, type SetUp } from './set-up';
import { toldAgain, type ToldItem } from './told-again';

export interface ScenarioOfLogOptions extends Range {
  /** Name of the scenario: of its file without `.json`. */
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly why: string;
  /** Addresses of which it is stated which way packets to them went, and when that changed. */
  readonly destinations?: readonly string[];
  /** Only what these tables were notified of, and became, is stated; left out, all. */
  readonly tables?: readonly TableName[];
  /** TRUE: LUIDs, GUIDs, instants and lifetimes are not stated. */
  readonly withoutVolatile?: boolean;
  /** Steps that come last: what is to hold at the end besides. */
  readonly asserts?: readonly ScenarioStep[];
  /** How messages of a mirrored host are written; left out, as the events that they made. */
  readonly form?: MirrorForm;
  /** What the steps of that form, and of the asserts, import. */
  readonly importers?: Readonly<Record<string, Importer>>;
  /** Called now and then. */
  readonly onProgress?: (progress: ScenarioOfLogProgress) => void;
}

/** How far the making of a scenario is: events of the stretch that are written as steps, then steps that are run. */
export interface ScenarioOfLogProgress {
  readonly doing: 'writing' | 'running';
  readonly done: number;
  readonly of: number;
}

/** A scenario made of a recording; it holds: it was run. */
export interface ScenarioOfLog {
  readonly scenario: Scenario;
  /** In which form it begins with what stood. */
  readonly beginsWith: SetUp['kind'];
  /** The stretch that it tells: the ends asked for, moved to where nothing is half done. */
  readonly range: ResolvedRange;
  /** How many things happen in it. */
  readonly happenings: number;
}

/** A stretch that does not come out as it was recorded when it is run again. */
export class NotRepeatable extends Error {
  override readonly name = 'NotRepeatable';
}

/** The Notify functions, the name under which a scenario registers by each, and the tables of whose rows it tells. */
const registrations: ReadonlyArray<
  Readonly<{ by: FunctionName; as: string; tables: readonly TableName[]; isRare?: true }>
> = [
  { by: 'NotifyIpInterfaceChange', as: 'interfaces', tables: ['interfaces', 'ipInterfaces'] },
  { by: 'NotifyUnicastIpAddressChange', as: 'addresses', tables: ['unicast'] },
  { by: 'NotifyRouteChange2', as: 'routes', tables: ['routes'] },
  { by: 'NotifyNetworkConnectivityHintChange', as: 'connectivity', tables: [], isRare: true },
  { by: 'NotifyTeredoPortChange', as: 'teredo', tables: [], isRare: true },
];

/** Members whose values hang on when, or on which computer, something is run. */
const volatile: ReadonlySet<string> = new Set([
  'InterfaceLuid',
  'InterfaceGuid',
  'InterfaceIdentifier',
  'Age',
  'ValidLifetime',
  'PreferredLifetime',
  'ReachableTime',
  'createdAt',
  'validUntil',
  'preferredUntil',
  'dadDueAt',
  'dueAt',
  'lastReachableAt',
  'lastUnreachableAt',
  'LastReachable',
  'LastUnreachable',
  'key',
]);

const without = (row: object, left: ReadonlySet<string>): Members =>
  Object.fromEntries(Object.entries(row).filter(([member]) => !left.has(member)));

/** A row named by its key, the interface by its index. */
const keyOf = (table: TableName, row: object): Members => {
  const members = row as Members;
  const key = (tableDefinitionOf(table).key as readonly string[]).filter(
    (member) => member !== 'InterfaceLuid',
  );
  const index = members['InterfaceIndex'];
  return {
    ...(index === undefined ? {} : { InterfaceIndex: index }),
    ...Object.fromEntries(key.map((member) => [member, members[member]])),
  };
};

const tableOfItem = (by: FunctionName): TableName =>
  registrations.find((each) => each.by === by)?.tables.at(-1) ?? 'routes';

const statedItem = ({ by, item }: ToldItem): Members => {
  const { Row } = item;
  if (typeof Row !== 'object' || Row === null) return item;
  return { NotificationType: item['NotificationType'], Row: keyOf(tableOfItem(by), Row) };
};

const statedDifference = (
  table: TableName,
  { added, removed, changed }: TableDifference,
  left: ReadonlySet<string>,
): object => ({
  added: added.map((row) => without(row, left)),
  removed: removed.map((row) => keyOf(table, row)),
  changed: changed.map((row) => {
    const members = without(row.members, left);
    return { ...without(row, left), members };
  }),
});

const BEGIN = 'begin';

/** What came, went and changed from the beginning of a stretch to its end. */
const differenceStep = (
  { timeline }: Host,
  { from, to }: ResolvedRange,
  tables: readonly TableName[],
  left: ReadonlySet<string>,
): ScenarioStep => {
  const found = difference(timeline.stateAt(from.seq), timeline.stateAt(to.seq));
  const out = tables.map((table) => [table, statedDifference(table, found[table], left)]);
  return { query: 'diff', in: { from: BEGIN }, out: Object.fromEntries(out) as object };
};

/** The successive best routes to a destination. */
const bestRouteStep = (host: Host, range: ResolvedRange, destination: string): ScenarioStep => {
  const params = { DestinationAddress: destination } as BestRouteParams;
  const answers = bestRouteHistory(host, params, range).map(
    ({ status, BestRoute, BestSourceAddress, seconds }) => ({
      status,
      BestRoute: BestRoute === null ? null : keyOf('routes', BestRoute),
      BestSourceAddress,
      seconds,
    }),
  );
  return { query: 'bestRouteHistory', in: { ...params, from: BEGIN }, out: { answers } };
};

/** Steps of what happened, each followed by who is notified of it. */
class StretchWriter {
  readonly steps: ScenarioStep[] = [];
  readonly called = new Set<string>();
  readonly heard = new Set<FunctionName>();
  happenings = 0;
  #clock: number;

  constructor(
    private readonly host: Host,
    private readonly range: ResolvedRange,
    private readonly form: MirrorForm | undefined,
    private readonly names: readonly FunctionName[],
    private readonly onProgress: ScenarioOfLogOptions['onProgress'],
  ) {
    this.#clock = range.from.at;
  }

  write(): void {
    const { from, to } = this.range;
    const told = toldAgain(this.host, from, this.names);
    for (const { at, step, commits } of happeningsIn(this.host, this.range, this.form)) {
      this.happenings += 1;
      if (at > this.#clock || step === undefined) this.#advanceTo(at);
      if (step !== undefined) this.steps.push(step);
      if (typeof step?.['call'] === 'string') this.called.add(step['call']);
      this.#expect(commits.flatMap((record) => told.tell(record)));
      const last = commits.at(-1);
      if (last !== undefined)
        this.onProgress?.({ doing: 'writing', done: lastSeqOf(last) - from.seq, of: to.seq - from.seq });
    }
    told.close();
    if (to.at > this.#clock) this.#advanceTo(to.at);
  }

  #advanceTo(at: number): void {
    this.steps.push({ advance: Math.max(0, at - this.#clock) / 1000 });
    this.#clock = Math.max(at, this.#clock);
  }

  #expect(items: readonly ToldItem[]): void {
    for (const { by, as } of registrations) {
      const own = items.filter((item) => item.by === by);
      if (own.length === 0) continue;
      this.heard.add(by);
      this.steps.push({ notified: as, with: own.map(statedItem) });
    }
  }
}

/**
 * Makes a regression test of a stretch of a recording: a scenario that begins with what stood, lets happen again what
 * happened, and states what came of it, as it was recorded: statuses, notifications, what became of the rows and, of
 * destinations named, the best routes over time. It is run before it is given, and holds.
 *
 * @param options `from` left out: where the host began; `to` left out: the present
 * @throws NotRepeatable where it does not come out as it was recorded: the host had a link, or a source of chance, of its own, or
 *   another version of the rules
 */
export const scenarioOfLog = (host: Host, options: ScenarioOfLogOptions): ScenarioOfLog => {
  const { name, why, destinations = [], form, importers = {}, asserts = [] } = options;
  const asked = resolveRange(host.timeline, options);
  if (asked.to.seq < asked.from.seq || asked.to.at < asked.from.at)
    throw new RangeError('the stretch ends before it begins');
  const range = wholeStretch(host, asked, endOfGenesis(host.timeline).seq);
  const tables = options.tables ?? tableNames.filter((table) => table !== 'linux');
  const left = options.withoutVolatile === true ? volatile : new Set<string>();
  const isStated = ({ tables: of }: { readonly tables: readonly TableName[] }): boolean =>
    options.tables === undefined || of.some((table) => tables.includes(table));
  const stated = registrations.filter(isStated);
  const writer = new StretchWriter(
    host,
    range,
    form,
    stated.map(({ by }) => by),
    options.onProgress,
  );
  writer.write();
  const subscribed = stated.filter(({ by, isRare }) => isRare !== true || writer.heard.has(by));
  const ends: readonly ScenarioStep[] = [
    ...subscribed.map(({ as }) => ({ notified: as, with: [] })),
    differenceStep(host, range, tables.filter(isTableName), left),
    ...destinations.map((destination) => bestRouteStep(host, range, destination)),
    ...asserts,
  ];
  const covers = new Set([
    ...writer.called,
    ...subscribed.map(({ by }) => by),
    ...(destinations.length === 0 ? [] : ['GetBestRoute2']),
  ]);
  let failure = '';
  for (const setUp of setUps(host, range.from, form, importers)) {
    const scenario = readScenario({
      name,
      covers: [...covers],
      why,
      host: setUp.host,
      steps: [
        ...setUp.steps,
        ...subscribed.map(({ by, as }) => ({ subscribe: by, as, in: {} })),
        { mark: BEGIN },
        ...writer.steps,
        ...ends,
      ],
    });
    const result = runScenario(scenario, {
      importers,
      onProgress: (done, of) => options.onProgress?.({ doing: 'running', done, of }),
    });
    if (result.passed) return { scenario, beginsWith: setUp.kind, range, happenings: writer.happenings };
    failure = formatFailure(result);
  }
  throw new NotRepeatable(`it does not come out as it was recorded when it is run again: ${failure}`);
};
