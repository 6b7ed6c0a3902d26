import type { LinuxKind } from '@netlapse/core';

import { AF, HEADER_SIZE, NLM_F, RTM } from '../netlink';

/** A request for all objects of a kind. */
export interface DumpRequest {
  readonly kind: LinuxKind;
  /** nlmsg_type. */
  readonly type: number;
  /** AF_ number; links and nexthop objects are of none. */
  readonly family: number;
  /** Bytes of the struct that begins the body, all zero but the family. */
  readonly bodySize: number;
  /** Attributes behind it. */
  readonly attributes?: Uint8Array;
}

const IFLA_EXT_MASK = 29;
/** RTEXT_FILTER_SKIP_STATS: counters, which no mirror keeps, are left out. */
const SKIP_STATS = 1 << 3;

/** A rtattr of one u32: length 8, type, value. */
const u32Attribute = (type: number, value: number): Uint8Array => {
  const bytes = new Uint8Array(8);
  new Uint16Array(bytes.buffer, 0, 2).set([8, type]);
  new Uint32Array(bytes.buffer, 4, 1)[0] = value;
  return bytes;
};

const ofFamilies = (kind: LinuxKind, type: number, bodySize: number): readonly DumpRequest[] =>
  [AF.INET, AF.INET6].map((family) => ({ kind, type, family, bodySize }));

const links: readonly DumpRequest[] = [
  {
    kind: 'link',
    type: RTM.GETLINK,
    family: AF.UNSPEC,
    bodySize: 16,
    attributes: u32Attribute(IFLA_EXT_MASK, SKIP_STATS),
  },
];
const nexthops: readonly DumpRequest[] = [
  { kind: 'nexthop', type: RTM.GETNEXTHOP, family: AF.UNSPEC, bodySize: 8 },
];
const addresses = ofFamilies('addr', RTM.GETADDR, 8);
const routes = ofFamilies('route', RTM.GETROUTE, 12);

/** All that a mirror holds, in an order in which what is referred to comes before what refers to it. */
export const wholeDump: readonly DumpRequest[] = [
  ...links,
  ...ofFamilies('netconf', RTM.GETNETCONF, 4),
  ...nexthops,
  ...addresses,
  ...routes,
  ...ofFamilies('neigh', RTM.GETNEIGH, 12),
  ...ofFamilies('rule', RTM.GETRULE, 12),
];

/** What deletions that no message tells of take away. */
export const silentlyDeletedDump: readonly DumpRequest[] = [...nexthops, ...routes];

/** The request as it is sent. */
export const dumpMessage = (request: DumpRequest, seq: number): Uint8Array => {
  const { attributes = new Uint8Array(0), bodySize, family, type } = request;
  const bytes = new Uint8Array(HEADER_SIZE + bodySize + attributes.length);
  const view = new DataView(bytes.buffer);
  new Uint32Array(bytes.buffer, 0, 1)[0] = bytes.length;
  new Uint16Array(bytes.buffer, 4, 2).set([type, NLM_F.REQUEST | NLM_F.DUMP]);
  new Uint32Array(bytes.buffer, 8, 1)[0] = seq;
  view.setUint8(HEADER_SIZE, family);
  bytes.set(attributes, HEADER_SIZE + bodySize);
  return bytes;
};
