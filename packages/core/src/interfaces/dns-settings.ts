import { inputRow, textInput, ulong64Input, ulongInput, type RowOf } from '../call';
import { familyOf, parseIpAddress, type AddressFamily } from '../net';
import type { DnsData } from './row';

/** What DNS_INTERFACE_SETTINGS says besides Version and Flags. */
export type DnsMembers = Omit<DnsData, 'InterfaceLuid' | 'InterfaceIndex' | 'Family'>;

/** What an interface and family begin with. */
export const defaultDnsMembers: DnsMembers = Object.freeze({
  NameServer: '',
  SearchList: '',
  RegistrationEnabled: 1,
  RegisterAdapterName: 0,
  Domain: '',
  EnableLLMNR: 1,
  QueryAdapterName: 1,
  ProfileNameServer: '',
  DisableUnconstrainedQueries: 0,
  SupplementalSearchList: '',
});

/** DNS_SETTING_IPV6: the settings of AF_INET6 are meant. */
const IPV6_FLAG = 0x0001n;

/** Encrypted DNS of Version 3 (DNS_SETTING_DOH and its sibling for profiles): not modelled. */
const ENCRYPTION_FLAGS = 0x3000n;

interface DnsMemberDefinition {
  readonly flag: bigint;
  /** The first Version of the structure that has it. */
  readonly since: 1 | 2;
  readonly form: 'addresses' | 'list' | 'text' | 'switch';
}

const definitions: Readonly<Record<keyof DnsMembers, DnsMemberDefinition>> = {
  NameServer: { flag: 0x0002n, since: 1, form: 'addresses' },
  SearchList: { flag: 0x0004n, since: 1, form: 'list' },
  RegistrationEnabled: { flag: 0x0008n, since: 1, form: 'switch' },
  RegisterAdapterName: { flag: 0x0010n, since: 1, form: 'switch' },
  Domain: { flag: 0x0020n, since: 1, form: 'text' },
  EnableLLMNR: { flag: 0x0080n, since: 1, form: 'switch' },
  QueryAdapterName: { flag: 0x0100n, since: 1, form: 'switch' },
  ProfileNameServer: { flag: 0x0200n, since: 1, form: 'addresses' },
  DisableUnconstrainedQueries: { flag: 0x0400n, since: 2, form: 'switch' },
  SupplementalSearchList: { flag: 0x0800n, since: 2, form: 'list' },
};

export const dnsMemberNames = Object.keys(definitions) as readonly (keyof DnsMembers)[];

/** DNS_INTERFACE_SETTINGS of any version as a caller passes it in, the versions as one flat structure. */
export const dnsSettingsInput = inputRow<
  { readonly Version: number; readonly Flags: bigint } & {
    readonly [Member in keyof DnsMembers]: DnsMembers[Member] extends number ? number : string | null;
  }
>('DNS_INTERFACE_SETTINGS', {
  Version: ulongInput,
  Flags: ulong64Input,
  NameServer: textInput,
  SearchList: textInput,
  RegistrationEnabled: ulongInput,
  RegisterAdapterName: ulongInput,
  Domain: textInput,
  EnableLLMNR: ulongInput,
  QueryAdapterName: ulongInput,
  ProfileNameServer: textInput,
  DisableUnconstrainedQueries: ulongInput,
  SupplementalSearchList: textInput,
});
export type DnsSettingsInput = RowOf<typeof dnsSettingsInput>;

export const isDnsVersion = (version: number): boolean => version >= 1 && version <= 3;

/** The family whose settings Flags means. */
export const dnsFamilyOf = ({ Flags }: Pick<DnsSettingsInput, 'Flags'>): AddressFamily =>
  (Flags & IPV6_FLAG) === 0n ? 'AF_INET' : 'AF_INET6';

const isFlagged = (settings: DnsSettingsInput, name: keyof DnsMembers): boolean =>
  (settings.Flags & definitions[name].flag) !== 0n;

/** Flags that the Version of the structure has: `encryption` are those that it has and the model has not. */
export const judgeDnsFlags = ({ Version, Flags }: DnsSettingsInput): 'known' | 'unknown' | 'encryption' => {
  let rest = Flags & ~IPV6_FLAG;
  for (const name of dnsMemberNames) if (definitions[name].since <= Version) rest &= ~definitions[name].flag;
  if (rest === 0n) return 'known';
  return Version === 3 && (rest & ~ENCRYPTION_FLAGS) === 0n ? 'encryption' : 'unknown';
};

const itemsOf = (list: string): readonly string[] => list.split(/[\s,]+/).filter((item) => item !== '');

/** A list of addresses in canonical text; undefined where an item is no address of the family. */
const addressList = (list: string, family: AddressFamily): string | undefined => {
  const addresses = itemsOf(list).map(parseIpAddress);
  return addresses.every((address) => address !== undefined && familyOf(address) === family)
    ? addresses.join(',')
    : undefined;
};

/** A flagged member in the form in which it is kept; undefined for a list with what is no address of the family. */
const keptForm = (
  settings: DnsSettingsInput,
  name: keyof DnsMembers,
  family: AddressFamily,
): string | number | undefined => {
  const value = settings[name];
  if (typeof value === 'number') return value === 0 ? 0 : 1;
  const text = value ?? '';
  switch (definitions[name].form) {
    case 'addresses':
      return addressList(text, family);
    case 'list':
      return itemsOf(text).join(',');
    default:
      return text;
  }
};

/**
 * The flagged members in the form in which they are kept: lists as items joined by one comma, addresses in canonical
 * text, switches as 0 or 1, NULL as `''`.
 *
 * @returns the name of a member instead where one of its items is no address of the family
 */
export const flaggedDnsMembers = (settings: DnsSettingsInput): Partial<DnsMembers> | keyof DnsMembers => {
  const family = dnsFamilyOf(settings);
  const members: Partial<Record<keyof DnsMembers, string | number>> = {};
  for (const name of dnsMemberNames) {
    if (!isFlagged(settings, name)) continue;
    const kept = keptForm(settings, name, family);
    if (kept === undefined) return name;
    members[name] = kept;
  }
  return members as Partial<DnsMembers>;
};
