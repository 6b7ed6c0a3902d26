import { attributeSet } from './attribute-set';
import { numberNames } from './number-names';

/** Bytes of a struct fib_rule_hdr (linux/fib_rules.h). */
export const FIB_RULE_HDR_SIZE = 12;

/** FRA_: attributes of policy rules (linux/fib_rules.h). */
export const FRA = {
  UNSPEC: 0,
  DST: 1,
  SRC: 2,
  IIFNAME: 3,
  GOTO: 4,
  UNUSED2: 5,
  PRIORITY: 6,
  UNUSED3: 7,
  UNUSED4: 8,
  UNUSED5: 9,
  FWMARK: 10,
  FLOW: 11,
  TUN_ID: 12,
  SUPPRESS_IFGROUP: 13,
  SUPPRESS_PREFIXLEN: 14,
  TABLE: 15,
  FWMASK: 16,
  OIFNAME: 17,
  PAD: 18,
  L3MDEV: 19,
  UID_RANGE: 20,
  PROTOCOL: 21,
  IP_PROTO: 22,
  SPORT_RANGE: 23,
  DPORT_RANGE: 24,
  DSCP: 25,
  FLOWLABEL: 26,
  FLOWLABEL_MASK: 27,
  SPORT_MASK: 28,
  DPORT_MASK: 29,
  DSCP_MASK: 30,
} as const;
export const ruleAttributes = attributeSet('FRA_', FRA);

/** FR_ACT_ (linux/fib_rules.h). */
export const FR_ACT = { TO_TBL: 1, GOTO: 2, NOP: 3, BLACKHOLE: 6, UNREACHABLE: 7, PROHIBIT: 8 } as const;

/** FIB_RULE_ flags (linux/fib_rules.h). */
export const FIB_RULE = {
  PERMANENT: 0x1,
  INVERT: 0x2,
  UNRESOLVED: 0x4,
  IIF_DETACHED: 0x8,
  OIF_DETACHED: 0x10,
} as const;

/** IPPROTO_ (linux/in.h), those that rules are likely to select. */
export const transportNames = numberNames({
  1: 'icmp',
  2: 'igmp',
  6: 'tcp',
  17: 'udp',
  33: 'dccp',
  47: 'gre',
  50: 'esp',
  51: 'ah',
  58: 'ipv6-icmp',
  89: 'ospf',
  132: 'sctp',
  136: 'udplite',
});
