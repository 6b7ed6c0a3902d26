import {
  type Answer,
  type CommandFunction,
  type CommandView,
  type QueryFunction,
  type ReportDefinition,
  type ReportError,
  readInputRow,
} from '../src/call';
import {
  DnsTable,
  evolveDns,
  evolveInterfaces,
  evolveIpInterfaces,
  evolveRetired,
  interfaceApi,
  interfaceOf,
  interfaceReports,
  interfacesAfter,
  InterfaceTable,
  IpInterfaceTable,
  Retired,
  type ConnectivityHint,
  type DnsEvent,
  type InterfaceDescription,
  type InterfaceEvent,
  type IpInterfaceEvent,
} from '../src/interfaces';
import type { AddressFamily, IpAddress, Luid, Prefix } from '../src/net';

export type InterfacesEvent = InterfaceEvent | IpInterfaceEvent | DnsEvent;

/** A unicast address and a default route, as far as connectivity looks at them. */
export interface AddressOnHost {
  readonly InterfaceLuid: Luid;
  readonly Address: IpAddress;
  readonly DadState: string;
}

export interface InterfaceHostState {
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
  readonly dns: DnsTable;
  readonly retired: Retired;
  readonly connectivityHint: ConnectivityHint;
  readonly unicast: {
    readonly onInterface: (luid: Luid) => readonly AddressOnHost[];
    readonly values: () => readonly AddressOnHost[];
  };
  readonly routes: { readonly at: (prefix: Prefix) => readonly { readonly InterfaceLuid: Luid }[] };
}

/** The hint of a host at its beginning. */
const noConnectivity: ConnectivityHint = {
  ConnectivityLevel: 'NetworkConnectivityLevelHintNone',
  ConnectivityCost: 'NetworkConnectivityCostHintUnknown',
  ApproachingDataLimit: false,
  OverDataLimit: false,
  Roaming: false,
};

export interface InterfaceHostOptions {
  readonly stacks?: readonly AddressFamily[];
  readonly mirrored?: boolean;
  /** The numbers to draw, in turn; 0.5 when they are used up. */
  readonly draws?: readonly number[];
}

/** Ethernet with index 5, as most cases have it. */
export const ethernet: InterfaceDescription = {
  InterfaceIndex: 5,
  Alias: 'Ethernet',
  PhysicalAddress: '02-00-00-00-00-05',
};

const evolve = (state: InterfaceHostState, event: InterfacesEvent, seq: number): InterfaceHostState => {
  const context = { seq, at: 0 };
  switch (event.type) {
    case 'IpInterfaceBound':
    case 'IpInterfaceSet':
    case 'IpInterfaceUnbound':
      return { ...state, ipInterfaces: evolveIpInterfaces(state.ipInterfaces, event, context) };
    case 'InterfaceDnsSet':
    case 'InterfaceDnsDeleted':
      return { ...state, dns: evolveDns(state.dns, event, context) };
    default:
      return {
        ...state,
        interfaces: evolveInterfaces(state.interfaces, event, context),
        retired: evolveRetired(state.retired, event),
      };
  }
};

type AnyFunction =
  | QueryFunction<InterfaceHostState, object, Record<string, unknown>>
  | CommandFunction<InterfaceHostState, object, Record<string, unknown>, InterfacesEvent>;

/** A host of interfaces alone: calls and reports run as the engine runs them, without a log and without time. */
export class InterfaceHost {
  state: InterfaceHostState;
  /** Every event so far, those of the beginning left out. */
  readonly events: InterfacesEvent[] = [];
  private seq = 0;
  private readonly draws: number[];

  constructor(
    descriptions: readonly InterfaceDescription[] = [ethernet],
    private readonly options: InterfaceHostOptions = {},
  ) {
    this.draws = [...(options.draws ?? [])];
    this.state = {
      stacks: options.stacks ?? ['AF_INET', 'AF_INET6'],
      interfaces: InterfaceTable.empty,
      ipInterfaces: IpInterfaceTable.empty,
      dns: DnsTable.empty,
      retired: Retired.empty,
      connectivityHint: noConnectivity,
      unicast: { onInterface: () => [], values: () => [] },
      routes: { at: () => [] },
    };
    for (const description of descriptions) {
      const events = interfaceOf(this.state, description, { formsLinkLocal: false, draw: () => this.draw() });
      if (events._tag === 'Left') throw new Error(events.left.why);
      for (const event of events.right) this.fold(event);
    }
  }

  get drawsLeft(): number {
    return this.draws.length;
  }

  /** Calls a function; where it changes something, the events are folded. */
  call(name: keyof typeof interfaceApi, params: object = {}): Answer<Record<string, unknown>> {
    const definition = interfaceApi[name] as unknown as AnyFunction;
    if (definition.kind === 'query') return definition.run(this.view(), params);
    const decision = definition.decide(this.view(), params);
    if (decision._tag === 'Left') return { ...decision.left };
    for (const event of decision.right.events) this.append(event);
    const out = decision.right.out?.(this.view());
    return { status: decision.right.status ?? 'STATUS_SUCCESS', ...(out === undefined ? {} : { out }) };
  }

  /** The Table that a call gives. */
  table(name: keyof typeof interfaceApi, params: object = {}): readonly Record<string, unknown>[] {
    const { status, out } = this.call(name, params);
    if (status !== 'STATUS_SUCCESS' || out === undefined) throw new Error(status);
    return out['Table'] as readonly Record<string, unknown>[];
  }

  /** Gives a report; an error of its caller comes back, and has changed nothing. */
  report(name: keyof typeof interfaceReports, members: object): ReportError | undefined {
    const definition = interfaceReports[name] as unknown as ReportDefinition<
      InterfaceHostState,
      unknown,
      InterfacesEvent
    >;
    const params = readInputRow(definition.input, members, 'report');
    if (params._tag === 'Left') return { why: params.left.why, member: params.left.member ?? 'report' };
    const decided = definition.decide(this.view(), params.right);
    if (decided._tag === 'Left') return decided.left;
    for (const step of decided.right) for (const event of step(this.view())) this.append(event);
    return undefined;
  }

  /** What it came to since the last time it was asked. */
  takeEvents(): readonly InterfacesEvent[] {
    return this.events.splice(0);
  }

  /** The row of GetIpInterfaceEntry. */
  entry(Family: AddressFamily, InterfaceIndex = 5): Record<string, unknown> {
    const { status, out } = this.call('GetIpInterfaceEntry', { Row: { Family, InterfaceIndex } });
    if (status !== 'STATUS_SUCCESS') throw new Error(status);
    return out?.['Row'] as Record<string, unknown>;
  }

  private append(event: InterfacesEvent): void {
    const before = this.state;
    this.events.push(event);
    this.fold(event);
    for (const after of interfacesAfter({ event, before, state: this.state, at: 0 })) this.append(after);
  }

  private fold(event: InterfacesEvent): void {
    this.state = evolve(this.state, event, ++this.seq);
  }

  private draw(): number {
    return this.draws.shift() ?? 0.5;
  }

  private view(): CommandView<InterfaceHostState> {
    return {
      state: this.state,
      at: 0,
      mirrored: this.options.mirrored ?? false,
      draw: () => this.draw(),
    };
  }
}
