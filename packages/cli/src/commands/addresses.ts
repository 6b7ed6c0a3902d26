import { isInPrefix, type IpAddress, type Netioapi } from '@netlapse/core';
import { Option, type Command } from 'commander';

import type { Context } from '../context';
import { prefixOption } from '../options';
import { lifetimeText } from '../render/duration-text';
import { shortName } from '../render/short-name';
import { addTableCommand, type TableOptions } from './table-command';

type Unicast = NonNullable<ReturnType<Netioapi['GetUnicastIpAddressTable']>['Table']>[number];
type Scoped = NonNullable<ReturnType<Netioapi['GetMulticastIpAddressTable']>['Table']>[number];
/** Rows of all three tables; members that only a unicast address has are missing in the others. */
type Entry = Pick<Unicast, 'Address' | 'InterfaceLuid' | 'InterfaceIndex' | 'ScopeId'> & Partial<Unicast>;

interface AddressOptions extends TableOptions {
  readonly kind: 'unicast' | 'anycast' | 'multicast';
  readonly within?: string;
}

interface Answer<Row> {
  readonly status: string;
  readonly why?: string;
  readonly Table?: readonly Row[] | null;
}

const stateColour = (state: string | undefined): 'good' | 'bad' | 'warning' => {
  if (state === 'IpDadStatePreferred') return 'good';
  return state === 'IpDadStateDuplicate' || state === 'IpDadStateInvalid' ? 'bad' : 'warning';
};

/** `netlapse addresses`: the three address tables as of any moment; `ip address`. */
export const addAddresses = (program: Command, context: Context): void =>
  addTableCommand<Entry, AddressOptions>(program, context, {
    name: 'addresses',
    summary: 'list the addresses as of any moment',
    description:
      'Lists the addresses as of a moment, as GetUnicastIpAddressTable gives them (MIB_UNICASTIPADDRESS_ROW), or GetAnycastIpAddressTable or GetMulticastIpAddressTable.',
    examples: [
      { command: 'netlapse addresses --log laptop.db', shows: 'the unicast addresses at the end of the log' },
      {
        command: 'netlapse addresses --log laptop.db --interface wlan0 --family 6 --at seq:200',
        shows: 'the IPv6 addresses of one interface after event 200',
      },
    ],
    nouns: ['address', 'addresses'],
    hasFamilies: true,
    options: [
      new Option('--kind <kind>', 'which addresses')
        .choices(['unicast', 'anycast', 'multicast'])
        .default('unicast'),
      new Option('--within <prefix>', 'only addresses inside this prefix'),
    ],
    get: ({ api, asOf, Family }, { kind }): Answer<Unicast> | Answer<Scoped> => {
      switch (kind) {
        case 'unicast':
          return api.GetUnicastIpAddressTable({ Family }, { asOf });
        case 'anycast':
          return api.GetAnycastIpAddressTable({ Family }, { asOf });
        case 'multicast':
          return api.GetMulticastIpAddressTable({ Family }, { asOf });
      }
    },
    filter: ({ within }) => {
      if (within === undefined) return () => true;
      const prefix = prefixOption(within, '--within');
      return ({ Address }) => isInPrefix(Address as IpAddress, prefix);
    },
    columns: (names, paint) => [
      {
        title: 'Address',
        text: ({ Address, OnLinkPrefixLength }) =>
          OnLinkPrefixLength === undefined ? Address : `${Address}/${OnLinkPrefixLength}`,
        paint: paint.accent,
      },
      { title: 'Interface', text: (row) => names.label(row) },
      {
        title: 'State',
        text: ({ DadState }) => (DadState === undefined ? '' : shortName(DadState)),
        paint: (text, { DadState }) => paint[stateColour(DadState)](text),
      },
      {
        title: 'Prefix origin',
        text: ({ PrefixOrigin }) => (PrefixOrigin === undefined ? '' : shortName(PrefixOrigin)),
      },
      {
        title: 'Suffix origin',
        text: ({ SuffixOrigin }) => (SuffixOrigin === undefined ? '' : shortName(SuffixOrigin)),
      },
      {
        title: 'Preferred for',
        text: ({ PreferredLifetime }) =>
          PreferredLifetime === undefined ? '' : lifetimeText(PreferredLifetime),
        align: 'right',
      },
      {
        title: 'Valid for',
        text: ({ ValidLifetime }) => (ValidLifetime === undefined ? '' : lifetimeText(ValidLifetime)),
        align: 'right',
      },
    ],
  });
