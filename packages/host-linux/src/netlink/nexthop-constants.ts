import { attributeSet } from './attribute-set';
import { numberNames } from './number-names';

/** Bytes of a struct nhmsg (linux/nexthop.h). */
export const NHMSG_SIZE = 8;

/** Bytes of a struct nexthop_grp, of which NHA_GROUP is a list (linux/nexthop.h). */
export const NEXTHOP_GRP_SIZE = 8;

/** NHA_: attributes of nexthop objects (linux/nexthop.h). */
export const NHA = {
  UNSPEC: 0,
  ID: 1,
  GROUP: 2,
  GROUP_TYPE: 3,
  BLACKHOLE: 4,
  OIF: 5,
  GATEWAY: 6,
  ENCAP_TYPE: 7,
  ENCAP: 8,
  GROUPS: 9,
  MASTER: 10,
  FDB: 11,
  RES_GROUP: 12,
  RES_BUCKET: 13,
  OP_FLAGS: 14,
  GROUP_STATS: 15,
  HW_STATS_ENABLE: 16,
  HW_STATS_USED: 17,
} as const;
export const nexthopAttributes = attributeSet('NHA_', NHA);

/** NHA_RES_GROUP_: what stands in NHA_RES_GROUP (linux/nexthop.h). */
export const NHA_RES_GROUP = {
  PAD: 0,
  BUCKETS: 1,
  IDLE_TIMER: 2,
  UNBALANCED_TIMER: 3,
  UNBALANCED_TIME: 4,
} as const;
export const resilientGroupAttributes = attributeSet('NHA_RES_GROUP_', NHA_RES_GROUP);

/** NEXTHOP_GRP_TYPE_ (linux/nexthop.h). */
export const nexthopGroupTypeNames = numberNames({ 0: 'mpath', 1: 'resilient' });
