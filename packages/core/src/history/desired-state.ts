import type { UnicastIpAddressInput, UnicastRow } from '../addresses';
import type { QueryFunction } from '../call';
import { tableDefinitionOf } from '../catalogue';
import { isMembers, rowKeyText, type Members } from '../codec';
import { EngineError, rowNamedBy, Trial, type AnyCommand } from '../engine';
import { settableBooleans, settableUlongs, type IpInterfaceEntryInput } from '../interfaces';
import { functions, type FunctionName } from '../netioapi';
import type { RouteInput, RouteRow } from '../routes';
import { tableOf, type AnyRow, type HostState } from '../state';
import type { CommandsForView } from './commands-for';
import { rowCalls, type CallableTable } from './rows-to-calls';

/** A row by its key, with the members that are to be so; its interface by LUID, index or alias. */
export type DesiredRow<Row> = Partial<Row> & { readonly Alias?: string };

/** What a host is to be. A section that is left out stays as it is. */
export interface Desired {
  /** IP interfaces by interface and family, each with the members that are to be set; others are left alone. */
  readonly ipInterfaces?: readonly DesiredRow<IpInterfaceEntryInput>[];
  /**
   * All unicast addresses that are to stand, but for those that come by themselves: well-known and link-local ones, and
   * those of router advertisements.
   */
  readonly addresses?: readonly DesiredRow<UnicastIpAddressInput>[];
  /** All routes that are to stand, but for those that addresses and router advertisements bring. */
  readonly routes?: readonly DesiredRow<RouteInput>[];
}

/** A desired state that is in no order, or that no host of its kind can be brought to. */
export class DesiredStateError extends EngineError {
  constructor(
    /** Where in the desired state: `routes[2].Metric`. */
    readonly member: string,
    readonly why: string,
  ) {
    super('DesiredStateError', `${member}: ${why}`);
  }
}

/** How the rows of a section are read, made and set. */
interface Section {
  readonly table: CallableTable;
  readonly get: FunctionName;
  readonly set: FunctionName;
  readonly setParameter: string;
  readonly create?: FunctionName;
  /** What a new row has that is not said. */
  readonly defaults: Members;
  /** Members of a documented row that no Set changes. */
  readonly isSettable: (member: string) => boolean;
  /** Whether a row that is not listed is left alone. */
  readonly isLeftAlone: (row: AnyRow) => boolean;
}

const infinite = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const key = ['InterfaceLuid', 'InterfaceIndex', 'Address', 'DestinationPrefix', 'NextHop', 'Family'];
const settable: readonly string[] = [
  ...settableBooleans,
  ...settableUlongs,
  'RouterDiscoveryBehavior',
  'LinkLocalAddressBehavior',
];
const neverSet = ['Age', 'Origin', 'DadState', 'ScopeId', 'CreationTimeStamp'];

const sections: Readonly<Record<keyof Desired, Section>> = {
  ipInterfaces: {
    table: 'ipInterfaces',
    get: 'GetIpInterfaceEntry',
    set: 'SetIpInterfaceEntry',
    setParameter: 'Row',
    defaults: {},
    isSettable: (member) => settable.includes(member),
    isLeftAlone: () => true,
  },
  addresses: {
    table: 'unicast',
    get: 'GetUnicastIpAddressEntry',
    set: 'SetUnicastIpAddressEntry',
    setParameter: 'Row',
    create: 'CreateUnicastIpAddressEntry',
    defaults: { ...infinite, PrefixOrigin: 'IpPrefixOriginManual', SuffixOrigin: 'IpSuffixOriginManual' },
    isSettable: (member) => !neverSet.includes(member),
    isLeftAlone: (row) => {
      const { PrefixOrigin } = row as UnicastRow;
      return (
        PrefixOrigin === 'IpPrefixOriginWellKnown' || PrefixOrigin === 'IpPrefixOriginRouterAdvertisement'
      );
    },
  },
  routes: {
    table: 'routes',
    get: 'GetIpForwardEntry2',
    set: 'SetIpForwardEntry2',
    setParameter: 'Route',
    create: 'CreateIpForwardEntry2',
    defaults: { ...infinite, Metric: 0, Protocol: 'MIB_IPPROTO_NETMGMT' },
    isSettable: (member) => !neverSet.includes(member),
    isLeftAlone: (row) => {
      const { Protocol, Origin } = row as RouteRow;
      return Protocol === 'MIB_IPPROTO_LOCAL' || Origin === 'NlroRouterAdvertisement';
    },
  },
};

/** The row with its interface by index, where it was named by its alias. */
const withInterface = ({ interfaces }: HostState, { Alias, ...row }: Members, where: string): Members => {
  if (Alias === undefined) return row;
  for (const { Alias: name, InterfaceIndex } of interfaces.values())
    if (name === Alias) return { ...row, InterfaceIndex };
  throw new DesiredStateError(
    `${where}.Alias`,
    `no interface is called ${typeof Alias === 'string' ? Alias : JSON.stringify(Alias)}`,
  );
};

const commandOf = (name: FunctionName): AnyCommand => functions[name] as unknown as AnyCommand;

class Wanted {
  readonly trial: Trial;

  constructor(view: CommandsForView) {
    this.trial = new Trial(view);
  }

  #call(name: FunctionName, params: object, where: string): void {
    const tried = this.trial.call(commandOf(name), params);
    if (!('refusal' in tried)) return;
    const { member = '', why, status } = tried.refusal;
    const inRow = member.replace(/^(?:Row|Route)\b\.?/, '');
    throw new DesiredStateError(inRow === '' ? where : `${where}.${inRow}`, `${why} (${status})`);
  }

  /** The key of the row that is meant, as the table has it. */
  #keyOf({ create, set, setParameter, defaults }: Section, row: Members, where: string): object {
    const command = commandOf(create ?? set);
    const parameter = create === undefined ? setParameter : 'Row';
    const keyOnly = Object.fromEntries(Object.entries(row).filter(([member]) => key.includes(member)));
    const named = rowNamedBy(this.trial.state, command, { [parameter]: keyOnly });
    if (named !== undefined) return named.key;
    // What is wrong with it, the call itself says best.
    this.#call(create ?? set, { [parameter]: { ...defaults, ...row } }, where);
    throw new DesiredStateError(where, 'it names no row');
  }

  /** Brings one row to what it is to be. */
  put(section: Section, given: Members, where: string): void {
    const { table, get, set, setParameter, create, defaults, isSettable } = section;
    const row = withInterface(this.trial.state, given, where);
    const rowKey = this.#keyOf(section, row, where);
    const view = { state: this.trial.state, at: this.trial.at, mirrored: false };
    if (tableOf(view.state, table).get(rowKey) === undefined) {
      const { Age: _age, Origin: _origin, ScopeId: _scope, CreationTimeStamp: _created, ...members } = row;
      this.#call(create ?? set, { Row: { ...defaults, ...members } }, where);
      return;
    }
    const query = functions[get] as unknown as QueryFunction<HostState, object, { readonly Row: Members }>;
    const present = query.run(view, { Row: rowKey }).out?.Row ?? {};
    for (const member of Object.keys(row))
      if (!Object.hasOwn(present, member))
        throw new DesiredStateError(`${where}.${member}`, 'a row has no such member');
    const members = Object.fromEntries(
      Object.entries(table === 'ipInterfaces' ? row : { ...present, ...row }).filter(
        ([member, value]) =>
          key.includes(member) ||
          (isSettable(member) && (table !== 'ipInterfaces' || value !== present[member])),
      ),
    );
    if (table === 'ipInterfaces') {
      const initialize = functions.InitializeIpInterfaceEntry as unknown as typeof query;
      const unchanged = initialize.run(view, { Row: {} }).out?.Row;
      const fixed = 'Metric' in members ? { UseAutomaticMetric: false } : {};
      this.#call(set, { Row: { ...unchanged, ...fixed, ...members } }, where);
    } else this.#call(set, { [setParameter]: members }, where);
  }

  /** The keys, as text, of the rows that a section lists. */
  keysOf(section: Section, rows: readonly Members[], name: string): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const [index, given] of rows.entries()) {
      const where = `${name}[${index}]`;
      const rowKey = this.#keyOf(section, withInterface(this.trial.state, given, where), where);
      const text = rowKeyText(tableDefinitionOf(section.table), rowKey);
      if (keys.has(text)) throw new DesiredStateError(where, `the same row is listed before: ${text}`);
      keys.add(text);
    }
    return keys;
  }

  /** Takes away what is not listed and does not come by itself. */
  keepOnly({ table, isLeftAlone }: Section, keys: ReadonlySet<string>): void {
    for (const row of [...tableOf(this.trial.state, table).values()]) {
      const remove = rowCalls[table].remove?.(row);
      if (remove === undefined || isLeftAlone(row)) continue;
      const isListed = keys.has(rowKeyText(tableDefinitionOf(table), row));
      if (!isListed && tableOf(this.trial.state, table).get(row) !== undefined)
        this.#call(remove.name, remove.params, table);
    }
  }
}

const rowsOf = (desired: Members, name: string): readonly Members[] => {
  const rows = desired[name];
  if (!Array.isArray(rows)) throw new DesiredStateError(name, 'it is a list of rows');
  return rows.map((row: unknown, index) => {
    if (!isMembers(row)) throw new DesiredStateError(`${name}[${index}]`, 'a row is an object');
    return row;
  });
};

/**
 * The state that a host would be in if it were as desired: as it is, with what is listed made or set, and in the sections
 * that are there what is not listed taken away.
 *
 * @throws DesiredStateError
 */
export const desiredState = (view: CommandsForView, desired: Desired): HostState => {
  const names = Object.keys(sections) as (keyof Desired)[];
  for (const name of Object.keys(desired))
    if (!Object.hasOwn(sections, name))
      throw new DesiredStateError(name, `there is no such section: there are ${names.join(', ')}`);
  const wanted = new Wanted(view);
  const given = names
    .filter((name) => desired[name] !== undefined)
    .map((name) => ({ name, section: sections[name], rows: rowsOf(desired as Members, name) }));
  const keys = given.map(({ name, section, rows }) => wanted.keysOf(section, rows, name));
  for (const [index, { section }] of given.entries()) wanted.keepOnly(section, keys[index] ?? new Set());
  for (const { name, section, rows } of given)
    for (const [index, row] of rows.entries()) wanted.put(section, row, `${name}[${index}]`);
  return wanted.trial.state;
};
