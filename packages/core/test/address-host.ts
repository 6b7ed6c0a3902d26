import { either } from 'fp-ts';

import {
  addressesAfter,
  AnycastTable,
  evolveAnycast,
  evolveMulticast,
  evolveUnicast,
  groupsAfter,
  groupsBefore,
  MulticastTable,
  nextAddressDue,
  UnicastTable,
  type AnycastEvent,
  type MulticastEvent,
  type UnicastEvent,
  type UnicastRow,
} from '../src/addresses';
import {
  readInputRow,
  type CommandFunction,
  type CommandView,
  type Due,
  type Occurrence,
  type QueryFunction,
  type ReportDefinition,
  type Status,
} from '../src/call';
import {
  evolveInterfaces,
  evolveIpInterfaces,
  interfaceOf,
  InterfaceTable,
  IpInterfaceTable,
  Retired,
  type InterfaceDescription,
  type InterfaceEvent,
  type IpInterfaceEvent,
  type IpInterfaceRow,
} from '../src/interfaces';
import { parseIpAddress, type AddressFamily, type IpAddress } from '../src/net';
import { evolveRoutes, RouteTable, type RouteEvent } from '../src/routes';

export type TestEvent =
  InterfaceEvent | IpInterfaceEvent | UnicastEvent | AnycastEvent | MulticastEvent | RouteEvent;

/** The part of a host's state that addresses and router advertisements look at. */
export interface AddressHostState {
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
  readonly unicast: UnicastTable;
  readonly anycast: AnycastTable;
  readonly multicast: MulticastTable;
  readonly routes: RouteTable;
}

/** A call that the host can run. */
export type TestFunction<Params extends object, Out extends object> =
  QueryFunction<AddressHostState, Params, Out> | CommandFunction<AddressHostState, Params, Out, TestEvent>;

const fold = (state: AddressHostState, event: TestEvent, seq: number, at: number): AddressHostState => {
  const context = { seq, at };
  switch (event.type) {
    case 'IpInterfaceBound':
    case 'IpInterfaceSet':
    case 'IpInterfaceUnbound':
      return { ...state, ipInterfaces: evolveIpInterfaces(state.ipInterfaces, event, context) };
    case 'UnicastAddressCreated':
    case 'UnicastAddressSet':
    case 'DadStateChanged':
    case 'UnicastAddressDeleted':
      return { ...state, unicast: evolveUnicast(state.unicast, event, context) };
    case 'AnycastAddressCreated':
    case 'AnycastAddressDeleted':
      return { ...state, anycast: evolveAnycast(state.anycast, event, context) };
    case 'MulticastGroupJoined':
    case 'MulticastGroupLeft':
      return { ...state, multicast: evolveMulticast(state.multicast, event, context) };
    case 'RouteCreated':
    case 'RouteSet':
    case 'RouteDeleted':
      return { ...state, routes: evolveRoutes(state.routes, event, context) };
    default:
      return { ...state, interfaces: evolveInterfaces(state.interfaces, event, context) };
  }
};

/** Ethernet 5, as most tests have it. */
export const ethernet5: InterfaceDescription = { InterfaceIndex: 5, PhysicalAddress: '02-00-00-00-00-05' };

/** An address that a test writes down. */
export const ip = (text: string): IpAddress => {
  const address = parseIpAddress(text);
  if (address === undefined) throw new TypeError(`${text} is no address`);
  return address;
};

/**
 * A host of addresses alone: calls, reports, links and time, with groups and what else the slice itself brings, without
 * the routes that follow.
 */
export class AddressHost {
  state: AddressHostState;
  at = 1_000_000;
  mirrored = false;
  /** Every event so far, in order. */
  readonly log: TestEvent[] = [];

  constructor(
    interfaces: readonly InterfaceDescription[] = [ethernet5],
    stacks: readonly AddressFamily[] = ['AF_INET', 'AF_INET6'],
  ) {
    this.state = {
      stacks,
      interfaces: InterfaceTable.empty,
      ipInterfaces: IpInterfaceTable.empty,
      unicast: UnicastTable.empty,
      anycast: AnycastTable.empty,
      multicast: MulticastTable.empty,
      routes: RouteTable.empty,
    };
    for (const description of interfaces) this.brings(description, false);
    this.log.length = 0;
  }

  get view(): CommandView<AddressHostState> {
    return { state: this.state, at: this.at, mirrored: this.mirrored, draw: () => 0.5 };
  }

  /** Runs a call and appends what it decides. */
  call<Params extends object, Out extends object>(
    definition: TestFunction<Params, Out>,
    params: Params,
  ): { readonly status: Status; readonly out?: Partial<Out> } {
    if (definition.kind === 'query') return definition.run(this.view, params);
    const decided = definition.decide(this.view, params);
    if (either.isLeft(decided)) return decided.left;
    this.append(decided.right.events);
    return { status: 'STATUS_SUCCESS' };
  }

  /** Runs a report, step by step; gives the member at fault where it cannot be. */
  report<Params>(
    definition: ReportDefinition<AddressHostState, Params, TestEvent>,
    given: Readonly<Record<string, unknown>>,
  ): string | undefined {
    const read = readInputRow(definition.input, given, definition.name);
    if (either.isLeft(read)) return read.left.member;
    const steps = definition.decide(this.view, read.right);
    if (either.isLeft(steps)) return steps.left.member;
    for (const step of steps.right) this.append(step(this.view));
    return undefined;
  }

  /** An interface that arrives, or that the host begins with. */
  brings(description: InterfaceDescription, formsLinkLocal: boolean): void {
    const events = interfaceOf({ ...this.state, retired: Retired.empty }, description, {
      formsLinkLocal,
      draw: () => 0.5,
    });
    if (either.isLeft(events)) throw new Error(events.left.why);
    this.append(events.right);
  }

  link(index: number, state: 'Connected' | 'Disconnected'): void {
    const on = this.state.interfaces.byIndex(index);
    if (on === undefined) throw new Error(`no interface ${index}`);
    const { InterfaceIndex, InterfaceLuid } = on;
    const key = { InterfaceIndex, InterfaceLuid };
    this.append([
      state === 'Connected'
        ? {
            type: 'MediaConnected',
            data: { ...key, MediaConnectState: 'MediaConnectStateConnected', OperStatus: 'IfOperStatusUp' },
          }
        : {
            type: 'MediaDisconnected',
            data: {
              ...key,
              MediaConnectState: 'MediaConnectStateDisconnected',
              OperStatus: 'IfOperStatusDown',
            },
          },
    ]);
  }

  /** SetIpInterfaceEntry of some members. */
  setsIpInterface(index: number, Family: AddressFamily, members: Partial<IpInterfaceRow>): void {
    const on = this.state.interfaces.byIndex(index);
    const row = on === undefined ? undefined : this.state.ipInterfaces.get({ ...on, Family });
    if (row === undefined) throw new Error(`no ${Family} on interface ${index}`);
    const { createdSeq: _createdSeq, setSeq: _setSeq, ...data } = { ...row, ...members };
    this.append([{ type: 'IpInterfaceSet', data }]);
  }

  /** Lets time pass; gives what fell due, in order. */
  advance(milliseconds: number): readonly Due<UnicastEvent>[] {
    const end = this.at + milliseconds;
    const dues: Due<UnicastEvent>[] = [];
    for (;;) {
      const due = nextAddressDue(this.state, end);
      if (due === undefined) break;
      this.at = Math.max(this.at, due.at);
      dues.push(due);
      this.append(due.events);
    }
    this.at = end;
    return dues;
  }

  /** The events since the last time this was asked. */
  appended(): readonly TestEvent[] {
    return this.log.splice(0);
  }

  address(text: string, index = 5): UnicastRow | undefined {
    return this.state.unicast.holding(ip(text)).find(({ InterfaceIndex }) => InterfaceIndex === index);
  }

  groups(index = 5): readonly string[] {
    const on = this.state.interfaces.byIndex(index);
    return on === undefined
      ? []
      : this.state.multicast.onInterface(on.InterfaceLuid).map(({ Address }) => Address);
  }

  /** Appends principal events with what goes before and follows, as the engine does. */
  append(events: readonly TestEvent[]): void {
    const occurrenceOf = (event: TestEvent, before: AddressHostState): Occurrence<AddressHostState> => ({
      event,
      before,
      state: this.state,
      at: this.at,
    });
    const before = this.state;
    for (const event of events) {
      for (const first of groupsBefore(occurrenceOf(event, before))) this.write(first);
      this.write(event);
    }
    for (const event of events) {
      this.append(addressesAfter(occurrenceOf(event, before)));
      this.append(groupsAfter(occurrenceOf(event, before)));
    }
  }

  private seq = 0;

  private write(event: TestEvent): void {
    this.seq += 1;
    this.state = fold(this.state, event, this.seq, this.at);
    this.log.push(event);
  }
}
