import * as t from 'io-ts';

import { ChoiceType, IntegerType, TextType } from '../codec';
import { addressFamilies } from '../net';
import { isJsonObject, type JsonObject } from './json';

class JsonObjectType extends t.Type<JsonObject> {
  // To the compiler of checks it is what t.UnknownRecord is; only its failures say more.
  readonly _tag = 'AnyDictionaryType' as const;
}

/** A JSON object of any members. */
export const JsonObjectCodec = new JsonObjectType(
  'JsonObject',
  isJsonObject,
  (value, context) =>
    isJsonObject(value) ? t.success(value) : t.failure(value, context, 'expected an object'),
  t.identity,
);

const { MAX_SAFE_INTEGER, MIN_SAFE_INTEGER } = Number;

/** A record number: 1, 2, 3 … */
export const RecordNumber = new IntegerType(
  'RecordNumber',
  1,
  MAX_SAFE_INTEGER,
  'a record number, an integer from 1',
);

/** The version of an event's schema: 1, 2, 3 … */
export const SchemaVersion = new IntegerType(
  'SchemaVersion',
  1,
  MAX_SAFE_INTEGER,
  'a schema version, an integer from 1',
);

/** An instant of a record: integer milliseconds since the epoch. */
export const RecordInstant = new IntegerType(
  'RecordInstant',
  MIN_SAFE_INTEGER,
  MAX_SAFE_INTEGER,
  'an instant, integer milliseconds since the epoch',
);

const sha256Text = /^[0-9a-f]{64}$/;

/** SHA-256 or HMAC-SHA-256 as 64 lower-case hex digits. */
export const HashText = new TextType('HashText', (text) => sha256Text.test(text), '64 lower-case hex digits');

const eventTypeName = /^[A-Za-z][A-Za-z0-9_.:-]*$/;

/** The name of a kind of event. Plain ASCII, so that no store has to quote or escape it. */
export const EventTypeName = new TextType(
  'EventTypeName',
  (text) => eventTypeName.test(text),
  'the name of a kind of event: a letter, then letters, digits, "_", ".", ":" or "-"',
);

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f]/;

/** A line of text: a status, the name of a check. Without control characters, so that every store holds it. */
export const LineOfText = new TextType(
  'LineOfText',
  (text) => !controlCharacter.test(text),
  'text without control characters',
);

/** A family by its Win32 name. */
export const FamilyName = new ChoiceType('AddressFamily', addressFamilies, addressFamilies.join(' or '));
