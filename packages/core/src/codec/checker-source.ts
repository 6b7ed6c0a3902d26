import * as t from 'io-ts';

import type { CanonicalTextType } from '../net';
import type { ClosedType } from './closed';
import type { ClosedRecordType } from './closed-record';
import type { ChoiceType } from './enumeration';
import type { IntegerType } from './integers';
import { MemberNames } from './member-names';
import { TextMemory } from './text-memory';
import type { TextType } from './text-type';

/** The codecs whose check is written out; what is none of them is asked by its own `is`. */
type KnownCodec =
  | t.StringType
  | t.NumberType
  | t.BigIntType
  | t.BooleanType
  | t.NullType
  | t.UnknownType
  | t.AnyType
  | t.AnyArrayType
  | t.AnyDictionaryType
  | t.LiteralType<string | number | boolean>
  | t.KeyofType<Record<string, unknown>>
  | t.RefinementType<t.Mixed>
  | t.ArrayType<t.Mixed>
  | t.ReadonlyArrayType<t.Mixed>
  | t.InterfaceType<t.Props>
  | t.PartialType<t.Props>
  | t.ExactType<t.HasProps>
  | t.ReadonlyType<t.Mixed>
  | t.DictionaryType<t.Mixed, t.Mixed>
  | t.UnionType<t.Mixed[]>
  | t.IntersectionType<t.Mixed[]>
  | ClosedType<unknown>
  | ClosedRecordType<unknown>
  | ChoiceType<string>
  | IntegerType
  | TextType
  | CanonicalTextType<string>;

/** Up to how many constants are compared one after the other, without remembering the last. */
const COMPARED_MAX = 4;

/** What each function calls its parameter. */
const VALUE = 'v';

/**
 * The source of a function that says whether a codec takes a value, put together from the tags of the codec and of
 * those within it.
 *
 * What it takes, the codec takes. What it does not take the codec may still take, where a value is made in a way that
 * hardly anyone makes one (members that are not enumerable, a list with holes): whoever calls it asks the codec then.
 */
export class CheckerSource {
  readonly #functions: string[] = [];
  readonly #constants: unknown[] = [];
  #memories = 0;

  /** @returns the body of a function of `c` that returns the check, and what it must be given for `c`. */
  static of(codec: t.Mixed): { readonly body: string; readonly constants: readonly unknown[] } {
    const source = new CheckerSource();
    const check = source.#function(`return ${source.#test(codec, VALUE)};`);
    const names = source.#constants.map((_, index) => `k${index}`);
    const memories = Array.from({ length: source.#memories }, (_, index) => `let m${index};\n`);
    const body = `${memories.join('')}const [${names.join(', ')}] = c;\n${source.#functions.join('\n')}\nreturn ${check};`;
    return { body, constants: source.#constants };
  }

  // What the source refers to by a name of its own.
  #named(value: unknown): string {
    const known = this.#constants.indexOf(value);
    return `k${known >= 0 ? known : this.#constants.push(value) - 1}`;
  }

  #function(body: string): string {
    const name = `f${this.#functions.length}`;
    this.#functions.push(`const ${name} = (${VALUE}) => {${body}};`);
    return name;
  }

  /** An expression that is true where the codec takes `value`, the name of a variable. */
  #test(codec: t.Mixed, value: string): string {
    const known = codec as KnownCodec;
    switch (known._tag) {
      case 'StringType':
        return `typeof ${value} === "string"`;
      case 'NumberType':
        return `typeof ${value} === "number"`;
      case 'BigIntType':
        return `typeof ${value} === "bigint"`;
      case 'BooleanType':
        return `typeof ${value} === "boolean"`;
      case 'NullType':
        return `${value} === null`;
      case 'UnknownType':
      case 'AnyType':
        return 'true';
      case 'AnyArrayType':
        return `Array.isArray(${value})`;
      case 'AnyDictionaryType':
        return isObject(value);
      case 'IntegerType':
        return `(Number.isInteger(${value}) && ${value} >= ${known.least} && ${value} <= ${known.most})`;
      case 'LiteralType':
        return `${value} === ${this.#named(known.value)}`;
      case 'ChoiceType':
        return this.#oneOf(known.choices, known, value);
      case 'KeyofType':
        return this.#oneOf(Object.keys(known.keys), known, value);
      case 'TextType':
        return this.#remembered(known, value);
      case 'CanonicalTextType':
        return known.recurs ? this.#remembered(known, value) : this.#canonical(known, value);
      case 'UnionType':
        return `(${known.types.map((type) => this.#test(type, value)).join(' || ')})`;
      case 'IntersectionType':
        return `(${known.types.map((type) => this.#test(type, value)).join(' && ')})`;
      case 'RefinementType':
        return `(${this.#test(known.type, value)} && ${this.#named(known.predicate)}(${value}))`;
      case 'ExactType':
      case 'ReadonlyType':
        return this.#test(known.type, value);
      case 'ArrayType':
      case 'ReadonlyArrayType':
        return `${this.#array(known.type)}(${value})`;
      case 'DictionaryType':
        return this.#dictionary(known, value);
      case 'InterfaceType':
        return `${this.#object(this.#members(known.props))}(${value})`;
      case 'PartialType':
        return `${this.#object(this.#optionalMembers(known.props))}(${value})`;
      case 'ClosedType':
        return `${this.#closed(known.props)}(${value})`;
      case 'ClosedRecordType':
        return `${this.#closedRecord(known)}(${value})`;
      default:
        return `${this.#named(codec.is)}(${value})`;
    }
  }

  #oneOf(texts: readonly string[], codec: t.Type<string, string>, value: string): string {
    if (texts.length === 0 || texts.length > COMPARED_MAX) return this.#remembered(codec, value);
    return `(${texts.map((text) => `${value} === ${JSON.stringify(text)}`).join(' || ')})`;
  }

  // The text taken last needs no second look: rows that come one after the other have much in common.
  #remembered(codec: t.Type<string, string>, value: string): string {
    const last = `m${this.#memories++}`;
    const takes = this.#named(new TextMemory(codec.is));
    return `((${last} !== undefined && ${value} === ${last}) || (${takes}.takes(${value}) && (${last} = ${value}, true)))`;
  }

  // The quick look is asked for here, where nothing else is called, and not through the codec: so it can be inlined.
  #canonical({ isPlain, is }: CanonicalTextType<string>, value: string): string {
    const isPlainText = `typeof ${value} === "string" && ${this.#named(isPlain)}(${value})`;
    return `((${isPlainText}) || ${this.#named(is)}(${value}))`;
  }

  #array(item: t.Mixed): string {
    return this.#function(`
  if (!Array.isArray(${VALUE})) return false;
  for (let i = 0; i < ${VALUE}.length; i++) {
    const x = ${VALUE}[i];
    if (!(${this.#test(item, 'x')})) return false;
  }
  return true;
`);
  }

  // A dictionary of certain keys alone works in other ways, and nobody here has one.
  #dictionary(codec: t.DictionaryType<t.Mixed, t.Mixed>, value: string): string {
    if (!(codec.domain instanceof t.StringType)) return `${this.#named(codec.is)}(${value})`;
    const check = this.#object(`
  for (const n of Object.keys(${VALUE})) {
    const x = ${VALUE}[n];
    if (!(${this.#test(codec.codomain, 'x')})) return false;
  }`);
    return `${check}(${value})`;
  }

  #object(tests: string): string {
    return this.#function(`\n  if (!(${isObject(VALUE)})) return false;${tests}\n  return true;\n`);
  }

  #closed(props: t.Props): string {
    const names = this.#named(new MemberNames(Object.keys(props)));
    return this.#object(`${matching(names)}\n  if (bits === 0) return false;${this.#members(props)}`);
  }

  #closedRecord({ required, optional }: ClosedRecordType<unknown>): string {
    const names = this.#named(new MemberNames(Object.keys(required), Object.keys(optional)));
    const optionalTests = Object.entries(optional).map(
      ([member, codec], index) =>
        `\n  if ((bits & ${2 << index}) !== 0) {${this.#member(member, codec)}\n  }`,
    );
    return this.#object(`
  if (Object.getPrototypeOf(${VALUE}) !== Object.prototype) return false;${matching(names)}
  if (bits === 0) return false;${this.#members(required)}${optionalTests.join('')}`);
  }

  #members(props: t.Props): string {
    const tests = Object.entries(props).map(([member, codec]) => `\n  {${this.#member(member, codec)}\n  }`);
    return tests.join('');
  }

  // A codec that takes undefined must know whether the member is there: that is left to it.
  #member(member: string, codec: t.Mixed): string {
    const guard = codec.is(undefined) ? 'x === undefined || ' : '';
    return `\n    const x = ${VALUE}[${JSON.stringify(member)}];
    if (${guard}!(${this.#test(codec, 'x')})) return false;`;
  }

  #optionalMembers(props: t.Props): string {
    const tests = Object.entries(props).map(
      ([member, codec]) => `\n  {
    const x = ${VALUE}[${JSON.stringify(member)}];
    if (x !== undefined && !(${this.#test(codec, 'x')})) return false;\n  }`,
    );
    return tests.join('');
  }
}

/** What MemberNames.match gives, without a call where an object lists its members in the order of the one before. */
const matching = (names: string): string => `
  const last = ${names}.last;
  const names = last.names;
  let place = 0;
  for (const name in ${VALUE}) if (name !== names[place++]) { place = -1; break; }
  const bits = place === names.length ? last.bits : ${names}.match(${VALUE});`;

const isObject = (value: string): string =>
  `typeof ${value} === "object" && ${value} !== null && !Array.isArray(${value})`;
