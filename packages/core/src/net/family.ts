/** ADDRESS_FAMILY by its Win32 name; AF_UNSPEC is no family, only the lack of one. */
export type AddressFamily = 'AF_INET' | 'AF_INET6';

/** Both families in the order in which tables list them: IPv4 first. */
export const addressFamilies = ['AF_INET', 'AF_INET6'] as const satisfies readonly AddressFamily[];

/** Bits of an address of the family, which is also the longest prefix length. */
export const widthOf = (family: AddressFamily): 32 | 128 => (family === 'AF_INET' ? 32 : 128);
