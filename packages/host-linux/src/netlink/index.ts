export { Wire, align4 } from './wire';
export { HEADER_SIZE, NLM_F, messageFlags, messageLength, messageSeq, messageType } from './header';
export { NLMSG, RTM, messageTypeName } from './message-type';
export { AF, linuxFamilyOf, type LinuxFamily } from './family';
export { decodeMessage } from './decode-message';
export type {
  AddressMessage,
  DecodedMessage,
  LinkMessage,
  MessageHeader,
  NeighborMessage,
  NetconfMessage,
  NexthopMessage,
  ObjectMessage,
  OutcomeMessage,
  OverrunMessage,
  RouteMessage,
  RuleMessage,
  SkippedMessage,
  TimestampMessage,
} from './message';
export { SkipTally, type AttributeSkipReason, type MessageSkipReason, type SkipCount } from './skip-tally';
export type { NumberNames } from './number-names';
export type { BitNames } from './bit-names';
export type { LinuxLink, LinuxLinkInfo } from './link';
export { ARPHRD, IFF, linkFlagBits, linkFlagNames, linkTypeNames, operstateNames } from './link-constants';
export type { LinuxAddress } from './address';
export { IFA_F, addressProtocolNames } from './address-constants';
export type { LinuxRoute } from './route';
export type { LinuxFlow, LinuxVia } from './route-attributes';
export type { LinuxRouteMetrics } from './route-metrics';
export type { LinuxRouteNexthop } from './route-nexthops';
export {
  routeFlagNames,
  routeProtocolNames,
  routeTypeNames,
  routerPreferenceNames,
  scopeNames,
  routeTableNames,
} from './route-constants';
export type { LinuxNeighbor } from './neighbor';
export { neighborStateNames } from './neighbor-constants';
export { NETCONF_ALL, NETCONF_DEFAULT, reversePathFilterNames, type LinuxNetconf } from './netconf';
export type { LinuxRule } from './rule';
export type { LinuxNexthop, LinuxNexthopMember, LinuxResilientGroup } from './nexthop';
export { prefixText } from './address-text';
