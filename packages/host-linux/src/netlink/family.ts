import { numberNames } from './number-names';

/** Address families of Linux (linux/socket.h); its AF_INET6 is 10, where Windows has 23. */
export const AF = { UNSPEC: 0, INET: 2, BRIDGE: 7, INET6: 10, PACKET: 17, MPLS: 28 } as const;

/** Families of addresses by the words of `ip`. */
export type LinuxFamily = 'inet' | 'inet6';

/** The family of a next hop's RTA_VIA, which may be any; Linux itself uses the two of IP. */
export const viaFamilyNames = numberNames({
  [AF.INET]: 'inet',
  [AF.INET6]: 'inet6',
  [AF.PACKET]: 'link',
  [AF.BRIDGE]: 'bridge',
  [AF.MPLS]: 'mpls',
});

/** The word for AF_INET or AF_INET6; undefined for any other family. */
export const linuxFamilyOf = (family: number): LinuxFamily | undefined =>
  family === AF.INET ? 'inet' : family === AF.INET6 ? 'inet6' : undefined;
