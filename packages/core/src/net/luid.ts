import type { Branded } from './brand';
import { canonicalText } from './canonical-text';

/** NET_LUID_LH as `0x` and 16 lower-case hex digits: IfType (16 bits), NetLuidIndex (24 bits), 24 reserved bits. */
export type Luid = Branded<'Luid'>;

/** The LUID that names no interface. */
export const ZERO_LUID = '0x0000000000000000' as Luid;

/** Reads `0x` and exactly 16 hex digits in either case; reserved bits are kept as they are. */
export const parseLuid = (text: string): Luid | undefined =>
  /^0x[0-9a-f]{16}$/i.test(text) ? (text.toLowerCase() as Luid) : undefined;

/** The codec of a LUID in canonical text. */
export const LuidText = /* @__PURE__ */ canonicalText(
  'LuidText',
  { expected: 'a LUID: 0x and 16 hex digits', isPlain: (text) => /^0x[0-9a-f]{16}$/.test(text) },
  parseLuid,
);

/**
 * The LUID of an interface type (0 to 0xFFFF, an IF_TYPE_ number) and a number within that type (0 to 0xFFFFFF).
 *
 * Throws a RangeError when either is out of range.
 */
export const makeLuid = (ifType: number, netLuidIndex: number): Luid => {
  if (!Number.isInteger(ifType) || ifType < 0 || ifType > 0xffff)
    throw new RangeError(`IfType is 0 to 65535, not ${ifType}`);
  if (!Number.isInteger(netLuidIndex) || netLuidIndex < 0 || netLuidIndex > 0xff_ffff)
    throw new RangeError(`NetLuidIndex is 0 to 16777215, not ${netLuidIndex}`);
  const type = ifType.toString(16).padStart(4, '0');
  return `0x${type}${netLuidIndex.toString(16).padStart(6, '0')}000000` as Luid;
};

/** IfType of a LUID, bits 48 to 63. */
export const luidIfType = (luid: Luid): number => Number.parseInt(luid.slice(2, 6), 16);

/** NetLuidIndex of a LUID, bits 24 to 47. */
export const luidNetIndex = (luid: Luid): number => Number.parseInt(luid.slice(6, 12), 16);
