import { attributeSet } from './attribute-set';
import { bitNames } from './bit-names';

/** Bytes of a struct ndmsg (linux/neighbour.h). */
export const NDMSG_SIZE = 12;

/** Bytes of a struct nda_cacheinfo (linux/neighbour.h). */
export const NDA_CACHEINFO_SIZE = 16;

/** NDA_: attributes of neighbors (linux/neighbour.h). */
export const NDA = {
  UNSPEC: 0,
  DST: 1,
  LLADDR: 2,
  CACHEINFO: 3,
  PROBES: 4,
  VLAN: 5,
  PORT: 6,
  VNI: 7,
  IFINDEX: 8,
  MASTER: 9,
  LINK_NETNSID: 10,
  SRC_VNI: 11,
  PROTOCOL: 12,
  NH_ID: 13,
  FDB_EXT_ATTRS: 14,
  FLAGS_EXT: 15,
  NDM_STATE_MASK: 16,
  NDM_FLAGS_MASK: 17,
} as const;
export const neighborAttributes = attributeSet('NDA_', NDA);

/** NUD_ in the order of `ip neigh` (linux/neighbour.h); NUD_NONE is no bit. */
export const neighborStateNames = bitNames(
  [
    ['INCOMPLETE', 0x1],
    ['REACHABLE', 0x2],
    ['STALE', 0x4],
    ['DELAY', 0x8],
    ['PROBE', 0x10],
    ['FAILED', 0x20],
    ['NOARP', 0x40],
    ['PERMANENT', 0x80],
  ],
  'hex',
);

/** NTF_ (linux/neighbour.h). */
export const NTF = {
  USE: 0x1,
  SELF: 0x2,
  MASTER: 0x4,
  PROXY: 0x8,
  EXT_LEARNED: 0x10,
  OFFLOADED: 0x20,
  STICKY: 0x40,
  ROUTER: 0x80,
} as const;

/** NTF_EXT_, in NDA_FLAGS_EXT (linux/neighbour.h). */
export const NTF_EXT = { MANAGED: 0x1, LOCKED: 0x2, EXT_VALIDATED: 0x4 } as const;
