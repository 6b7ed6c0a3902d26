import {
  IFA,
  IFADDRMSG_SIZE,
  IFA_CACHEINFO_SIZE,
  IFA_F,
  addressAttributes,
  addressProtocolNames,
} from './address-constants';
import { AttributeReader } from './attributes';
import type { LinuxFamily } from './family';
import { enter, inKeyOrder, type Mutable } from './mutable';
import { scopeNames } from './route-constants';
import type { SkipTally } from './skip-tally';
import type { Wire } from './wire';

/**
 * `ip -d addr`: one address of a link, by the property names of an entry of `addr_info` in `ip -j -d addr`, and with
 * the link's index.
 *
 * A flag that is not set has no member. Left out are the instants at which the address was made and changed.
 */
export type LinuxAddress = Readonly<{
  /** IFA_ADDRESS where it differs from `local`: the address of the peer. */
  address?: string;
  anycast?: string;
  /** IFA_F_MCAUTOJOIN: the kernel joins the multicast group. */
  autojoin?: true;
  broadcast?: string;
  /** IFA_F_DADFAILED: somebody else has it (RFC 4862, section 5.4). */
  dadfailed?: true;
  /** IFA_F_DEPRECATED: its preferred lifetime is over. */
  deprecated?: true;
  /** That IFA_F_PERMANENT is not set. */
  dynamic?: true;
  family: LinuxFamily;
  /** IFA_F_HOMEADDRESS (RFC 6275). */
  home?: true;
  /** Flags that have no word here, as hexadecimal text. */
  ifa_flags?: string;
  ifindex: number;
  /** The name under which IPv4 tools see the address. */
  label?: string;
  /** IFA_LOCAL, else IFA_ADDRESS. */
  local: string;
  /** Metric of the route to its subnet, where one was given. */
  metric?: number;
  /** IFA_F_MANAGETEMPADDR: temporary addresses are made after it. */
  mngtmpaddr?: true;
  /** IFA_F_NODAD: not tested for duplicates. */
  nodad?: true;
  /** IFA_F_NOPREFIXROUTE: no route to its subnet comes with it. */
  noprefixroute?: true;
  /** IFA_F_OPTIMISTIC (RFC 4429). */
  optimistic?: true;
  /** Seconds as of the message; 4294967295 is for ever. */
  preferred_life_time?: number;
  /** Bits of the subnet; of an address with a peer, of the peer's. */
  prefixlen: number;
  /** Who made it: `kernel_lo`, `kernel_ra`, `kernel_ll`, `unspec` or decimal text. */
  protocol?: string;
  /** `global`, `site`, `link`, `host`, `nowhere` or decimal text. */
  scope: string;
  /** IFA_F_SECONDARY of an IPv4 address: behind another one of its subnet. */
  secondary?: true;
  /** IFA_F_STABLE_PRIVACY (RFC 7217). */
  'stable-privacy'?: true;
  /** IFA_F_TEMPORARY of an IPv6 address (RFC 8981). */
  temporary?: true;
  /** IFA_F_TENTATIVE: still being tested for duplicates. */
  tentative?: true;
  /** Seconds as of the message; 4294967295 is for ever. */
  valid_life_time?: number;
}>;

/**
 * RTM_NEWADDR or RTM_DELADDR: decodes the body between `at` and `end`, which has room for a struct ifaddrmsg.
 *
 * @returns undefined when the message bears no address.
 */
export const decodeAddress = (
  wire: Wire,
  at: number,
  end: number,
  family: LinuxFamily,
  skips: SkipTally | undefined,
): LinuxAddress | undefined => {
  let flags = wire.u8(at + 2);
  let local: string | undefined;
  let peer: string | undefined;
  const optional: Partial<Mutable<LinuxAddress>> = {};
  const attributes = new AttributeReader(wire, addressAttributes, at + IFADDRMSG_SIZE, end, skips);
  while (attributes.advance()) {
    switch (attributes.type) {
      case IFA.ADDRESS:
        peer = attributes.address(family);
        break;
      case IFA.LOCAL:
        local = attributes.address(family);
        break;
      case IFA.LABEL:
        optional.label = attributes.text();
        break;
      case IFA.BROADCAST:
        enter(optional, 'broadcast', attributes.address(family));
        break;
      case IFA.ANYCAST:
        enter(optional, 'anycast', attributes.address(family));
        break;
      case IFA.CACHEINFO:
        if (!attributes.has(IFA_CACHEINFO_SIZE)) break;
        optional.preferred_life_time = wire.u32(attributes.from);
        optional.valid_life_time = wire.u32(attributes.from + 4);
        break;
      case IFA.FLAGS:
        flags = attributes.u32() ?? flags;
        break;
      case IFA.RT_PRIORITY:
        enter(optional, 'metric', attributes.u32());
        break;
      case IFA.PROTO: {
        const protocol = attributes.u8();
        if (protocol !== undefined) optional.protocol = addressProtocolNames.nameOf(protocol);
        break;
      }
      default:
        attributes.pass();
    }
  }
  const own = local ?? peer;
  if (own === undefined) return undefined;
  if (peer !== undefined && peer !== own) optional.address = peer;
  enterFlags(optional, flags, family);
  return inKeyOrder({
    ...optional,
    family,
    ifindex: wire.u32(at + 4),
    local: own,
    prefixlen: wire.u8(at + 1),
    scope: scopeNames.nameOf(wire.u8(at + 3)),
  });
};

const flagMembers = [
  ['nodad', IFA_F.NODAD],
  ['optimistic', IFA_F.OPTIMISTIC],
  ['dadfailed', IFA_F.DADFAILED],
  ['home', IFA_F.HOMEADDRESS],
  ['deprecated', IFA_F.DEPRECATED],
  ['tentative', IFA_F.TENTATIVE],
  ['mngtmpaddr', IFA_F.MANAGETEMPADDR],
  ['noprefixroute', IFA_F.NOPREFIXROUTE],
  ['autojoin', IFA_F.MCAUTOJOIN],
  ['stable-privacy', IFA_F.STABLE_PRIVACY],
] as const;

const namedFlags = flagMembers.reduce((bits, [, bit]) => bits | bit, IFA_F.SECONDARY | IFA_F.PERMANENT);

const enterFlags = (object: Partial<Mutable<LinuxAddress>>, flags: number, family: LinuxFamily): void => {
  if ((flags & IFA_F.SECONDARY) !== 0) object[family === 'inet6' ? 'temporary' : 'secondary'] = true;
  if ((flags & IFA_F.PERMANENT) === 0) object.dynamic = true;
  for (const [member, bit] of flagMembers) if ((flags & bit) !== 0) object[member] = true;
  const unnamed = (flags & ~namedFlags) >>> 0;
  if (unnamed !== 0) object.ifa_flags = unnamed.toString(16);
};
