import { compartmentApi } from './compartment-api';
import { connectivityApi } from './connectivity-api';
import { conversionApi } from './conversion-api';
import { dnsApi } from './dns-api';
import { interfaceEntryApi } from './interface-api';
import { ipInterfaceApi } from './ip-interface-api';
import { ipv4MaskApi } from './ipv4-mask-api';
import { nameApi } from './name-api';
import { notModelledApi } from './not-modelled-api';

/** The functions of netioapi.h on interfaces, by their Win32 names. */
export const interfaceApi = {
  ...ipInterfaceApi,
  ...interfaceEntryApi,
  ...conversionApi,
  ...nameApi,
  ...ipv4MaskApi,
  ...compartmentApi,
  ...dnsApi,
  ...connectivityApi,
  ...notModelledApi,
} as const;
