import { AttributeReader } from './attributes';
import { linuxFamilyOf, type LinuxFamily } from './family';
import { enter, inKeyOrder, type Mutable } from './mutable';
import {
  NEXTHOP_GRP_SIZE,
  NHA,
  NHA_RES_GROUP,
  NHMSG_SIZE,
  nexthopAttributes,
  nexthopGroupTypeNames,
  resilientGroupAttributes,
} from './nexthop-constants';
import { decodeEncapsulation } from './route-attributes';
import { routeFlagNames, routeProtocolNames, scopeNames } from './route-constants';
import type { SkipTally } from './skip-tally';
import type { Wire } from './wire';

/** One of the nexthop objects of a group. */
export type LinuxNexthopMember = Readonly<{
  id: number;
  /** 1 or more; packets spread in proportion to it. */
  weight: number;
}>;

/** How a resilient group moves its buckets. */
export type LinuxResilientGroup = Readonly<{
  buckets?: number;
  idle_timer_hundredths?: number;
  unbalanced_timer_hundredths?: number;
}>;

/**
 * `ip -d nexthop`: one nexthop object, by the property names of `ip -j -d nexthop`.
 *
 * A flag that is not set has no member; `ip` prints null for one that is. Left out is for how long a group has been
 * unbalanced.
 */
export type LinuxNexthop = Readonly<{
  /** It drops what is led to it. */
  blackhole?: true;
  /** NHA_ENCAP_TYPE, as of a route. */
  encap?: string;
  encap_data?: string;
  /** Absent of groups, which may mix families. */
  family?: LinuxFamily;
  /** It is for the forwarding database of a bridge. */
  fdb?: true;
  /** As of a route. */
  flags: readonly string[];
  gateway?: string;
  /** The nexthop objects of a group, in the order of the message. */
  group?: readonly LinuxNexthopMember[];
  id: number;
  /** Index of the link by which it leads; `ip` prints the name as `dev`. */
  oif?: number;
  /** RTPROT_ of who made it, by the word of `ip`, or decimal text. */
  protocol: string;
  resilient_args?: LinuxResilientGroup;
  /** `global`, `site`, `link`, `host`, `nowhere` or decimal text. */
  scope: string;
  /** Of a group: `resilient` or decimal text; absent for `mpath`. */
  type?: string;
}>;

/**
 * RTM_NEWNEXTHOP or RTM_DELNEXTHOP: decodes the body between `at` and `end`, which has room for a struct nhmsg.
 *
 * @returns undefined when the message bears no id.
 */
export const decodeNexthop = (
  wire: Wire,
  at: number,
  end: number,
  skips: SkipTally | undefined,
): LinuxNexthop | undefined => {
  const family = linuxFamilyOf(wire.u8(at));
  let id: number | undefined;
  const members: Partial<Mutable<LinuxNexthop>> = {};
  const attributes = new AttributeReader(wire, nexthopAttributes, at + NHMSG_SIZE, end, skips);
  while (attributes.advance()) {
    if (attributes.type === NHA.ID) id = attributes.u32();
    else readAttribute(members, family, attributes);
  }
  if (id === undefined) return undefined;
  enter(members, 'family', family);
  return inKeyOrder({
    ...members,
    flags: routeFlagNames.namesOf(wire.u32(at + 4)),
    id,
    protocol: routeProtocolNames.nameOf(wire.u8(at + 2)),
    scope: scopeNames.nameOf(wire.u8(at + 1)),
  });
};

/** Enters the present attribute under its name. */
const readAttribute = (
  nexthop: Partial<Mutable<LinuxNexthop>>,
  family: LinuxFamily | undefined,
  attributes: AttributeReader,
): void => {
  switch (attributes.type) {
    case NHA.GATEWAY:
      if (family !== undefined) enter(nexthop, 'gateway', attributes.address(family));
      return;
    case NHA.OIF:
      return enter(nexthop, 'oif', attributes.u32());
    case NHA.GROUP:
      nexthop.group = groupMembers(attributes);
      return;
    case NHA.GROUP_TYPE: {
      const type = attributes.u16();
      if (type !== undefined && type !== 0) nexthop.type = nexthopGroupTypeNames.nameOf(type);
      return;
    }
    case NHA.RES_GROUP:
      nexthop.resilient_args = resilientGroup(attributes.nested(resilientGroupAttributes));
      return;
    case NHA.BLACKHOLE:
      nexthop.blackhole = true;
      return;
    case NHA.FDB:
      nexthop.fdb = true;
      return;
    case NHA.ENCAP_TYPE:
      return enter(nexthop, 'encap', decodeEncapsulation(attributes));
    case NHA.ENCAP:
      nexthop.encap_data = attributes.hex('');
      return;
    default:
      return attributes.pass();
  }
};

//  | u32 id | u8 low byte of weight - 1 | u8 high byte | u16 unused |
const groupMembers = ({ wire, from, end }: AttributeReader): readonly LinuxNexthopMember[] => {
  const members: LinuxNexthopMember[] = [];
  for (let at = from; end - at >= NEXTHOP_GRP_SIZE; at += NEXTHOP_GRP_SIZE)
    // The kernel had one byte of weight, and zero in the next, before it had two.
    members.push({ id: wire.u32(at), weight: (wire.u8(at + 4) | (wire.u8(at + 5) << 8)) + 1 });
  return members;
};

const resilientGroup = (attributes: AttributeReader): LinuxResilientGroup => {
  const group: Mutable<LinuxResilientGroup> = {};
  while (attributes.advance()) {
    if (attributes.type === NHA_RES_GROUP.BUCKETS) enter(group, 'buckets', attributes.u16());
    else if (attributes.type === NHA_RES_GROUP.IDLE_TIMER)
      enter(group, 'idle_timer_hundredths', attributes.u32());
    else if (attributes.type === NHA_RES_GROUP.UNBALANCED_TIMER)
      enter(group, 'unbalanced_timer_hundredths', attributes.u32());
    else attributes.pass();
  }
  return group;
};
