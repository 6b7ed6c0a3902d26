import { AttributeReader } from './attributes';
import type { LinuxFamily } from './family';
import { enter, type Mutable } from './mutable';
import {
  NDA,
  NDA_CACHEINFO_SIZE,
  NDMSG_SIZE,
  NTF,
  NTF_EXT,
  neighborAttributes,
  neighborStateNames,
} from './neighbor-constants';
import { routeProtocolNames } from './route-constants';
import type { SkipTally } from './skip-tally';
import type { Wire } from './wire';

/**
 * `ip neigh`: one neighbor, by the property names of `ip -j neigh`, and with its family and its link's index.
 *
 * A flag that is not set has no member; `ip` prints null for one that is. Left out are the counts of probes and users and
 * the instants of its cache: see `DecodedNeighbor` for the one of them that means something here.
 */
export type LinuxNeighbor = Readonly<{
  dst: string;
  /** NTF_EXT_LEARNED: another program keeps it. */
  extern_learn?: true;
  family: LinuxFamily;
  ifindex: number;
  /** Link-layer address: pairs of lower-case hex digits joined by ':', whatever the link. */
  lladdr?: string;
  /** NTF_EXT_MANAGED: the kernel keeps it resolved. */
  managed?: true;
  /** NDA_NH_ID: the nexthop object that stands for its link-layer address. */
  nhid?: number;
  /** NTF_OFFLOADED: hardware knows it. */
  offload?: true;
  /** RTPROT_ of who made it, by the word of `ip`, or decimal text; absent for 0. */
  protocol?: string;
  /** NTF_PROXY: an address that is answered for, no neighbor. */
  proxy?: true;
  /** NTF_ROUTER. */
  router?: true;
  /** NUD_, mostly one: `INCOMPLETE`, `REACHABLE`, `STALE`, `DELAY`, `PROBE`, `FAILED`, `NOARP`, `PERMANENT`; none for NUD_NONE. */
  state: readonly string[];
  /** NTF_STICKY. */
  sticky?: true;
}>;

/** A neighbor, and what changes without its changing. */
export interface DecodedNeighbor {
  readonly body: LinuxNeighbor;
  /** Hundredths of a second from when it was last known reachable to the message; undefined when it does not say. */
  readonly confirmedHundredths: number | undefined;
}

/**
 * RTM_NEWNEIGH or RTM_DELNEIGH: decodes the body between `at` and `end`, which has room for a struct ndmsg.
 *
 * @returns undefined when the message bears no address.
 */
export const decodeNeighbor = (
  wire: Wire,
  at: number,
  end: number,
  family: LinuxFamily,
  skips: SkipTally | undefined,
): DecodedNeighbor | undefined => {
  let dst: string | undefined;
  let lladdr: string | undefined;
  let nhid: number | undefined;
  let protocol = 0;
  let extendedFlags = 0;
  let confirmedHundredths: number | undefined;
  const attributes = new AttributeReader(wire, neighborAttributes, at + NDMSG_SIZE, end, skips);
  while (attributes.advance()) {
    switch (attributes.type) {
      case NDA.DST:
        dst = attributes.address(family);
        break;
      case NDA.LLADDR:
        lladdr = attributes.hardwareAddress();
        break;
      case NDA.CACHEINFO:
        if (attributes.has(NDA_CACHEINFO_SIZE)) confirmedHundredths = wire.u32(attributes.from);
        break;
      case NDA.NH_ID:
        nhid = attributes.u32();
        break;
      case NDA.PROTOCOL:
        protocol = attributes.u8() ?? 0;
        break;
      case NDA.FLAGS_EXT:
        extendedFlags = attributes.u32() ?? 0;
        break;
      default:
        attributes.pass();
    }
  }
  if (dst === undefined) return undefined;
  const flags = wire.u8(at + 10);
  const body: Mutable<LinuxNeighbor> = {
    dst,
    family,
    ifindex: wire.s32(at + 4),
    state: neighborStateNames.namesOf(wire.u16(at + 8)),
  };
  if ((flags & NTF.EXT_LEARNED) !== 0) body.extern_learn = true;
  enter(body, 'lladdr', lladdr);
  if ((extendedFlags & NTF_EXT.MANAGED) !== 0) body.managed = true;
  enter(body, 'nhid', nhid);
  if ((flags & NTF.OFFLOADED) !== 0) body.offload = true;
  if (protocol !== 0) body.protocol = routeProtocolNames.nameOf(protocol);
  if ((flags & NTF.PROXY) !== 0) body.proxy = true;
  if ((flags & NTF.ROUTER) !== 0) body.router = true;
  if ((flags & NTF.STICKY) !== 0) body.sticky = true;
  return { body, confirmedHundredths };
};
