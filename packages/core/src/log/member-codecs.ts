import * as t from 'io-ts';

import { addressFamilies, type AddressFamily } from '../net';
import { isJsonObject, type JsonObject } from './json';

const checked = <A>(name: string, is: (value: unknown) => value is A, expected: string): t.Type<A> =>
  new t.Type<A>(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context, `expected ${expected}`)),
    t.identity,
  );

/** A JSON object of any members. */
export const JsonObjectCodec = checked<JsonObject>('JsonObject', isJsonObject, 'an object');

/** A record number: 1, 2, 3 … */
export const RecordNumber = checked<number>(
  'RecordNumber',
  (value): value is number => Number.isSafeInteger(value) && (value as number) >= 1,
  'a record number, an integer from 1',
);

/** The version of an event's schema: 1, 2, 3 … */
export const SchemaVersion = checked<number>(
  'SchemaVersion',
  (value): value is number => Number.isSafeInteger(value) && (value as number) >= 1,
  'a schema version, an integer from 1',
);

/** An instant of a record: integer milliseconds since the epoch. */
export const RecordInstant = checked<number>(
  'RecordInstant',
  (value): value is number => Number.isSafeInteger(value),
  'an instant, integer milliseconds since the epoch',
);

const sha256Text = /^[0-9a-f]{64}$/;

/** SHA-256 or HMAC-SHA-256 as 64 lower-case hex digits. */
export const HashText = checked<string>(
  'HashText',
  (value): value is string => typeof value === 'string' && sha256Text.test(value),
  '64 lower-case hex digits',
);

const eventTypeName = /^[A-Za-z][A-Za-z0-9_.:-]*$/;

/** The name of a kind of event. Plain ASCII, so that no store has to quote or escape it. */
export const EventTypeName = checked<string>(
  'EventTypeName',
  (value): value is string => typeof value === 'string' && eventTypeName.test(value),
  'the name of a kind of event: a letter, then letters, digits, "_", ".", ":" or "-"',
);

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f]/;

/** A line of text: a status, the name of a check. Without control characters, so that every store holds it. */
export const LineOfText = checked<string>(
  'LineOfText',
  (value): value is string => typeof value === 'string' && !controlCharacter.test(value),
  'text without control characters',
);

/** A family by its Win32 name. */
export const FamilyName = checked<AddressFamily>(
  'AddressFamily',
  (value): value is AddressFamily => (addressFamilies as readonly unknown[]).includes(value),
  addressFamilies.join(' or '),
);
