import { AttributeReader } from './attributes';
import type { LinuxFamily } from './family';
import { enter, type Mutable } from './mutable';
import {
  decodeEncapsulation,
  decodeFlow,
  decodeVia,
  type LinuxFlow,
  type LinuxVia,
} from './route-attributes';
import { RTA, RTNEXTHOP_SIZE, routeAttributes, routeFlagNames } from './route-constants';
import { align4 } from './wire';

/** One of the next hops of a multipath route. Members that a route has too mean what they mean there. */
export type LinuxRouteNexthop = Readonly<{
  encap?: string;
  encap_data?: string;
  flags: readonly string[];
  flow?: LinuxFlow;
  gateway?: string;
  oif: number;
  via?: LinuxVia;
  /** 1 to 256; packets spread in proportion to it. */
  weight: number;
}>;

/** RTA_MULTIPATH: the next hops in the order of the message, up to one whose length cannot be. */
export const decodeNexthops = (
  parent: AttributeReader,
  family: LinuxFamily,
): readonly LinuxRouteNexthop[] => {
  const { wire, end } = parent;
  const nexthops: LinuxRouteNexthop[] = [];
  let at = parent.from;
  while (end - at >= RTNEXTHOP_SIZE) {
    const length = wire.u16(at);
    if (length < RTNEXTHOP_SIZE || at + length > end) {
      parent.skips?.attribute('bad length', parent.set, parent.type);
      break;
    }
    nexthops.push(decodeNexthop(parent, at, at + length, family));
    at += align4(length);
  }
  return nexthops;
};

const decodeNexthop = (
  { wire, skips }: AttributeReader,
  at: number,
  end: number,
  family: LinuxFamily,
): LinuxRouteNexthop => {
  const nexthop: Mutable<LinuxRouteNexthop> = {
    flags: routeFlagNames.namesOf(wire.u8(at + 2)),
    oif: wire.s32(at + 4),
    weight: wire.u8(at + 3) + 1,
  };
  const attributes = new AttributeReader(wire, routeAttributes, at + RTNEXTHOP_SIZE, end, skips);
  while (attributes.advance()) {
    switch (attributes.type) {
      case RTA.GATEWAY:
        enter(nexthop, 'gateway', attributes.sharedAddress(family));
        break;
      case RTA.VIA:
        enter(nexthop, 'via', decodeVia(attributes));
        break;
      case RTA.FLOW:
        enter(nexthop, 'flow', decodeFlow(attributes));
        break;
      case RTA.ENCAP_TYPE:
        enter(nexthop, 'encap', decodeEncapsulation(attributes));
        break;
      case RTA.ENCAP:
        nexthop.encap_data = attributes.hex('');
        break;
      default:
        attributes.pass();
    }
  }
  return nexthop;
};
