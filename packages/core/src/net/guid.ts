import type { Branded } from './brand';
import { canonicalText } from './canonical-text';
import type { Luid } from './luid';

/** A GUID as `{8-4-4-4-12}` upper-case hex digits. */
export type Guid = Branded<'Guid'>;

/** The GUID that names nothing. */
export const ZERO_GUID = '{00000000-0000-0000-0000-000000000000}' as Guid;

const spelling =
  /^(?:\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))$/i;

/** Reads a GUID in either case, with both braces or with none. */
export const parseGuid = (text: string): Guid | undefined => {
  const found = spelling.exec(text);
  const digits = found?.[1] ?? found?.[2];
  return digits === undefined ? undefined : (`{${digits.toUpperCase()}}` as Guid);
};

/** The codec of a GUID in canonical text. */
export const GuidText = /* @__PURE__ */ canonicalText(
  'GuidText',
  {
    expected: 'a GUID: {8-4-4-4-12} hex digits',
    isPlain: (text) => /^\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/.test(text),
  },
  parseGuid,
);

/**
 * The InterfaceGuid of an interface to which its host gave none: the 16 digits of the LUID laid out as a GUID of
 * version 4, so 0x0006000005000000 gives {00060000-0500-4000-8000-000000000000}.
 */
export const guidOfLuid = (luid: Luid): Guid => {
  const digits = luid.slice(2).toUpperCase();
  const [first, second] = [digits.slice(0, 8), digits.slice(8, 12)];
  return `{${first}-${second}-4${digits.slice(12, 15)}-8${digits.slice(15)}00-000000000000}` as Guid;
};
