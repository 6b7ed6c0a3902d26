import { either } from 'fp-ts';

import {
  AnycastTable,
  evolveAnycast,
  evolveUnicast,
  UnicastTable,
  type AnycastEvent,
  type UnicastData,
  type UnicastEvent,
} from '../src/addresses';
import type { CommandView, Due, Occurrence, Status } from '../src/call';
import { ULONG_MAX } from '../src/codec';
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
import {
  familyOf,
  parseIpAddress,
  parseLuid,
  parsePrefix,
  widthOf,
  type AddressFamily,
  type IpAddress,
  type Luid,
  type Prefix,
} from '../src/net';
import {
  evolveRoutes,
  nextRouteDue,
  routeApi,
  routesAfter,
  routesBefore,
  RouteTable,
  type BestRouteParams,
  type LookupReads,
  type RouteEntry,
  type RouteEvent,
  type RouteInput,
} from '../src/routes';

type Event = InterfaceEvent | IpInterfaceEvent | UnicastEvent | AnycastEvent | RouteEvent;

/** The part of a host's state that routes look at. */
export interface RouteHostState extends LookupReads {
  readonly anycast: AnycastTable;
}

const evolve = (state: RouteHostState, event: Event, seq: number, at: number): RouteHostState => {
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
    case 'RouteCreated':
    case 'RouteSet':
    case 'RouteDeleted':
      return { ...state, routes: evolveRoutes(state.routes, event, context) };
    default:
      return { ...state, interfaces: evolveInterfaces(state.interfaces, event, context) };
  }
};

/** An address that a test writes down. */
export const ip = (text: string): IpAddress => {
  const address = parseIpAddress(text);
  if (address === undefined) throw new TypeError(`${text} is no address`);
  return address;
};

/** A prefix that a test writes down. */
export const prefix = (text: string): Prefix => {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new TypeError(`${text} is no prefix`);
  return parsed;
};

/** A LUID that a test writes down. */
export const luid = (text: string): Luid => {
  const parsed = parseLuid(text);
  if (parsed === undefined) throw new TypeError(`${text} is no LUID`);
  return parsed;
};

export const ethernet = (
  InterfaceIndex: number,
  members: Partial<InterfaceDescription> = {},
): InterfaceDescription => ({
  InterfaceIndex,
  PhysicalAddress: '',
  Metric: 25,
  ...members,
});

export const loopback = (InterfaceIndex: number): InterfaceDescription => ({
  InterfaceIndex,
  Type: 'IF_TYPE_SOFTWARE_LOOPBACK',
});

/** A row as InitializeIpForwardEntry and then a caller fill it. */
export const initialized = (members: RouteInput): RouteInput => ({
  SitePrefixLength: 255,
  ValidLifetime: ULONG_MAX,
  PreferredLifetime: ULONG_MAX,
  Metric: ULONG_MAX,
  Protocol: ULONG_MAX,
  Loopback: true,
  AutoconfigureAddress: true,
  Publish: true,
  Immortal: true,
  ...members,
});

/** A host of routes and addresses: calls on routes, addresses that come and go with their routes, and time. */
export class RouteHost {
  state: RouteHostState;
  at = 1_767_225_600_000;
  mirrored = false;
  /** The events since the last time `takeEvents` was asked. */
  readonly events: Event[] = [];
  private seq = 0;

  constructor(
    interfaces: readonly InterfaceDescription[] = [ethernet(5)],
    stacks: readonly AddressFamily[] = ['AF_INET', 'AF_INET6'],
  ) {
    this.state = {
      stacks,
      interfaces: InterfaceTable.empty,
      ipInterfaces: IpInterfaceTable.empty,
      unicast: UnicastTable.empty,
      anycast: AnycastTable.empty,
      routes: RouteTable.empty,
      linux: { size: 0, bestRoute: () => undefined },
    };
    for (const description of interfaces) {
      const reads = { ...this.state, retired: Retired.empty };
      const events = interfaceOf(reads, description, { formsLinkLocal: false, draw: () => 0.5 });
      if (either.isLeft(events)) throw new Error(events.left.why);
      for (const event of events.right) this.write(event);
    }
    this.events.length = 0;
  }

  get view(): CommandView<RouteHostState> {
    return { state: this.state, at: this.at, mirrored: this.mirrored, draw: () => 0.5 };
  }

  create(Row: unknown): Status {
    return this.command(routeApi.CreateIpForwardEntry2.decide(this.view, { Row: Row as RouteInput }));
  }

  set(Route: unknown): Status {
    return this.command(routeApi.SetIpForwardEntry2.decide(this.view, { Route: Route as RouteInput }));
  }

  delete(Row: unknown): Status {
    return this.command(routeApi.DeleteIpForwardEntry2.decide(this.view, { Row: Row as RouteInput }));
  }

  /** GetIpForwardEntry2: the row, or the status where there is none. */
  get(Row: unknown): RouteEntry | Status {
    const { status, out } = routeApi.GetIpForwardEntry2.run(this.view, { Row: Row as RouteInput });
    return out?.Row ?? status;
  }

  /** CreateIpForwardEntry2 of an initialized row, which must succeed. */
  route(DestinationPrefix: string, NextHop: string, InterfaceIndex: number, members: RouteInput = {}): void {
    const status = this.create(initialized({ DestinationPrefix, NextHop, InterfaceIndex, ...members }));
    if (status !== 'STATUS_SUCCESS') throw new Error(`${DestinationPrefix}: ${status}`);
  }

  /** GetBestRoute2 in short: `10.0.0.0/8 192.0.2.1 5 from 192.0.2.10`, or the status. */
  best(DestinationAddress: string, params: Partial<BestRouteParams> = {}): string {
    const { status, out } = routeApi.GetBestRoute2.run(this.view, { DestinationAddress, ...params });
    if (out?.BestRoute === undefined || out.BestSourceAddress === undefined) return status;
    const { DestinationPrefix, NextHop, InterfaceIndex } = out.BestRoute;
    return `${DestinationPrefix} ${NextHop} ${InterfaceIndex} from ${out.BestSourceAddress}`;
  }

  /** A preferred unicast address, with the routes it brings where `bringsRoutes`. */
  address(Address: string, index: number, members: Partial<UnicastData> = {}, bringsRoutes = false): void {
    const address = ip(Address);
    const { InterfaceIndex, InterfaceLuid } = this.interface(index);
    const event: UnicastEvent = {
      type: 'UnicastAddressCreated',
      data: {
        Address: address,
        DadState: 'IpDadStatePreferred',
        InterfaceIndex,
        InterfaceLuid,
        OnLinkPrefixLength: widthOf(familyOf(address)),
        PrefixOrigin: 'IpPrefixOriginManual',
        ScopeId: 0,
        SkipAsSource: false,
        SuffixOrigin: 'IpSuffixOriginManual',
        createdAt: this.at,
        dadDueAt: null,
        preferredUntil: null,
        validUntil: null,
        ...members,
      },
    };
    if (bringsRoutes) this.append([event]);
    else this.write(event);
  }

  anycast(Address: string, index: number): void {
    const { InterfaceIndex, InterfaceLuid } = this.interface(index);
    this.append([
      {
        type: 'AnycastAddressCreated',
        data: { Address: ip(Address), InterfaceIndex, InterfaceLuid, ScopeId: 0 },
      },
    ]);
  }

  /** UnicastAddressSet of some members, with the routes that move. */
  setsAddress(Address: string, index: number, members: Partial<UnicastData>): void {
    const { InterfaceLuid } = this.interface(index);
    const row = this.state.unicast.get({ InterfaceLuid, Address: ip(Address) });
    if (row === undefined) throw new Error(`no ${Address} on ${index}`);
    const { createdSeq: _createdSeq, setSeq: _setSeq, ...data } = { ...row, ...members };
    this.append([{ type: 'UnicastAddressSet', data }]);
  }

  deletesAddress(
    type: 'UnicastAddressDeleted' | 'AnycastAddressDeleted',
    Address: string,
    index: number,
    reason: 'call' | 'expired' | 'interface-departed' | 'host-report' = 'call',
  ): void {
    const { InterfaceIndex, InterfaceLuid } = this.interface(index);
    this.append([{ type, data: { Address: ip(Address), InterfaceIndex, InterfaceLuid, reason } }]);
  }

  disconnects(index: number): void {
    const { InterfaceIndex, InterfaceLuid } = this.interface(index);
    this.write({
      type: 'MediaDisconnected',
      data: {
        InterfaceIndex,
        InterfaceLuid,
        MediaConnectState: 'MediaConnectStateDisconnected',
        OperStatus: 'IfOperStatusDown',
      },
    });
  }

  setsIpInterface(index: number, Family: AddressFamily, members: Partial<IpInterfaceRow>): void {
    const row = this.state.ipInterfaces.get({ ...this.interface(index), Family });
    if (row === undefined) throw new Error(`no ${Family} on ${index}`);
    const { createdSeq: _createdSeq, setSeq: _setSeq, ...data } = { ...row, ...members };
    this.write({ type: 'IpInterfaceSet', data });
  }

  /** Lets time pass; gives what fell due, in order. */
  advance(milliseconds: number): readonly Due<RouteEvent>[] {
    const end = this.at + milliseconds;
    const dues: Due<RouteEvent>[] = [];
    for (let due = nextRouteDue(this.state, end); due !== undefined; due = nextRouteDue(this.state, end)) {
      this.at = due.at;
      dues.push(due);
      this.append(due.events);
    }
    this.at = end;
    return dues;
  }

  /** The routes that stand, in short and in order of creation: `10.0.0.0/8 192.0.2.1 5`. */
  routes(): readonly string[] {
    return this.state.routes
      .inOrderOfCreation()
      .map(
        ({ DestinationPrefix, NextHop, InterfaceIndex }) =>
          `${DestinationPrefix} ${NextHop} ${InterfaceIndex}`,
      );
  }

  takeEvents(): readonly Event[] {
    return this.events.splice(0);
  }

  /** The events of routes since the last time, in short: `+10.0.0.0/8`, `-10.0.0.0/8 expired`. */
  takeRouteChanges(): readonly string[] {
    return this.takeEvents().flatMap((event) => {
      switch (event.type) {
        case 'RouteCreated':
          return [`+${event.data.DestinationPrefix}`];
        case 'RouteSet':
          return [`=${event.data.DestinationPrefix}`];
        case 'RouteDeleted':
          return [`-${event.data.DestinationPrefix} ${event.data.reason}`];
        default:
          return [];
      }
    });
  }

  /** Appends principal events with the routes that go before and follow, as the engine does. */
  append(events: readonly Event[]): void {
    const before = this.state;
    const occurrenceOf = (event: Event): Occurrence<RouteHostState> => ({
      event,
      before,
      state: this.state,
      at: this.at,
    });
    for (const event of events) {
      for (const first of routesBefore(occurrenceOf(event))) this.write(first);
      this.write(event);
    }
    for (const event of events) this.append(routesAfter(occurrenceOf(event)));
  }

  private command(decided: ReturnType<(typeof routeApi)['CreateIpForwardEntry2']['decide']>): Status {
    if (either.isLeft(decided)) return decided.left.status;
    this.append(decided.right.events);
    return 'STATUS_SUCCESS';
  }

  private interface(index: number) {
    const row = this.state.interfaces.byIndex(index);
    if (row === undefined) throw new Error(`no interface ${index}`);
    return row;
  }

  private write(event: Event): void {
    this.seq += 1;
    this.state = evolve(this.state, event, this.seq, this.at);
    this.events.push(event);
  }
}
