import { either } from 'fp-ts';
import { evolveAnycast, evolveUnicast, AnycastTable, UnicastTable, type UnicastData } from '../src/addresses';
import {
  readInputRow,
  type Answer,
  type CommandView,
  type Decision,
  type ReportDefinition,
} from '../src/call';
import type { AnyEvent, FoldContext } from '../src/codec';
import {
  evolveInterfaces,
  evolveIpInterfaces,
  interfaceOf,
  InterfaceTable,
  IpInterfaceTable,
  Retired,
  type InterfaceDescription,
  type InterfaceRow,
  type IpInterfaceData,
} from '../src/interfaces';
import {
  AnsweringTable,
  answeringEvents,
  evolveAnswering,
  evolveNeighbors,
  neighborApi,
  neighborEvents,
  neighborReports,
  neighborsAfter,
  NeighborTable,
  nextNeighborDue,
  readNeighborRow,
  type NeighborEntry,
  type NeighborReads,
  type NeighborRow,
} from '../src/neighbors';
import { parseIpAddress, type AddressFamily, type IpAddress, type Luid } from '../src/net';
import { evolvePaths, pathApi, pathEvents, pathReports, PathTable, type PathReads } from '../src/paths';
import { evolveTeredo, teredoApi, teredoEvents, teredoReports, type TeredoReads } from '../src/teredo';

/** What neighbors, paths and the Teredo client read, in one state. */
export interface NeighborHostState extends NeighborReads, PathReads, TeredoReads {}

const api = { ...neighborApi, ...pathApi, ...teredoApi };
const reports = { ...neighborReports, ...pathReports, ...teredoReports };
const catalogue = { ...neighborEvents, ...answeringEvents, ...pathEvents, ...teredoEvents };

type CallName = keyof typeof api;
type ReportName = keyof typeof reports;
type AnyReport = ReportDefinition<NeighborHostState, object>;

/** A command or query with its types left out: tests also pass what the types forbid. */
interface AnyCall {
  readonly kind: 'query' | 'command';
  readonly run?: (view: CommandView<NeighborHostState>, params: object) => Answer<Record<string, unknown>>;
  readonly decide?: (
    view: CommandView<NeighborHostState>,
    params: object,
  ) => either.Either<
    Answer<Record<string, unknown>>,
    Decision<AnyEvent, NeighborHostState, Record<string, unknown>>
  >;
}

export const address = (text: string): IpAddress => {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
};

/** Thrown where a report names what the host does not have. */
export class Misreported extends Error {}

/**
 * A small host for tests: the real tables of interfaces, addresses, neighbors, paths and the Teredo client,
 * with the calls, reports and timers of the last three. It begins at instant 0; `events` holds what was
 * appended.
 */
export class NeighborHost {
  state: NeighborHostState;
  at = 0;
  seq = 0;
  mirrored = false;
  events: AnyEvent[] = [];
  /** Next hops of default routes that stand, by `LUID/next hop`, with their Origin. */
  readonly defaultRoutes = new Map<string, string>();

  constructor(
    interfaces: readonly InterfaceDescription[],
    stacks: readonly AddressFamily[] = ['AF_INET', 'AF_INET6'],
  ) {
    this.state = {
      stacks,
      interfaces: InterfaceTable.empty,
      ipInterfaces: IpInterfaceTable.empty,
      unicast: UnicastTable.empty,
      anycast: AnycastTable.empty,
      neighbors: NeighborTable.empty,
      answering: AnsweringTable.empty,
      paths: PathTable.empty,
      teredoPort: 0,
      routes: {
        get: ({ InterfaceLuid, DestinationPrefix, NextHop }) => {
          const Origin = this.defaultRoutes.get(`${InterfaceLuid}/${NextHop}`);
          return DestinationPrefix === '::/0' && Origin !== undefined ? { Origin } : undefined;
        },
      },
    };
    for (const description of interfaces) this.#arrive(description);
  }

  /** One Ethernet interface of index 5, with further ones where they are given. */
  static ethernet(...others: readonly InterfaceDescription[]): NeighborHost {
    return new NeighborHost([{ InterfaceIndex: 5, PhysicalAddress: '02-00-00-00-00-05' }, ...others]);
  }

  view(): CommandView<NeighborHostState> {
    return { state: this.state, at: this.at, mirrored: this.mirrored, draw: () => 0.5 };
  }

  interface(index: number): InterfaceRow {
    const row = this.state.interfaces.byIndex(index);
    if (row === undefined) throw new Error(`there is no interface ${index}`);
    return row;
  }

  /** Runs a call and appends what it decides. */
  call(name: CallName, params: object): Answer<Record<string, unknown>> {
    const definition = api[name] as unknown as AnyCall;
    if (definition.run !== undefined) return definition.run(this.view(), params);
    const decided = definition.decide?.(this.view(), params);
    if (decided === undefined) throw new Error(`${name} neither runs nor decides`);
    if (either.isLeft(decided)) return decided.left;
    const { events, status = 'STATUS_SUCCESS', out } = decided.right;
    for (const event of events) this.append(event);
    return out === undefined ? { status } : { status, out: out(this.view()) };
  }

  /** Runs a report and appends what follows from it. */
  report(name: ReportName, params: object): void {
    const definition = reports[name] as unknown as AnyReport;
    const read = readInputRow<object>(definition.input, params, name);
    if (either.isLeft(read)) throw new Misreported(read.left.why);
    const steps = definition.decide(this.view(), read.right);
    if (either.isLeft(steps)) throw new Misreported(steps.left.why);
    for (const step of steps.right) for (const event of step(this.view())) this.append(event);
  }

  /** Time passes; what falls due happens at its own instant. */
  advance(milliseconds: number): void {
    const upTo = this.at + milliseconds;
    for (
      let due = nextNeighborDue(this.state, upTo);
      due !== undefined;
      due = nextNeighborDue(this.state, upTo)
    ) {
      this.at = due.at;
      for (const event of due.events) this.append(event);
    }
    this.at = upTo;
  }

  /** The link of an interface goes down or up. */
  setMedia(index: number, isUp: boolean): void {
    const { InterfaceLuid, InterfaceIndex } = this.interface(index);
    const MediaConnectState = isUp ? 'MediaConnectStateConnected' : 'MediaConnectStateDisconnected';
    const type = isUp ? 'MediaConnected' : 'MediaDisconnected';
    const OperStatus = isUp ? 'IfOperStatusUp' : 'IfOperStatusDown';
    const event = { type, data: { InterfaceLuid, InterfaceIndex, MediaConnectState, OperStatus } } as const;
    const before = this.state;
    const interfaces = evolveInterfaces(before.interfaces, event, this.#next());
    this.state = { ...before, interfaces };
    for (const consequence of neighborsAfter({ event, before, state: this.state, at: this.at }))
      this.append(consequence);
  }

  /** Gives the host an address of its own. */
  own(index: number, text: string, DadState: UnicastData['DadState'] = 'IpDadStatePreferred'): void {
    const { InterfaceLuid, InterfaceIndex } = this.interface(index);
    const data: UnicastData = {
      InterfaceLuid,
      InterfaceIndex,
      Address: address(text),
      PrefixOrigin: 'IpPrefixOriginManual',
      SuffixOrigin: 'IpSuffixOriginManual',
      OnLinkPrefixLength: 24,
      SkipAsSource: false,
      DadState,
      ScopeId: 0,
      createdAt: this.at,
      validUntil: null,
      preferredUntil: null,
      dadDueAt: null,
    };
    const unicast = evolveUnicast(this.state.unicast, { type: 'UnicastAddressCreated', data }, this.#next());
    this.state = { ...this.state, unicast };
  }

  /** Gives the host an anycast address of its own. */
  ownAnycast(index: number, text: string): void {
    const { InterfaceLuid, InterfaceIndex } = this.interface(index);
    const data = { InterfaceLuid, InterfaceIndex, Address: address(text), ScopeId: 0 };
    const anycast = evolveAnycast(this.state.anycast, { type: 'AnycastAddressCreated', data }, this.#next());
    this.state = { ...this.state, anycast };
  }

  /** Sets members of an IP interface, as SetIpInterfaceEntry would. */
  setIpInterface(index: number, Family: AddressFamily, members: Partial<IpInterfaceData>): void {
    const row = this.state.ipInterfaces.get({ InterfaceLuid: this.interface(index).InterfaceLuid, Family });
    if (row === undefined) throw new Error(`${Family} is not bound to interface ${index}`);
    const { createdSeq: _createdSeq, setSeq: _setSeq, ...data } = { ...row, ...members };
    const ipInterfaces = evolveIpInterfaces(
      this.state.ipInterfaces,
      { type: 'IpInterfaceSet', data },
      this.#next(),
    );
    this.state = { ...this.state, ipInterfaces };
  }

  /** What is kept of a neighbor. */
  neighbor(text: string, index = 5): NeighborRow | undefined {
    return this.state.neighbors.get({ InterfaceLuid: this.#luid(index), Address: address(text) });
  }

  /** What a read of a neighbor shows now. */
  entry(text: string, index = 5): NeighborEntry | undefined {
    const row = this.neighbor(text, index);
    return row === undefined ? undefined : readNeighborRow(row, this.state, this.at);
  }

  /** Appends an event after checking that the catalogue's payload fits it. */
  append(event: AnyEvent): void {
    const { data } = catalogue[event.type as keyof typeof catalogue];
    if (!data.is(event.data)) throw new Error(`${JSON.stringify(event)} is not as the catalogue says`);
    this.state = this.#evolve(event, this.#next());
    this.events.push(event);
  }

  /** The events as flat records: the type beside the members of the payload. */
  get records(): ReadonlyArray<Readonly<Record<string, unknown>>> {
    return this.events.map(({ type, data }) => ({ type, ...data }));
  }

  /** What was appended since it was asked last, as `type State` or `type reason`. */
  appended(): string[] {
    const told = this.records.map(({ type, State, reason }) =>
      [type, State, reason].filter((part) => typeof part === 'string').join(' '),
    );
    this.events = [];
    return told;
  }

  #evolve(event: AnyEvent, context: FoldContext): NeighborHostState {
    const { state } = this;
    if (event.type.startsWith('Path'))
      return {
        ...state,
        paths: evolvePaths(state.paths, event as Parameters<typeof evolvePaths>[1], context),
      };
    if (event.type === 'TeredoPortChanged')
      return {
        ...state,
        teredoPort: evolveTeredo(state.teredoPort, event as Parameters<typeof evolveTeredo>[1]),
      };
    if (event.type in answeringEvents)
      return {
        ...state,
        answering: evolveAnswering(state.answering, event as Parameters<typeof evolveAnswering>[1], context),
      };
    return {
      ...state,
      neighbors: evolveNeighbors(state.neighbors, event as Parameters<typeof evolveNeighbors>[1], context),
    };
  }

  #next(): FoldContext {
    this.seq += 1;
    return { seq: this.seq, at: this.at };
  }

  #luid(index: number): Luid {
    return this.interface(index).InterfaceLuid;
  }

  #arrive(description: InterfaceDescription): void {
    const { stacks, interfaces } = this.state;
    const events = interfaceOf({ stacks, interfaces, retired: Retired.empty }, description, {
      formsLinkLocal: false,
      draw: () => 0.5,
    });
    if (either.isLeft(events)) throw new Error(events.left.why);
    for (const event of events.right)
      if (event.type === 'IpInterfaceBound')
        this.state = {
          ...this.state,
          ipInterfaces: evolveIpInterfaces(this.state.ipInterfaces, event, this.#next()),
        };
      else
        this.state = {
          ...this.state,
          interfaces: evolveInterfaces(
            this.state.interfaces,
            event as Parameters<typeof evolveInterfaces>[1],
            this.#next(),
          ),
        };
  }
}
