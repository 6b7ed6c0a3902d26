import type { DomainEvent, Host, HostState } from '@netlapse/core';

import { decide, mirrorLinux, resync, type LinuxDump } from '../src/mirror';
import {
  AF,
  NLM_F,
  type AddressMessage,
  type DecodedMessage,
  type LinkMessage,
  type LinuxAddress,
  type LinuxLink,
  type LinuxNeighbor,
  type LinuxNetconf,
  type LinuxNexthop,
  type LinuxRoute,
  type LinuxRule,
  type NeighborMessage,
  type NetconfMessage,
  type NexthopMessage,
  type RouteMessage,
  type RuleMessage,
} from '../src/netlink';

/** When the mirrors of tests begin. */
export const BEGIN = 1_800_000_000_000;

const fromKernel = { flags: 0, seq: 0, pid: 0 } as const;

type OfFamily = { readonly family: 'inet' | 'inet6' };
const numberOf = ({ family }: OfFamily): number => (family === 'inet' ? AF.INET : AF.INET6);

/** A link as `ip link` has it; an Ethernet card that is up unless told otherwise. */
export const link = (ifindex: number, members: Partial<LinuxLink> = {}): LinuxLink => ({
  address: `02:00:00:00:00:${ifindex.toString(16).padStart(2, '0')}`,
  flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
  ifindex,
  ifname: `eth${ifindex}`,
  link_type: 'ether',
  mtu: 1500,
  operstate: 'UP',
  ...members,
});

/** The same link, and the flags and state that a link has which is down, or without carrier. */
export const down = { flags: ['BROADCAST', 'MULTICAST'], operstate: 'DOWN' } as const;
export const withoutCarrier = {
  flags: ['NO-CARRIER', 'BROADCAST', 'MULTICAST', 'UP'],
  operstate: 'DOWN',
} as const;

export const loopback = (): LinuxLink =>
  link(1, {
    address: '00:00:00:00:00:00',
    flags: ['LOOPBACK', 'UP', 'LOWER_UP'],
    ifname: 'lo',
    link_type: 'loopback',
    mtu: 65536,
    operstate: 'UNKNOWN',
  });

/** An address as `ip addr` has it, `192.0.2.1/24`. */
export const address = (ifindex: number, text: string, members: Partial<LinuxAddress> = {}): LinuxAddress => {
  const [local = '', length = ''] = text.split('/');
  return {
    family: local.includes(':') ? 'inet6' : 'inet',
    ifindex,
    local,
    prefixlen: Number(length),
    scope: local.startsWith('fe80') ? 'link' : 'global',
    ...members,
  };
};

/** A route as `ip route` has it; IPv6 where the destination, or the member, says so. */
export const route = (dst: string, members: Partial<LinuxRoute> = {}): LinuxRoute => ({
  dst,
  family: dst.includes(':') ? 'inet6' : 'inet',
  flags: [],
  protocol: 'static',
  scope: 'global',
  table: 'main',
  type: 'unicast',
  ...members,
});

/** One of the next hops of a multipath route. */
export const hop = (
  oif: number,
  gateway: string,
  weight = 1,
): NonNullable<LinuxRoute['nexthops']>[number] => ({
  flags: [],
  gateway,
  oif,
  weight,
});

export const neighbor = (
  ifindex: number,
  dst: string,
  members: Partial<LinuxNeighbor> = {},
): LinuxNeighbor => ({
  dst,
  family: dst.includes(':') ? 'inet6' : 'inet',
  ifindex,
  lladdr: '02:00:00:00:01:01',
  state: ['REACHABLE'],
  ...members,
});

const linkMessage = (
  type: LinkMessage['type'],
  body: LinuxLink,
  family: number = AF.UNSPEC,
): LinkMessage => ({
  ...fromKernel,
  type,
  family,
  body,
});
export const newLink = (body: LinuxLink, family?: number): LinkMessage =>
  linkMessage('RTM_NEWLINK', body, family);
export const delLink = (body: LinuxLink, family?: number): LinkMessage =>
  linkMessage('RTM_DELLINK', body, family);

export const newAddress = (body: LinuxAddress): AddressMessage => ({
  ...fromKernel,
  type: 'RTM_NEWADDR',
  family: numberOf(body),
  body,
});
export const delAddress = (body: LinuxAddress): AddressMessage => ({
  ...newAddress(body),
  type: 'RTM_DELADDR',
});

export const newRoute = (body: LinuxRoute, flags: number = NLM_F.CREATE): RouteMessage => ({
  ...fromKernel,
  type: 'RTM_NEWROUTE',
  flags,
  family: numberOf(body),
  body,
});
export const delRoute = (body: LinuxRoute): RouteMessage => ({ ...newRoute(body, 0), type: 'RTM_DELROUTE' });
export const replaceRoute = (body: LinuxRoute): RouteMessage => newRoute(body, NLM_F.REPLACE);
export const appendRoute = (body: LinuxRoute): RouteMessage => newRoute(body, NLM_F.CREATE | NLM_F.APPEND);

export const newNeighbor = (body: LinuxNeighbor, confirmedHundredths?: number): NeighborMessage => ({
  ...fromKernel,
  type: 'RTM_NEWNEIGH',
  family: numberOf(body),
  body,
  confirmedHundredths,
});
export const delNeighbor = (body: LinuxNeighbor): NeighborMessage => ({
  ...newNeighbor(body),
  type: 'RTM_DELNEIGH',
});

export const newNetconf = (body: LinuxNetconf): NetconfMessage => ({
  ...fromKernel,
  type: 'RTM_NEWNETCONF',
  family: numberOf(body),
  body,
});
export const delNetconf = (body: LinuxNetconf): NetconfMessage => ({
  ...newNetconf(body),
  type: 'RTM_DELNETCONF',
});

export const newRule = (body: LinuxRule): RuleMessage => ({
  ...fromKernel,
  type: 'RTM_NEWRULE',
  family: numberOf(body),
  body,
});
export const delRule = (body: LinuxRule): RuleMessage => ({ ...newRule(body), type: 'RTM_DELRULE' });

export const nexthop = (id: number, members: Partial<LinuxNexthop> = {}): LinuxNexthop => ({
  flags: [],
  id,
  protocol: 'static',
  scope: 'link',
  ...members,
});
export const newNexthop = (body: LinuxNexthop): NexthopMessage => ({
  ...fromKernel,
  type: 'RTM_NEWNEXTHOP',
  family: AF.INET,
  body,
});
export const delNexthop = (body: LinuxNexthop): NexthopMessage => ({
  ...newNexthop(body),
  type: 'RTM_DELNEXTHOP',
});

/** A mirrored host that is told of messages one by one. */
export interface MirroredHost {
  readonly host: Host;
  readonly state: HostState;
  /** Repeats a message, `seconds` after the one before, and gives the events of its append. */
  readonly tell: (message: DecodedMessage, seconds?: number) => readonly DomainEvent[];
  readonly tellAll: (...messages: readonly DecodedMessage[]) => void;
  /** Compares with dumps, `seconds` after the last message, and gives the events. */
  readonly resync: (dumps: readonly LinuxDump[], seconds?: number) => readonly DomainEvent[];
}

/** A mirror that was told of these messages. */
export const mirroredHost = (...messages: readonly DecodedMessage[]): MirroredHost => {
  const host = mirrorLinux({ now: BEGIN });
  let at = BEGIN;
  const mirror = (
    name: string,
    seconds: number,
    decideAt: (state: HostState, at: number) => readonly DomainEvent[],
  ): readonly DomainEvent[] => {
    at += seconds * 1000;
    const from = host.position.seq;
    host.mirror({ at, name, params: {} }, (state) => decideAt(state, at));
    return Array.from(host.log.records()).flatMap((record) =>
      record.kind === 'commit'
        ? record.events
            .filter(({ seq }) => seq > from)
            .map(({ data, type }) => ({ data, type }) as unknown as DomainEvent)
        : [],
    );
  };
  const tell = (message: DecodedMessage, seconds = 0): readonly DomainEvent[] =>
    mirror(message.type, seconds, (state, instant) => decide(state, message, instant));
  for (const message of messages) tell(message);
  return {
    host,
    get state() {
      return host.state;
    },
    tell,
    tellAll: (...more) => more.forEach((message) => tell(message)),
    resync: (dumps, seconds = 0) =>
      mirror('resync', seconds, (state, instant) => resync(state, dumps, instant)),
  };
};

/** Names of events, in order. */
export const typesOf = (events: readonly DomainEvent[]): readonly string[] => events.map(({ type }) => type);

/** The events of rows, without the connectivity hint, which the engine adds by itself. */
export const rowsOf = (events: readonly DomainEvent[]): readonly DomainEvent[] =>
  events.filter(({ type }) => !type.startsWith('LinuxObject') && type !== 'ConnectivityHintChanged');

export const objectsOf = (events: readonly DomainEvent[]): readonly DomainEvent[] =>
  events.filter(({ type }) => type.startsWith('LinuxObject'));
