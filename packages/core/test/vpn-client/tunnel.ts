import type { Netioapi } from '@netlapse/core';

import { changeIpInterface, families, lasting, must } from './calls';

/** `10.8.0.2/24` taken apart. */
const parted = (text: string): readonly [address: string, length: number] => {
  const [address = '', length = ''] = text.split('/');
  return [address, Number(length)];
};

const isIpv6 = (text: string): boolean => text.includes(':');

/** The interface of a tunnel, and what a client has put there. */
export class Tunnel {
  readonly luid: string;

  constructor(
    private readonly api: Netioapi,
    alias: string,
  ) {
    const { InterfaceLuid } = api.ConvertInterfaceAliasToLuid({ InterfaceAlias: alias });
    if (InterfaceLuid === undefined) throw new Error(`there is no interface ${alias}`);
    this.luid = InterfaceLuid;
  }

  /** First in every choice, of no automatic address, and silent about duplicates: nobody else is there. */
  prepare(): void {
    for (const Family of families)
      changeIpInterface(
        this.api,
        { Family, InterfaceLuid: this.luid },
        {
          UseAutomaticMetric: false,
          Metric: 0,
          ManagedAddressConfigurationSupported: false,
          OtherStatefulConfigurationSupported: false,
        },
      );
  }

  /** Gives the interface back as it was found. */
  restore(): void {
    this.setMtu(1500);
    for (const Family of families)
      changeIpInterface(
        this.api,
        { Family, InterfaceLuid: this.luid },
        {
          UseAutomaticMetric: true,
        },
      );
  }

  setMtu(NlMtu: number): void {
    for (const Family of families)
      changeIpInterface(this.api, { Family, InterfaceLuid: this.luid }, { NlMtu });
  }

  /** Makes these its only addresses: those that stand and stay are not touched. */
  setAddresses(wanted: readonly string[]): void {
    const addresses = new Map(wanted.map(parted));
    for (const { Address, InterfaceLuid } of this.api.GetUnicastIpAddressTable({}).Table ?? []) {
      if (InterfaceLuid !== this.luid || Address.startsWith('fe80:')) continue;
      if (!addresses.delete(Address))
        must(this.api.DeleteUnicastIpAddressEntry({ Row: { Address, InterfaceLuid } }));
    }
    for (const [Address, OnLinkPrefixLength] of addresses) {
      const { Row } = this.api.InitializeUnicastIpAddressEntry({});
      must(
        this.api.CreateUnicastIpAddressEntry({
          Row: { ...Row, Address, InterfaceLuid: this.luid, OnLinkPrefixLength },
        }),
      );
    }
  }

  /** TRUE once no address waits for others to claim it. */
  isUsable(): boolean {
    const rows = this.api.GetUnicastIpAddressTable({}).Table ?? [];
    return rows.every(
      ({ InterfaceLuid, DadState }) => InterfaceLuid !== this.luid || DadState !== 'IpDadStateTentative',
    );
  }

  /** Makes these the only routes that a client put there; those of the stack's own stay. */
  setRoutes(wanted: readonly string[]): void {
    const prefixes = new Set(wanted);
    for (const row of this.api.GetIpForwardTable2({}).Table ?? []) {
      if (row.InterfaceLuid !== this.luid || row.Protocol === 'MIB_IPPROTO_LOCAL') continue;
      if (!prefixes.delete(row.DestinationPrefix)) must(this.api.DeleteIpForwardEntry2({ Row: row }));
    }
    for (const DestinationPrefix of prefixes) {
      const NextHop = isIpv6(DestinationPrefix) ? '::' : '0.0.0.0';
      const { Row } = this.api.InitializeIpForwardEntry({});
      must(
        this.api.CreateIpForwardEntry2({
          Row: { ...Row, ...lasting, DestinationPrefix, NextHop, InterfaceLuid: this.luid, Metric: 0 },
        }),
      );
    }
  }
}
