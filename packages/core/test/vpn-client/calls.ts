import type { AddressFamily, Netioapi, Status } from '@netlapse/core';

export const families: readonly AddressFamily[] = ['AF_INET', 'AF_INET6'];

export const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff } as const;

/** Throws where a call fails that must not. */
export const must = ({ status, why }: { readonly status: Status; readonly why?: string }): void => {
  if (status !== 'STATUS_SUCCESS') throw new Error(`${status}: ${why}`);
};

/** The same for a row that may be gone already, with its interface. */
export const mustUnlessGone = (answer: { readonly status: Status; readonly why?: string }): void => {
  if (answer.status !== 'STATUS_NOT_FOUND') must(answer);
};

/** An IP interface by its key. */
export interface IpInterfaceKey {
  readonly Family: AddressFamily;
  readonly InterfaceLuid: string;
}

/** Changes some members of an IP interface and leaves the others: they are read first, as clients do it. */
export const changeIpInterface = (
  api: Netioapi,
  { Family, InterfaceLuid }: IpInterfaceKey,
  members: { readonly [member: string]: number | boolean },
): void => {
  const { status, Row } = api.GetIpInterfaceEntry({ Row: { Family, InterfaceLuid } });
  if (status === 'STATUS_NOT_FOUND' || Row === undefined) return;
  // A row of IPv4 is refused where it says anything about site prefixes.
  const SitePrefixLength = Family === 'AF_INET' ? 0 : Row.SitePrefixLength;
  must(api.SetIpInterfaceEntry({ Row: { ...Row, SitePrefixLength, ...members } }));
};
