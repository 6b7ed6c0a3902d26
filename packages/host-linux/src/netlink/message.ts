import type { LinuxAddress } from './address';
import type { LinuxLink } from './link';
import type { LinuxNeighbor } from './neighbor';
import type { LinuxNetconf } from './netconf';
import type { LinuxNexthop } from './nexthop';
import type { LinuxRoute } from './route';
import type { LinuxRule } from './rule';
import type { MessageSkipReason } from './skip-tally';

/** What the header says of every message. */
export interface MessageHeader {
  /** NLM_F_ bits. */
  readonly flags: number;
  /** The number of the request that it answers; 0 where nobody asked. */
  readonly seq: number;
  /** The port id of the process that asked, or that made the change; 0 for the kernel. */
  readonly pid: number;
}

/** A message about an object: that it is there, or that it is gone. */
export interface ObjectMessage<Type extends string, Body> extends MessageHeader {
  readonly type: Type;
  /** AF_ number of the message. */
  readonly family: number;
  /** All members that the message bears; a message that an object is gone may bear fewer. */
  readonly body: Body;
}

/**
 * A link. Only those of family AF_UNSPEC speak of the link itself: of AF_INET6 they repeat a part of it, and of AF_BRIDGE
 * they speak of a bridge's port, so that its RTM_DELLINK means that the link left its bridge.
 */
export type LinkMessage = ObjectMessage<'RTM_NEWLINK' | 'RTM_DELLINK', LinuxLink>;
export type AddressMessage = ObjectMessage<'RTM_NEWADDR' | 'RTM_DELADDR', LinuxAddress>;
/** A route; on RTM_NEWROUTE the flags NLM_F_REPLACE and NLM_F_APPEND say what became of those that stood there. */
export type RouteMessage = ObjectMessage<'RTM_NEWROUTE' | 'RTM_DELROUTE', LinuxRoute>;
export interface NeighborMessage extends ObjectMessage<'RTM_NEWNEIGH' | 'RTM_DELNEIGH', LinuxNeighbor> {
  /** Hundredths of a second from when it was last known reachable to the message; undefined when it does not say. */
  readonly confirmedHundredths: number | undefined;
}
/** Settings; RTM_NEWNETCONF bears only those that it is about. */
export type NetconfMessage = ObjectMessage<'RTM_NEWNETCONF' | 'RTM_DELNETCONF', LinuxNetconf>;
export type RuleMessage = ObjectMessage<'RTM_NEWRULE' | 'RTM_DELRULE', LinuxRule>;
export type NexthopMessage = ObjectMessage<'RTM_NEWNEXTHOP' | 'RTM_DELNEXTHOP', LinuxNexthop>;

/** The end of a dump, or the answer to a request; `errno` is 0 for success, else positive. */
export interface OutcomeMessage extends MessageHeader {
  readonly type: 'NLMSG_DONE' | 'NLMSG_ERROR';
  readonly errno: number;
}

/** Messages were lost: only a dump can tell what is so now. */
export interface OverrunMessage extends MessageHeader {
  readonly type: 'NLMSG_OVERRUN';
}

/** What rtmon writes between messages: when those behind it came. */
export interface TimestampMessage {
  readonly type: 'timestamp';
  /** Epoch milliseconds; microseconds are cut off. */
  readonly at: number;
}

/** A message that says nothing here. */
export interface SkippedMessage {
  readonly type: 'skipped';
  readonly reason: MessageSkipReason;
  /** nlmsg_type; 0 where not even the header is there. */
  readonly messageType: number;
}

/** Whatever a message may turn out to be. */
export type DecodedMessage =
  | LinkMessage
  | AddressMessage
  | RouteMessage
  | NeighborMessage
  | NetconfMessage
  | RuleMessage
  | NexthopMessage
  | OutcomeMessage
  | OverrunMessage
  | TimestampMessage
  | SkippedMessage;
