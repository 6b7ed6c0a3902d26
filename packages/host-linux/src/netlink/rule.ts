import { addressSize } from './address-text';
import { AttributeReader } from './attributes';
import type { LinuxFamily } from './family';
import { enter, inKeyOrder, type Mutable } from './mutable';
import { routeProtocolNames, routeTypeNames, routeTableNames } from './route-constants';
import { FIB_RULE, FIB_RULE_HDR_SIZE, FRA, FR_ACT, ruleAttributes, transportNames } from './rule-constants';
import type { SkipTally } from './skip-tally';
import type { Wire } from './wire';

/**
 * `ip -d rule`: one policy rule, by the property names of `ip -j -d rule`, and with its family.
 *
 * A flag that is not set has no member; `ip` prints null for one that is.
 */
export type LinuxRule = Readonly<{
  /** `blackhole`, `unreachable`, `prohibit` or decimal text; absent of a rule that leads to a table or another rule. */
  action?: string;
  dport?: number;
  /** First and last port of a range. */
  dport_end?: number;
  dport_start?: number;
  dscp?: number;
  /** Absent: any destination. */
  dst?: string;
  /** Bits of `dst`, where they are not all. */
  dstlen?: number;
  family: LinuxFamily;
  /** Routing realms in decimal text; `flow_from` is absent for 0. */
  flow_from?: string;
  flow_to?: string;
  /** In hexadecimal, such as `0xff`. */
  fwmark?: string;
  /** As `fwmark`; absent where all bits count. */
  fwmask?: string;
  /** Priority of the rule to go on with. */
  goto?: number;
  /** Name of the link by which packets came in. */
  iif?: string;
  /** No link has that name now. */
  iif_detached?: true;
  /** `tcp`, `udp`, `icmp` … or decimal text. */
  ipproto?: string;
  /** The table is that of the VRF that the packet belongs to. */
  l3mdev?: true;
  /** The rule does nothing. */
  nop?: true;
  /** It holds for what does not match. */
  not?: true;
  /** Name of the link by which packets go out. */
  oif?: string;
  oif_detached?: true;
  /** Rules are asked in ascending order. */
  priority: number;
  /** RTPROT_ of who made it, by the word of `ip`, or decimal text. */
  protocol?: string;
  sport?: number;
  sport_end?: number;
  sport_start?: number;
  /** `all`, or an address. */
  src: string;
  /** Bits of `src`, where they are not all. */
  srclen?: number;
  /** Results through links of this group do not count. */
  suppress_ifgroup?: string;
  /** Results whose prefix is no longer than this do not count. */
  suppress_prefixlen?: number;
  /** `main`, `local`, `default` or decimal text. */
  table?: string;
  /** In hexadecimal, such as `0x10`; absent for 0. */
  tos?: string;
  /** Decimal text of 64 bits. */
  tun_id?: string;
  /** First and last user. */
  uid_end?: number;
  uid_start?: number;
  /** There is no rule with the priority of `goto`. */
  unresolved?: true;
}>;

/** What FRA_SUPPRESS_IFGROUP and FRA_SUPPRESS_PREFIXLEN are where nothing is suppressed. */
const SUPPRESS_NONE = 0xffff_ffff;
const ALL_BITS = 0xffff_ffff;

/** RTM_NEWRULE or RTM_DELRULE: decodes the body between `at` and `end`, which has room for a struct fib_rule_hdr. */
export const decodeRule = (
  wire: Wire,
  at: number,
  end: number,
  family: LinuxFamily,
  skips: SkipTally | undefined,
): LinuxRule => {
  const rule: Mutable<LinuxRule> = { family, priority: 0, src: 'all' };
  const table = wire.u8(at + 4);
  if (table !== 0) rule.table = routeTableNames.nameOf(table);
  const attributes = new AttributeReader(wire, ruleAttributes, at + FIB_RULE_HDR_SIZE, end, skips);
  while (attributes.advance()) readAttribute(rule, family, attributes);
  enterLength(rule, 'src', wire.u8(at + 2));
  enterLength(rule, 'dst', wire.u8(at + 1));
  enterTypeOfService(rule, wire.u8(at + 3));
  enterAction(rule, wire.u8(at + 7));
  enterFlags(rule, wire.u32(at + 8));
  return inKeyOrder(rule);
};

/** Enters the present attribute under its name. */
const readAttribute = (rule: Mutable<LinuxRule>, family: LinuxFamily, attributes: AttributeReader): void => {
  switch (attributes.type) {
    case FRA.SRC:
      return enter(rule, 'src', attributes.address(family));
    case FRA.DST:
      return enter(rule, 'dst', attributes.address(family));
    case FRA.PRIORITY:
      return enter(rule, 'priority', attributes.u32());
    case FRA.IIFNAME:
      return enter(rule, 'iif', attributes.text());
    case FRA.OIFNAME:
      return enter(rule, 'oif', attributes.text());
    case FRA.GOTO:
      return enter(rule, 'goto', attributes.u32());
    case FRA.FWMARK:
      return enter(rule, 'fwmark', hexadecimal(attributes.u32()));
    case FRA.FWMASK:
      return enter(rule, 'fwmask', hexadecimal(unless(ALL_BITS, attributes.u32())));
    case FRA.TABLE: {
      const table = attributes.u32();
      if (table !== undefined && table !== 0) rule.table = routeTableNames.nameOf(table);
      return;
    }
    case FRA.SUPPRESS_PREFIXLEN:
      return enter(rule, 'suppress_prefixlen', unless(SUPPRESS_NONE, attributes.u32()));
    case FRA.SUPPRESS_IFGROUP:
      return enter(rule, 'suppress_ifgroup', unless(SUPPRESS_NONE, attributes.u32())?.toString());
    case FRA.PROTOCOL: {
      const protocol = attributes.u8();
      if (protocol !== undefined) rule.protocol = routeProtocolNames.nameOf(protocol);
      return;
    }
    case FRA.IP_PROTO: {
      const transport = attributes.u8();
      if (transport !== undefined) rule.ipproto = transportNames.nameOf(transport);
      return;
    }
    case FRA.L3MDEV:
      if (attributes.u8() === 1) rule.l3mdev = true;
      return;
    case FRA.UID_RANGE:
      if (!attributes.has(8)) return;
      rule.uid_start = attributes.wire.u32(attributes.from);
      rule.uid_end = attributes.wire.u32(attributes.from + 4);
      return;
    case FRA.SPORT_RANGE:
      return enterPorts(rule, 'sport', attributes);
    case FRA.DPORT_RANGE:
      return enterPorts(rule, 'dport', attributes);
    case FRA.TUN_ID:
      return enter(rule, 'tun_id', attributes.networkU64());
    case FRA.FLOW: {
      const realms = attributes.u32();
      if (realms === undefined || realms === 0) return;
      if (realms >>> 16 !== 0) rule.flow_from = String(realms >>> 16);
      rule.flow_to = String(realms & 0xffff);
      return;
    }
    case FRA.DSCP:
      return enter(rule, 'dscp', attributes.u8());
    default:
      return attributes.pass();
  }
};

const hexadecimal = (number: number | undefined): string | undefined =>
  number === undefined ? undefined : `0x${number.toString(16)}`;

const unless = (unset: number, number: number | undefined): number | undefined =>
  number === unset ? undefined : number;

/** A struct fib_rule_port_range: one port, or the first and last of several. */
const enterPorts = (
  rule: Mutable<LinuxRule>,
  member: 'sport' | 'dport',
  attributes: AttributeReader,
): void => {
  if (!attributes.has(4)) return;
  const first = attributes.wire.u16(attributes.from);
  const last = attributes.wire.u16(attributes.from + 2);
  if (first === last) {
    rule[member] = first;
    return;
  }
  rule[`${member}_start`] = first;
  rule[`${member}_end`] = last;
};

/** The length of an address stands in the header; one that covers all bits is left out, as `ip` does. */
const enterLength = (rule: Mutable<LinuxRule>, member: 'src' | 'dst', length: number): void => {
  if (length === 0 || length === addressSize(rule.family) * 8) return;
  // The kernel leaves out an address whose bits are all zero.
  if (rule[member] === undefined || rule[member] === 'all')
    rule[member] = rule.family === 'inet' ? '0.0.0.0' : '::';
  rule[`${member}len`] = length;
};

const enterTypeOfService = (rule: Mutable<LinuxRule>, tos: number): void => {
  if (tos !== 0) rule.tos = `0x${tos.toString(16).padStart(2, '0')}`;
};

const enterAction = (rule: Mutable<LinuxRule>, action: number): void => {
  if (action === FR_ACT.NOP) rule.nop = true;
  // The numbers of the other actions are those of the route types that do the same.
  else if (action !== FR_ACT.TO_TBL && action !== FR_ACT.GOTO) rule.action = routeTypeNames.nameOf(action);
};

const flagMembers = [
  ['iif_detached', FIB_RULE.IIF_DETACHED],
  ['not', FIB_RULE.INVERT],
  ['oif_detached', FIB_RULE.OIF_DETACHED],
  ['unresolved', FIB_RULE.UNRESOLVED],
] as const;

const enterFlags = (rule: Mutable<LinuxRule>, flags: number): void => {
  for (const [member, bit] of flagMembers) if ((flags & bit) !== 0) rule[member] = true;
};
