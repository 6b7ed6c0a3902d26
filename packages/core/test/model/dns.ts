import { canonicalAddress, familyOf, type Family } from './address-arithmetic';
import { check, gives, present, success, type Answer } from './answers';
import { numberIn, textIn, type Given } from './given';
import { add, differs, onInterface, placeOf, replace, type Model, type Row } from './model';
import type { InterfaceData } from './rows';

type Settings = Readonly<Record<string, string | number>>;

interface Setting {
  readonly name: string;
  /** The bit of Flags that says it is given. */
  readonly flag: number;
  readonly initially: string | number;
  /** First Version that has it. */
  readonly since: number;
}

const setting = (name: string, flag: number, initially: string | number, since = 1): Setting => ({
  name,
  flag,
  initially,
  since,
});

const settings: readonly Setting[] = [
  setting('NameServer', 0x0002, ''),
  setting('SearchList', 0x0004, ''),
  setting('RegistrationEnabled', 0x0008, 1),
  setting('RegisterAdapterName', 0x0010, 0),
  setting('Domain', 0x0020, ''),
  setting('EnableLLMNR', 0x0080, 1),
  setting('QueryAdapterName', 0x0100, 1),
  setting('ProfileNameServer', 0x0200, ''),
  setting('DisableUnconstrainedQueries', 0x0400, 0, 2),
  setting('SupplementalSearchList', 0x0800, '', 2),
];

/** DNS_SETTING_IPV6 selects the family, and says nothing else. */
const IPV6_FLAG = 0x0001;
/** Flags of encrypted DNS, known to Version 3. */
const ENCRYPTED_FLAGS = 0x3000;

const listsOfServers = ['NameServer', 'ProfileNameServer'];

/** Items of a list, separated by commas and blanks. */
const itemsOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter((item) => item !== '');

export const dnsOn = (model: Model, row: InterfaceData, family: Family): Row<'dns'> | undefined =>
  onInterface(model.dns, row).find(({ Family: of }) => of === family);

const standing = (row: Row<'dns'> | undefined): Settings =>
  Object.fromEntries(settings.map(({ name, initially }) => [name, row?.[name] ?? initially]));

const familyFlagged = (flags: number): Family => ((flags & IPV6_FLAG) === 0 ? 'AF_INET' : 'AF_INET6');

const settingsGiven = (params: Given): Given => {
  const given = params['Settings'] as Given | null;
  check(given !== null && [1, 2, 3].includes(numberIn(given, 'Version')), 'STATUS_INVALID_PARAMETER');
  return given;
};

const interfaceWithGuid = (model: Model, params: Given): Row<'interfaces'> =>
  present(
    model.interfaces.find(({ InterfaceGuid }) => InterfaceGuid === params['Interface']),
    'STATUS_NOT_FOUND',
  );

export const getInterfaceDnsSettings = (model: Model, params: Given): Answer => {
  const { Version, Flags = '0' } = settingsGiven(params);
  const row = interfaceWithGuid(model, params);
  const record = dnsOn(model, row, familyFlagged(Number(Flags)));
  return gives({ Settings: { Version, Flags, ...standing(record) } });
};

/** What a flagged setting becomes. */
const settingFrom = (given: Given, { name, initially }: Setting): string | number => {
  if (typeof initially === 'number') return numberIn(given, name) === 0 ? 0 : 1;
  const text = textIn(given, name);
  if (name === 'Domain') return text;
  const items = itemsOf(text);
  return (listsOfServers.includes(name) ? items.map(canonicalAddress) : items).join(',');
};

export const setInterfaceDnsSettings = (model: Model, params: Given): Answer => {
  const given = settingsGiven(params);
  const version = numberIn(given, 'Version');
  const flags = Number(given['Flags'] ?? 0);
  const family = familyFlagged(flags);
  const known = settings.filter(({ since }) => version >= since);
  const unknown = flags & ~known.reduce((bits, { flag }) => bits | flag, IPV6_FLAG);
  check(version === 3 ? (unknown & ~ENCRYPTED_FLAGS) === 0 : unknown === 0, 'STATUS_INVALID_PARAMETER');
  check(unknown === 0, 'STATUS_NOT_SUPPORTED');
  const flagged = known.filter(({ flag }) => (flags & flag) !== 0);
  for (const { name } of flagged.filter((each) => listsOfServers.includes(each.name)))
    for (const item of itemsOf(textIn(given, name)))
      check(canonicalAddress(item) !== undefined && familyOf(item) === family, 'STATUS_INVALID_PARAMETER');
  const row = interfaceWithGuid(model, params);
  const record = dnsOn(model, row, family);
  const before = standing(record);
  const now = {
    ...before,
    ...Object.fromEntries(flagged.map((each) => [each.name, settingFrom(given, each)])),
  };
  if (!differs(before, now)) return success;
  if (record === undefined) add(model, 'dns', 'InterfaceDnsSet', { ...now, ...placeOf(row), Family: family });
  else replace(model, 'dns', 'InterfaceDnsSet', record, now);
  return success;
};
