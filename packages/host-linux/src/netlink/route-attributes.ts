import { addressAt, addressSize } from './address-text';
import type { AttributeReader } from './attributes';
import { linuxFamilyOf, viaFamilyNames } from './family';
import { encapsulationNames } from './route-constants';

/** RTA_VIA: a next hop whose family need not be the route's. */
export type LinuxVia = Readonly<{
  /** `inet`, `inet6`, `link`, `bridge`, `mpls` or decimal text. */
  family: string;
  /** An IP address; of any other family pairs of lower-case hex digits joined by ':'. */
  host: string;
}>;

/** RTA_FLOW: realms in decimal text. */
export type LinuxFlow = Readonly<{
  /** Absent for 0. */
  from?: string;
  to: string;
}>;

/** Bytes of the family that begins a struct rtvia (linux/rtnetlink.h). */
const VIA_FAMILY_SIZE = 2;

/** RTA_VIA: a struct rtvia. */
export const decodeVia = (attributes: AttributeReader): LinuxVia | undefined => {
  if (!attributes.has(VIA_FAMILY_SIZE)) return undefined;
  const { wire, end } = attributes;
  const number = wire.u16(attributes.from);
  const at = attributes.from + VIA_FAMILY_SIZE;
  const family = linuxFamilyOf(number);
  if (family === undefined) return { family: viaFamilyNames.nameOf(number), host: wire.hex(at, end, ':') };
  return attributes.has(VIA_FAMILY_SIZE + addressSize(family))
    ? { family, host: addressAt(wire, at, family) }
    : undefined;
};

/** RTA_FLOW: two realms in one number. */
export const decodeFlow = (attributes: AttributeReader): LinuxFlow | undefined => {
  const realms = attributes.u32();
  if (realms === undefined) return undefined;
  const from = realms >>> 16;
  const to = String(realms & 0xffff);
  return from === 0 ? { to } : { from: String(from), to };
};

/** RTA_ENCAP_TYPE, NHA_ENCAP_TYPE. */
export const decodeEncapsulation = (attributes: AttributeReader): string | undefined => {
  const type = attributes.u16();
  return type === undefined ? undefined : encapsulationNames.nameOf(type);
};
