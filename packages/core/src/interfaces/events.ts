import type * as t from 'io-ts';

import { closed, defineEvent, openCodec, Reason, type EventOf } from '../codec';
import { MediaConnectState, OperStatus } from './enumerations';
import {
  ConnectivityHint,
  DnsData,
  FamilyText,
  InterfaceData,
  interfaceKeyMembers,
  IpInterfaceData,
} from './row';

const mediaData = closed(
  {
    ...interfaceKeyMembers,
    MediaConnectState: MediaConnectState.codec,
    OperStatus: openCodec(OperStatus),
  },
  'media change',
);
const interfaceGone = closed({ ...interfaceKeyMembers, reason: Reason }, 'interface gone');
const familyGone = closed({ ...interfaceKeyMembers, Family: FamilyText, reason: Reason }, 'family gone');

/** What can become true of interfaces. */
export const interfaceEvents = {
  InterfaceArrived: defineEvent({
    v: 1,
    table: 'interfaces',
    kind: 'added',
    data: InterfaceData,
    meaning: 'A new interface appeared.',
  }),
  InterfaceSet: defineEvent({
    v: 1,
    table: 'interfaces',
    kind: 'changed',
    data: InterfaceData,
    meaning: 'The host reported other values of an interface: its alias, MTU, link speed …',
  }),
  MediaConnected: defineEvent({
    v: 1,
    table: 'interfaces',
    kind: 'changed',
    data: mediaData,
    meaning: 'The link of an interface came up.',
  }),
  MediaDisconnected: defineEvent({
    v: 1,
    table: 'interfaces',
    kind: 'changed',
    data: mediaData,
    meaning: 'The link of an interface went down.',
  }),
  InterfaceDeparted: defineEvent({
    v: 1,
    table: 'interfaces',
    kind: 'removed',
    data: interfaceGone,
    meaning: 'An interface is gone; its index and LUID are retired.',
  }),
} as const;
export type InterfaceEvent = EventOf<typeof interfaceEvents>;

/** What can become true of IP interfaces: an interface and one address family. */
export const ipInterfaceEvents = {
  IpInterfaceBound: defineEvent({
    v: 1,
    table: 'ipInterfaces',
    kind: 'added',
    data: IpInterfaceData,
    meaning: 'An interface gained an address family.',
  }),
  IpInterfaceSet: defineEvent({
    v: 1,
    table: 'ipInterfaces',
    kind: 'changed',
    data: IpInterfaceData,
    meaning: 'Members of an IP interface changed, by SetIpInterfaceEntry or by following its interface.',
  }),
  IpInterfaceUnbound: defineEvent({
    v: 1,
    table: 'ipInterfaces',
    kind: 'removed',
    data: familyGone,
    meaning: 'An interface lost an address family.',
  }),
} as const;
export type IpInterfaceEvent = EventOf<typeof ipInterfaceEvents>;

/** What can become true of an interface's DNS settings. */
export const dnsEvents = {
  InterfaceDnsSet: defineEvent({
    v: 1,
    table: 'dns',
    kind: 'put',
    data: DnsData,
    meaning: 'DNS settings of an interface and family were set.',
  }),
  InterfaceDnsDeleted: defineEvent({
    v: 1,
    table: 'dns',
    kind: 'removed',
    data: familyGone,
    meaning: 'DNS settings went with their interface.',
  }),
} as const;
export type DnsEvent = EventOf<typeof dnsEvents>;

/** What can become true of the host's connectivity as a whole. */
export const connectivityEvents = {
  ConnectivityHintChanged: defineEvent({
    v: 1,
    table: null,
    kind: 'put',
    data: ConnectivityHint,
    meaning: 'The host-wide connectivity hint changed.',
  }),
} as const;
export type ConnectivityEvent = EventOf<typeof connectivityEvents>;

/** Payload of the events that end an interface, for those that follow from it. */
export type InterfaceGone = t.TypeOf<typeof interfaceGone>;
