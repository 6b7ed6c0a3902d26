/** What the constants of an enumeration begin with; it repeats what the column's title says. */
const prefixes = [
  'IF_TYPE_',
  'NET_IF_ADMIN_STATUS_',
  'NET_IF_OPER_STATUS_',
  'IfOperStatus',
  'MediaConnectState',
  'MIB_IPPROTO_',
  'IpPrefixOrigin',
  'IpSuffixOrigin',
  'IpDadState',
  'Nlro',
  'Nlns',
  'NetworkConnectivityLevelHint',
  'NetworkConnectivityCostHint',
  'STATUS_',
  'ERROR_',
] as const;

/** A constant as people say it, without what its column says already: `MIB_IPPROTO_DHCP` is `dhcp`. */
export const shortName = (constant: string | number): string => {
  if (typeof constant === 'number') return String(constant);
  const prefix = prefixes.find((each) => constant.startsWith(each) && constant.length > each.length);
  const rest = prefix === undefined ? constant : constant.slice(prefix.length);
  return rest
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
};
