import { enumeration } from '../codec';

// Constants of nldef.h that speak of addresses.

export const PrefixOrigin = enumeration('NL_PREFIX_ORIGIN', {
  IpPrefixOriginOther: 0,
  IpPrefixOriginManual: 1,
  IpPrefixOriginWellKnown: 2,
  IpPrefixOriginDhcp: 3,
  IpPrefixOriginRouterAdvertisement: 4,
  /** Input only: keep, or at Create "manual". */
  IpPrefixOriginUnchanged: 16,
});

export const SuffixOrigin = enumeration('NL_SUFFIX_ORIGIN', {
  IpSuffixOriginOther: 0,
  IpSuffixOriginManual: 1,
  IpSuffixOriginWellKnown: 2,
  IpSuffixOriginDhcp: 3,
  IpSuffixOriginLinkLayerAddress: 4,
  IpSuffixOriginRandom: 5,
  /** Input only: keep, or at Create "manual". */
  IpSuffixOriginUnchanged: 16,
});

export const DadState = enumeration('NL_DAD_STATE', {
  IpDadStateInvalid: 0,
  IpDadStateTentative: 1,
  IpDadStateDuplicate: 2,
  IpDadStateDeprecated: 3,
  IpDadStatePreferred: 4,
});
