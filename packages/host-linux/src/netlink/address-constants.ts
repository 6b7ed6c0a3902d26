import { attributeSet } from './attribute-set';
import { numberNames } from './number-names';

/** Bytes of a struct ifaddrmsg (linux/if_addr.h). */
export const IFADDRMSG_SIZE = 8;

/** Bytes of a struct ifa_cacheinfo (linux/if_addr.h). */
export const IFA_CACHEINFO_SIZE = 16;

/** IFA_: attributes of addresses (linux/if_addr.h). */
export const IFA = {
  UNSPEC: 0,
  ADDRESS: 1,
  LOCAL: 2,
  LABEL: 3,
  BROADCAST: 4,
  ANYCAST: 5,
  CACHEINFO: 6,
  MULTICAST: 7,
  FLAGS: 8,
  RT_PRIORITY: 9,
  TARGET_NETNSID: 10,
  PROTO: 11,
} as const;
export const addressAttributes = attributeSet('IFA_', IFA);

/** IFA_F_ (linux/if_addr.h). */
export const IFA_F = {
  /** Of IPv4 addresses: behind the first of its subnet. Of IPv6 ones the same bit is TEMPORARY (RFC 8981). */
  SECONDARY: 0x1,
  NODAD: 0x2,
  OPTIMISTIC: 0x4,
  DADFAILED: 0x8,
  HOMEADDRESS: 0x10,
  DEPRECATED: 0x20,
  TENTATIVE: 0x40,
  PERMANENT: 0x80,
  MANAGETEMPADDR: 0x100,
  NOPREFIXROUTE: 0x200,
  MCAUTOJOIN: 0x400,
  STABLE_PRIVACY: 0x800,
} as const;

/** IFAPROT_: who made the address (linux/if_addr.h). */
export const addressProtocolNames = numberNames({
  0: 'unspec',
  1: 'kernel_lo',
  2: 'kernel_ra',
  3: 'kernel_ll',
});
