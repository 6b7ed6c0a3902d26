import { beginOf, isUtf16 } from './decode-text';

/** Property names that only objects of PowerShell have, in lower case. */
const own: ReadonlySet<string> = new Set([
  'addressfamily',
  'cimclass',
  'destinationprefix',
  'ifalias',
  'ifoperstatus',
  'interfacealias',
  'interfacedescription',
  'interfaceguid',
  'interfaceindex',
  'linklayeraddress',
  'macaddress',
  'netluid',
  'nexthop',
  'pscomputername',
]);

/**
 * Whether a file is what `Get-Net…` gave, by the properties that its first objects have. What is in UTF-16 is, for no
 * other tool that is read here writes so.
 *
 * @param begin its first bytes, as many as there are or some thousand
 */
export const isPowerShell = (begin: Uint8Array): boolean => {
  if (isUtf16(begin)) return true;
  const text = beginOf(begin);
  if (!/^\s*[[{]/.test(text)) return false;
  for (const [, name = ''] of text.matchAll(/"([A-Za-z]+)"\s*:/g)) {
    // `ip` has ifindex, FRR interfaceIndex.
    if (name === 'interfaceIndex') continue;
    if (name === 'ifIndex' || name === 'IfIndex' || own.has(name.toLowerCase())) return true;
  }
  return false;
};
