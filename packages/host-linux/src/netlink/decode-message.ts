import { decodeAddress } from './address';
import { IFADDRMSG_SIZE } from './address-constants';
import { addressSize } from './address-text';
import { AF, linuxFamilyOf, type LinuxFamily } from './family';
import { HEADER_SIZE, messageFlags, messageLength, messagePid, messageSeq, messageType } from './header';
import { decodeLink } from './link';
import { IFINFOMSG_SIZE } from './link-constants';
import type {
  AddressMessage,
  DecodedMessage,
  LinkMessage,
  MessageHeader,
  NeighborMessage,
  NetconfMessage,
  NexthopMessage,
  ObjectMessage,
  OutcomeMessage,
  RouteMessage,
  RuleMessage,
} from './message';
import { NLMSG, RTM, messageTypeName } from './message-type';
import { decodeNeighbor } from './neighbor';
import { NDMSG_SIZE } from './neighbor-constants';
import { NETCONFMSG_SIZE, decodeNetconf } from './netconf';
import { decodeNexthop } from './nexthop';
import { NHMSG_SIZE } from './nexthop-constants';
import { decodeRoute } from './route';
import { RTMSG_SIZE, RTM_F_CLONED } from './route-constants';
import { decodeRule } from './rule';
import { FIB_RULE_HDR_SIZE } from './rule-constants';
import type { MessageSkipReason, SkipTally } from './skip-tally';
import type { Wire } from './wire';

/**
 * Decodes the message whose header begins at `at`. It never throws, whatever the bytes are: what says nothing here is
 * 'skipped', with the reason.
 *
 * @param skips counts the messages and attributes that were skipped.
 */
export const decodeMessage = (wire: Wire, at: number, skips?: SkipTally): DecodedMessage => {
  const available = wire.length - at;
  const type = available < HEADER_SIZE ? 0 : messageType(wire, at);
  const length = available < HEADER_SIZE ? 0 : messageLength(wire, at);
  const whole = length >= HEADER_SIZE && length <= available;
  const decoded = whole ? decodeWhole({ wire, at, end: at + length, skips }, type) : 'message cut short';
  if (typeof decoded !== 'string') return decoded;
  skips?.message(decoded, type);
  return { type: 'skipped', reason: decoded, messageType: type };
};

/** Bytes of the two numbers in a time stamp of rtmon. */
const TIMESTAMP_SIZE = 8;

/** Bytes of the errno that begins NLMSG_ERROR and NLMSG_DONE (struct nlmsgerr, linux/netlink.h). */
const ERRNO_SIZE = 4;

/** Where a message stands, all of which is there. */
interface Frame {
  readonly wire: Wire;
  readonly at: number;
  readonly end: number;
  readonly skips: SkipTally | undefined;
}

/** Decodes a message of one type, or says why it says nothing here. */
type Decoder = (frame: Frame) => DecodedMessage | MessageSkipReason;

const decodeWhole = (frame: Frame, type: number): DecodedMessage | MessageSkipReason => {
  const decoder = decoders.get(type);
  if (decoder !== undefined) return decoder(frame);
  return messageTypeName(type) === undefined ? 'unknown message type' : 'message type not mirrored';
};

/** The body begins behind the header. */
const bodyOf = ({ at }: Frame): number => at + HEADER_SIZE;

const hasBody = (frame: Frame, size: number): boolean => frame.end - bodyOf(frame) >= size;

/** Every body of rtnetlink begins with its family. */
const familyOf = (frame: Frame): number => frame.wire.u8(bodyOf(frame));

/** A decoder of messages of the families of IP alone, whose body begins with a struct of `size` bytes. */
const ofIpFamilies =
  (
    size: number,
    decode: (frame: Frame, family: LinuxFamily) => DecodedMessage | MessageSkipReason,
  ): Decoder =>
  (frame) => {
    if (!hasBody(frame, size)) return 'body too short';
    const family = linuxFamilyOf(familyOf(frame));
    return family === undefined ? 'address family not mirrored' : decode(frame, family);
  };

const headerOf = ({ wire, at }: Frame): MessageHeader => ({
  flags: messageFlags(wire, at),
  seq: messageSeq(wire, at),
  pid: messagePid(wire, at),
});

const about = <Type extends string, Body>(
  frame: Frame,
  type: Type,
  body: Body,
): ObjectMessage<Type, Body> => ({
  type,
  flags: messageFlags(frame.wire, frame.at),
  seq: messageSeq(frame.wire, frame.at),
  pid: messagePid(frame.wire, frame.at),
  family: familyOf(frame),
  body,
});

const linkMessage =
  (type: LinkMessage['type']): Decoder =>
  (frame) => {
    if (!hasBody(frame, IFINFOMSG_SIZE)) return 'body too short';
    const family = familyOf(frame);
    if (family !== AF.UNSPEC && family !== AF.INET6 && family !== AF.BRIDGE)
      return 'address family not mirrored';
    return about(frame, type, decodeLink(frame.wire, bodyOf(frame), frame.end, frame.skips));
  };

const addressMessage = (type: AddressMessage['type']): Decoder =>
  ofIpFamilies(IFADDRMSG_SIZE, (frame, family) => {
    const address = decodeAddress(frame.wire, bodyOf(frame), frame.end, family, frame.skips);
    return address === undefined ? 'key attribute missing' : about(frame, type, address);
  });

const routeMessage = (type: RouteMessage['type']): Decoder =>
  ofIpFamilies(RTMSG_SIZE, (frame, family) => {
    const body = bodyOf(frame);
    if ((frame.wire.u32(body + 8) & RTM_F_CLONED) !== 0) return 'cloned route';
    const width = addressSize(family) * 8;
    if (frame.wire.u8(body + 1) > width || frame.wire.u8(body + 2) > width)
      return 'prefix length out of range';
    return about(frame, type, decodeRoute(frame.wire, body, frame.end, family, frame.skips));
  });

const neighborMessage = (type: NeighborMessage['type']): Decoder =>
  ofIpFamilies(NDMSG_SIZE, (frame, family) => {
    const neighbor = decodeNeighbor(frame.wire, bodyOf(frame), frame.end, family, frame.skips);
    if (neighbor === undefined) return 'key attribute missing';
    return { ...about(frame, type, neighbor.body), confirmedHundredths: neighbor.confirmedHundredths };
  });

const netconfMessage = (type: NetconfMessage['type']): Decoder =>
  ofIpFamilies(NETCONFMSG_SIZE, (frame, family) => {
    const netconf = decodeNetconf(frame.wire, bodyOf(frame), frame.end, family, frame.skips);
    return netconf === undefined ? 'key attribute missing' : about(frame, type, netconf);
  });

const ruleMessage = (type: RuleMessage['type']): Decoder =>
  ofIpFamilies(FIB_RULE_HDR_SIZE, (frame, family) =>
    about(frame, type, decodeRule(frame.wire, bodyOf(frame), frame.end, family, frame.skips)),
  );

/** Groups of nexthop objects are of no family. */
const nexthopMessage =
  (type: NexthopMessage['type']): Decoder =>
  (frame) => {
    if (!hasBody(frame, NHMSG_SIZE)) return 'body too short';
    const nexthop = decodeNexthop(frame.wire, bodyOf(frame), frame.end, frame.skips);
    return nexthop === undefined ? 'key attribute missing' : about(frame, type, nexthop);
  };

/** The body begins with a negative errno or 0. */
const outcomeMessage =
  (type: OutcomeMessage['type']): Decoder =>
  (frame) =>
    hasBody(frame, ERRNO_SIZE)
      ? { type, ...headerOf(frame), errno: Math.abs(frame.wire.s32(bodyOf(frame))) }
      : 'body too short';

const timestampMessage: Decoder = (frame) => {
  if (!hasBody(frame, TIMESTAMP_SIZE)) return 'body too short';
  const seconds = frame.wire.u32(bodyOf(frame));
  const microseconds = frame.wire.u32(bodyOf(frame) + 4);
  return { type: 'timestamp', at: seconds * 1000 + Math.floor(microseconds / 1000) };
};

const decoders: ReadonlyMap<number, Decoder> = new Map([
  [RTM.NEWLINK, linkMessage('RTM_NEWLINK')],
  [RTM.DELLINK, linkMessage('RTM_DELLINK')],
  [RTM.NEWADDR, addressMessage('RTM_NEWADDR')],
  [RTM.DELADDR, addressMessage('RTM_DELADDR')],
  [RTM.NEWROUTE, routeMessage('RTM_NEWROUTE')],
  [RTM.DELROUTE, routeMessage('RTM_DELROUTE')],
  [RTM.NEWNEIGH, neighborMessage('RTM_NEWNEIGH')],
  [RTM.DELNEIGH, neighborMessage('RTM_DELNEIGH')],
  [RTM.NEWRULE, ruleMessage('RTM_NEWRULE')],
  [RTM.DELRULE, ruleMessage('RTM_DELRULE')],
  [RTM.NEWNETCONF, netconfMessage('RTM_NEWNETCONF')],
  [RTM.DELNETCONF, netconfMessage('RTM_DELNETCONF')],
  [RTM.NEWNEXTHOP, nexthopMessage('RTM_NEWNEXTHOP')],
  [RTM.DELNEXTHOP, nexthopMessage('RTM_DELNEXTHOP')],
  [NLMSG.ERROR, outcomeMessage('NLMSG_ERROR')],
  [NLMSG.DONE, outcomeMessage('NLMSG_DONE')],
  [NLMSG.OVERRUN, (frame): DecodedMessage => ({ type: 'NLMSG_OVERRUN', ...headerOf(frame) })],
  [NLMSG.TSTAMP, timestampMessage],
]);
