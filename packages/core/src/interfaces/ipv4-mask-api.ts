import { answer, query, refused, ulongInput } from '../call';
import { invalidParameter } from './invalid-parameter';
import { INADDR_NONE, lengthOfMask, maskOfLength } from './ipv4-mask';

const lengthToMask = query<object, { readonly MaskLength: number; readonly Mask?: null }, { Mask: number }>({
  name: 'ConvertLengthToIpv4Mask',
  summary:
    'Gives the IPv4 mask of a prefix length, in network byte order as a little-endian machine reads it.',
  parameters: [
    { name: 'MaskLength', direction: 'in', type: 'ULONG' },
    { name: 'Mask', direction: 'out', type: 'ULONG' },
  ],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'],
  checks: [['MaskLength is above 32, or Mask is NULL', 'STATUS_INVALID_PARAMETER']],
  example: { MaskLength: 24 },
  run: (_view, { MaskLength, Mask }) => {
    if (Mask === null) return refused(invalidParameter('Mask is NULL', 'Mask'));
    const length = MaskLength === undefined ? ulongInput.zero : ulongInput.read(MaskLength);
    return length === undefined || length > 32
      ? refused(invalidParameter('MaskLength is 0 to 32', 'MaskLength'), { Mask: INADDR_NONE })
      : answer({ Mask: maskOfLength(length) });
  },
});

const maskToLength = query<
  object,
  { readonly Mask: number; readonly MaskLength?: null },
  { MaskLength: number }
>({
  name: 'ConvertIpv4MaskToLength',
  summary: 'Gives the prefix length of an IPv4 mask.',
  parameters: [
    { name: 'Mask', direction: 'in', type: 'ULONG' },
    { name: 'MaskLength', direction: 'out', type: 'UINT8' },
  ],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'],
  checks: [
    ['MaskLength is NULL', 'STATUS_INVALID_PARAMETER'],
    ['the ones of Mask are not all at the front', 'STATUS_INVALID_PARAMETER'],
  ],
  example: { Mask: 0x00ff_ffff },
  run: (_view, { Mask, MaskLength }) => {
    if (MaskLength === null) return refused(invalidParameter('MaskLength is NULL', 'MaskLength'));
    const mask = Mask === undefined ? ulongInput.zero : ulongInput.read(Mask);
    const length = mask === undefined ? undefined : lengthOfMask(mask);
    return length === undefined
      ? refused(invalidParameter('the ones of Mask are not all at the front', 'Mask'), { MaskLength: 0 })
      : answer({ MaskLength: length });
  },
});

/** The calls that convert between IPv4 masks and prefix lengths. */
export const ipv4MaskApi = {
  ConvertLengthToIpv4Mask: lengthToMask,
  ConvertIpv4MaskToLength: maskToLength,
} as const;
