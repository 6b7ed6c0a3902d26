import { eventCatalogue, tableDefinitionOf, tableNames, type EventType } from '@netlapse/core';

import { notificationOfEvent, notificationText } from './reference-notifications';
import { code, pageText, tableLines } from './reference-text';

/** As much of a codec of io-ts as tells what it expects. */
interface Codec {
  readonly name: string;
  readonly decode: (value: unknown) => { readonly _tag: string };
}

/** How the types of payloads are called on the page, where the codec's own name says it to programmers only. */
const typeNames: Readonly<Record<string, string>> = {
  LuidText: 'LUID',
  GuidText: 'GUID',
  IpAddressText: 'address',
  PrefixText: 'prefix',
  PhysicalAddressText: 'physical address',
  boolean: 'BOOLEAN',
  string: 'text',
  UnknownRecord: 'object as the host reported it',
  'ReadonlyArray<ULONG>': 'array of ULONG',
};

const typeName = ({ name }: Codec): string => typeNames[name] ?? name;

interface Failure {
  readonly context: ReadonlyArray<{ readonly key: string; readonly type: unknown }>;
}

/**
 * The members of a record that a codec asks for, in their order: what it misses in an empty one. No member of a
 * payload is optional, so none is overlooked.
 */
export const membersOfCodec = (codec: Codec): ReadonlyMap<string, Codec> => {
  const members = new Map<string, Codec>();
  const result = codec.decode({}) as { readonly _tag: string; readonly left?: readonly Failure[] };
  for (const { context } of result.left ?? []) {
    const entry = context[1];
    // The branches of a union go by numbers: they are no members.
    if (entry !== undefined && !/^\d+$/.test(entry.key) && !members.has(entry.key))
      members.set(entry.key, entry.type as Codec);
  }
  return members;
};

const memberType = (codec: Codec): string => {
  const nested = membersOfCodec(codec);
  if (nested.size === 0) return typeName(codec);
  const types = new Set(Array.from(nested.values(), typeName));
  const of = types.size === 1 ? ` of ${[...types].join('')}` : '';
  return `object${of}: ${[...nested.keys()].join(', ')}`;
};

const kindText = {
  added: 'makes the row',
  changed: 'changes the row',
  removed: 'removes the row',
  put: 'makes or replaces the row',
} as const;

const definitionOf = (type: EventType) => eventCatalogue[type];

const eventLines = (type: EventType): readonly string[] => {
  const { v, table, kind, meaning, data } = definitionOf(type);
  const effect = table === null ? 'replaces what stood' : kindText[kind];
  return [
    `### ${type}`,
    '',
    `${meaning} Version ${v}, ${effect}. Notification: ${notificationText(notificationOfEvent[type])}.`,
    '',
    ...tableLines(
      ['member', 'type'],
      Array.from(membersOfCodec(data as Codec), ([name, codec]) => [code(name), memberType(codec)]),
    ),
  ];
};

const typeRows: ReadonlyArray<readonly [type: string, form: string]> = [
  ['instant', 'integer, milliseconds since the Unix epoch'],
  ['instant or null', 'the same; null for never, or not yet'],
  ['LUID', '`0x` and 16 hex digits, lower case'],
  ['GUID', '`{8-4-4-4-12}`, upper case'],
  ['address', 'canonical text: dotted decimal, or RFC 5952; without a scope id'],
  ['prefix', 'address, `/`, length; no bits set past the length'],
  ['physical address', 'bytes as `02-00-00-00-00-05`, upper case; empty for none'],
  ['ULONG, USHORT, UCHAR', 'integer of 32, 16, 8 bits, not negative'],
  ['ULONG64', 'decimal text without leading zeros'],
  ['BOOLEAN', '`true` or `false`'],
  ['reason', 'why a row went, see below'],
  ['a name in capitals', 'the name of a constant of that C enumeration ([some of them](enumerations.md))'],
];

const reasonRows: ReadonlyArray<readonly [reason: string, meaning: string]> = [
  ['call', 'the Delete function was called for this very row'],
  ['expired', 'its lifetime, or its own timer, ended; the event is dated at that instant'],
  ['interface-departed', 'its interface went, or the family was unbound from it'],
  ['flushed', 'FlushIpNetTable2, FlushIpPathTable, or a resolution that begins anew'],
  ['address-deleted', 'an address that had brought it went'],
  ['advertisement', 'a router advertisement withdrew it'],
  ['host-report', 'the host reported that it is gone'],
];

const tableSections = (): ReadonlyArray<readonly string[]> => {
  const types = Object.keys(eventCatalogue) as EventType[];
  const ofTable = (table: string | null): readonly EventType[] =>
    types.filter((type) => definitionOf(type).table === table);
  const tables = tableNames.flatMap((table) => [
    [`## Table ${table}`, '', `Key: ${tableDefinitionOf(table).key.map(code).join(', ')}.`],
    ...ofTable(table).map(eventLines),
  ]);
  return [
    ...tables,
    ['## Facts of the host as a whole', '', 'They have no key: the host has each of them once.'],
    ...ofTable(null).map(eventLines),
  ];
};

/** The page of the events. */
export const eventPageText = (): string => {
  const types = Object.keys(eventCatalogue) as EventType[];
  return pageText(
    ['# Events'],
    [
      `The log of a host holds events, each a fact that has become true. There are ${types.length} kinds. An event bears`,
      'whole values, never differences; folding the events in order gives the state, and needs no rules for it. An',
      'event of a row that belongs to an interface names it by LUID and by index.',
    ],
    tableLines(
      ['event', 'table', 'notification'],
      types.map((type) => [
        `[${type}](#${type.toLowerCase()})`,
        definitionOf(type).table ?? '–',
        notificationText(notificationOfEvent[type]),
      ]),
    ),
    [
      'A media event gives one notification for each address family that is bound to the interface, AF_INET first.',
    ],
    ['## Types in payloads'],
    tableLines(['type', 'in JSON'], typeRows),
    ['## Reasons'],
    tableLines(
      ['reason', 'meaning'],
      reasonRows.map(([reason, meaning]) => [code(reason), meaning]),
    ),
    ...tableSections(),
  );
};
