import { either } from 'fp-ts';

import {
  answer,
  command,
  invalid,
  query,
  readInputRow,
  refuse,
  refused,
  type Parameter,
  type Refusal,
} from '../call';
import { parseGuid, ZERO_GUID, type AddressFamily } from '../net';
import {
  defaultDnsMembers,
  dnsFamilyOf,
  dnsMemberNames,
  dnsSettingsInput,
  flaggedDnsMembers,
  isDnsVersion,
  judgeDnsFlags,
  type DnsMembers,
  type DnsSettingsInput,
} from './dns-settings';
import type { DnsEvent } from './events';
import type { InterfaceRow } from './row';
import type { DnsTable, InterfaceTable } from './table';

export interface Reads {
  readonly interfaces: InterfaceTable;
  readonly dns: DnsTable;
}

/** DNS_INTERFACE_SETTINGS as a caller passes it in; text may be NULL. */
export type InterfaceDnsSettingsInput = {
  /** 1, 2 or 3. */
  readonly Version?: number;
  /** Which members count, and which family is meant: the DNS_SETTING_ bits, as decimal text or a number. */
  readonly Flags?: string | number;
} & { readonly [Member in keyof DnsMembers]?: DnsMembers[Member] extends number ? number : string | null };

/** DNS_INTERFACE_SETTINGS as it is read: every member, whatever the Version. */
export interface InterfaceDnsSettings extends DnsMembers {
  readonly Version: number;
  readonly Flags: string;
}

const interfaceParameter: Parameter = {
  name: 'Interface',
  direction: 'in',
  type: 'GUID',
  meaning: 'InterfaceGuid of the interface.',
};

const settingsParameter: Parameter = {
  name: 'Settings',
  direction: 'in/out',
  type: 'DNS_INTERFACE_SETTINGS',
  row: dnsSettingsInput,
  meaning: 'Versions 1 to 3 as one flat structure.',
};

/** Checks 1 and 2: a structure of a Version that exists. */
const readSettings = (settings: unknown): either.Either<Refusal, DnsSettingsInput> => {
  const read = readInputRow(dnsSettingsInput, settings, 'Settings');
  if (either.isLeft(read)) return read;
  return isDnsVersion(read.right.Version) ? read : invalid('Version is 1, 2 or 3', 'Settings.Version');
};

/** The interface of the GUID; left out, that is the zero GUID, which no interface has. */
const interfaceOfGuid = ({ interfaces }: Reads, given: unknown): either.Either<Refusal, InterfaceRow> => {
  const guid = given === undefined ? ZERO_GUID : typeof given === 'string' ? parseGuid(given) : undefined;
  if (guid === undefined) return invalid('Interface is not a GUID', 'Interface');
  const row = interfaces.byGuid(guid);
  return row === undefined
    ? refuse('STATUS_NOT_FOUND', `no interface has the GUID ${guid}`, 'Interface')
    : either.right(row);
};

/** The members that are in force: those of the record, or the defaults where nothing was ever set. */
const presentMembers = ({ dns }: Reads, row: InterfaceRow, Family: AddressFamily): DnsMembers =>
  dns.get({ InterfaceLuid: row.InterfaceLuid, Family }) ?? defaultDnsMembers;

const membersOf = (source: DnsMembers): DnsMembers => ({
  NameServer: source.NameServer,
  SearchList: source.SearchList,
  RegistrationEnabled: source.RegistrationEnabled,
  RegisterAdapterName: source.RegisterAdapterName,
  Domain: source.Domain,
  EnableLLMNR: source.EnableLLMNR,
  QueryAdapterName: source.QueryAdapterName,
  ProfileNameServer: source.ProfileNameServer,
  DisableUnconstrainedQueries: source.DisableUnconstrainedQueries,
  SupplementalSearchList: source.SupplementalSearchList,
});

export interface Params {
  readonly Interface: string;
  readonly Settings: InterfaceDnsSettingsInput | null;
}

const getSettings = query<Reads, Params, { Settings: InterfaceDnsSettings }>({
  name: 'GetInterfaceDnsSettings',
  summary: 'Reads the DNS settings of an interface, of IPv4 or, with DNS_SETTING_IPV6 in Flags, of IPv6.',
  parameters: [interfaceParameter, settingsParameter],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_FOUND'],
  checks: [
    ['Settings is NULL', 'STATUS_INVALID_PARAMETER'],
    ['Version is none of 1, 2, 3', 'STATUS_INVALID_PARAMETER'],
    ['no interface has that GUID', 'STATUS_NOT_FOUND'],
  ],
  example: { Interface: '{00060000-0500-4000-8000-000000000000}', Settings: { Version: 1 } },
  run: ({ state }, params) => {
    const settings = readSettings(params.Settings);
    if (either.isLeft(settings)) return refused(settings.left);
    const row = interfaceOfGuid(state, params.Interface);
    if (either.isLeft(row)) return refused(row.left);
    const { Version, Flags } = settings.right;
    const present = presentMembers(state, row.right, dnsFamilyOf(settings.right));
    return answer({ Settings: Object.freeze({ Version, Flags: Flags.toString(), ...membersOf(present) }) });
  },
});

const setSettings = command<Reads, Params, object, DnsEvent>({
  name: 'SetInterfaceDnsSettings',
  summary: 'Replaces the flagged DNS settings of an interface and family; all others stay.',
  parameters: [interfaceParameter, { ...settingsParameter, direction: 'in' }],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
  checks: [
    ['Settings is NULL', 'STATUS_INVALID_PARAMETER'],
    ['Version is none of 1, 2, 3', 'STATUS_INVALID_PARAMETER'],
    ['Flags has a bit that is not known, or not in that Version', 'STATUS_INVALID_PARAMETER'],
    ['Flags asks for encrypted DNS (0x1000, 0x2000) with Version 3', 'STATUS_NOT_SUPPORTED'],
    ['a flagged list of name servers holds what is no address of the family', 'STATUS_INVALID_PARAMETER'],
    ['no interface has that GUID', 'STATUS_NOT_FOUND'],
    ['the host mirrors a live one', 'STATUS_NOT_SUPPORTED'],
  ],
  events: ['InterfaceDnsSet'],
  example: {
    Interface: '{00060000-0500-4000-8000-000000000000}',
    Settings: { Version: 1, Flags: '2', NameServer: '192.0.2.53' },
  },
  decide: ({ state, mirrored }, params) => {
    const read = readSettings(params.Settings);
    if (either.isLeft(read)) return read;
    const settings = read.right;
    const flags = judgeDnsFlags(settings);
    if (flags === 'unknown') return invalid('Flags has a bit that this Version has not', 'Settings.Flags');
    if (flags === 'encryption')
      return refuse('STATUS_NOT_SUPPORTED', 'encrypted DNS is not modelled', 'Settings.Flags');
    const Family = dnsFamilyOf(settings);
    const flagged = flaggedDnsMembers(settings);
    if (typeof flagged === 'string')
      return invalid(`${flagged} holds what is no ${Family} address`, `Settings.${flagged}`);
    const row = interfaceOfGuid(state, params.Interface);
    if (either.isLeft(row)) return row;
    if (mirrored) return refuse('STATUS_NOT_SUPPORTED', 'a mirrored host takes no changes by calls');
    const { InterfaceLuid, InterfaceIndex } = row.right;
    const present = presentMembers(state, row.right, Family);
    const next = { ...membersOf(present), ...flagged };
    if (dnsMemberNames.every((name) => next[name] === present[name])) return either.right({ events: [] });
    const data = { InterfaceLuid, InterfaceIndex, Family, ...next };
    return either.right({ events: [{ type: 'InterfaceDnsSet', data }] });
  },
});

const freeSettings = query<object, { readonly Settings?: unknown }, object>({
  name: 'FreeInterfaceDnsSettings',
  summary: 'Does nothing: what GetInterfaceDnsSettings returned needs no freeing.',
  parameters: [{ ...settingsParameter, direction: 'in' }],
  statuses: [],
  example: { Settings: { Version: 1 } },
  run: () => answer({}),
});

/** The calls on DNS settings of interfaces. */
export const dnsApi = {
  GetInterfaceDnsSettings: getSettings,
  SetInterfaceDnsSettings: setSettings,
  FreeInterfaceDnsSettings: freeSettings,
} as const;
