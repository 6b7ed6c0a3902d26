import { attributeSet } from './attribute-set';
import { AttributeReader } from './attributes';
import type { LinuxFamily } from './family';
import { inKeyOrder, type Mutable } from './mutable';
import { numberNames } from './number-names';
import type { SkipTally } from './skip-tally';
import type { Wire } from './wire';

/** Bytes of a struct netconfmsg (linux/netconf.h), padded: its attributes begin at the next multiple of 4. */
export const NETCONFMSG_SIZE = 4;

/** NETCONFA_: settings of a family on a link (linux/netconf.h). */
export const NETCONFA = {
  UNSPEC: 0,
  IFINDEX: 1,
  FORWARDING: 2,
  RP_FILTER: 3,
  MC_FORWARDING: 4,
  PROXY_NEIGH: 5,
  IGNORE_ROUTES_WITH_LINKDOWN: 6,
  INPUT: 7,
  BC_FORWARDING: 8,
  FORCE_FORWARDING: 9,
} as const;
const netconfAttributes = attributeSet('NETCONFA_', NETCONFA);

/** NETCONFA_IFINDEX_ALL: the setting of all links. */
export const NETCONF_ALL = -1;
/** NETCONFA_IFINDEX_DEFAULT: the setting of links to come. */
export const NETCONF_DEFAULT = -2;

/** Reverse path filter (RFC 3704) as the kernel's ip-sysctl text numbers it. */
export const reversePathFilterNames = numberNames({ 0: 'off', 1: 'strict', 2: 'loose' });

/**
 * `ip netconf`: settings of a family on a link, by the property names of `ip -j netconf`, but with the link's index.
 *
 * A message bears those that it is about: when one setting changes, only that one.
 */
export type LinuxNetconf = Readonly<{
  bc_forwarding?: boolean;
  family: LinuxFamily;
  force_forwarding?: boolean;
  forwarding?: boolean;
  /** Index of the link, or NETCONF_ALL, NETCONF_DEFAULT. */
  ifindex: number;
  ignore_routes_with_linkdown?: boolean;
  mc_forwarding?: boolean;
  proxy_neigh?: boolean;
  /** `off`, `strict`, `loose` or decimal text. */
  rp_filter?: string;
}>;

const switches = new Map<number, Exclude<keyof LinuxNetconf, 'family' | 'ifindex' | 'rp_filter'>>([
  [NETCONFA.FORWARDING, 'forwarding'],
  [NETCONFA.MC_FORWARDING, 'mc_forwarding'],
  [NETCONFA.PROXY_NEIGH, 'proxy_neigh'],
  [NETCONFA.IGNORE_ROUTES_WITH_LINKDOWN, 'ignore_routes_with_linkdown'],
  [NETCONFA.BC_FORWARDING, 'bc_forwarding'],
  [NETCONFA.FORCE_FORWARDING, 'force_forwarding'],
]);

/**
 * RTM_NEWNETCONF or RTM_DELNETCONF: decodes the body between `at` and `end`, which has room for a struct netconfmsg.
 *
 * @returns undefined when the message does not say of which link it speaks.
 */
export const decodeNetconf = (
  wire: Wire,
  at: number,
  end: number,
  family: LinuxFamily,
  skips: SkipTally | undefined,
): LinuxNetconf | undefined => {
  let ifindex: number | undefined;
  const settings: Partial<Mutable<LinuxNetconf>> = {};
  const attributes = new AttributeReader(wire, netconfAttributes, at + NETCONFMSG_SIZE, end, skips);
  while (attributes.advance()) {
    const setting = switches.get(attributes.type);
    if (
      setting === undefined &&
      attributes.type !== NETCONFA.IFINDEX &&
      attributes.type !== NETCONFA.RP_FILTER
    ) {
      attributes.pass();
      continue;
    }
    const value = attributes.s32();
    if (value === undefined) continue;
    if (setting !== undefined) settings[setting] = value !== 0;
    else if (attributes.type === NETCONFA.RP_FILTER)
      settings.rp_filter = reversePathFilterNames.nameOf(value);
    else ifindex = value;
  }
  return ifindex === undefined ? undefined : inKeyOrder({ ...settings, family, ifindex });
};
