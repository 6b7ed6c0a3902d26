import * as t from 'io-ts';

import type { ChoiceType, ClosedRecordType, ClosedType, IntegerType } from '../src/codec';
import type { Random } from './random-steps';

type Described =
  | t.StringType
  | t.BooleanType
  | t.NullType
  | t.AnyDictionaryType
  | t.LiteralType<string | number>
  | t.KeyofType<Record<string, unknown>>
  | t.ReadonlyArrayType<t.Mixed>
  | t.UnionType<t.Mixed[]>
  | t.RefinementType<t.Mixed>
  | ClosedType<unknown>
  | ClosedRecordType<unknown>
  | ChoiceType<string>
  | IntegerType
  | (t.Mixed & { readonly _tag: 'TextType' | 'CanonicalTextType' });

const texts: Readonly<Record<string, readonly string[]>> = {
  LuidText: ['0x0006000005000000', '0x0000000000000000', '0x0083000102000000'],
  GuidText: ['{00060000-0500-4000-8000-000000000000}', '{00000000-0000-0000-0000-000000000000}'],
  PhysicalAddressText: ['', '02-00-00-00-00-05', 'FF'],
  IpAddressText: [
    '10.0.0.1',
    '0.0.0.0',
    'fe80::1',
    '::',
    '::ffff:192.0.2.1',
    '2001:db8:0:1::7',
    '1:2:3:4:5:6:7:8',
  ],
  PrefixText: ['10.0.0.0/8', '0.0.0.0/0', '192.0.2.1/32', '::/0', '2001:db8::/32', '::ffff:192.0.2.0/120'],
  ULONG64: ['0', '1000000000', '18446744073709551615', '9999999999999999999'],
  HashText: ['0'.repeat(64), 'ab'.repeat(32)],
  EventTypeName: ['RouteCreated', 'A', 'a.b:c-d_9'],
  LineOfText: ['STATUS_SUCCESS', '', 'a line "of" text'],
};

const anyTexts = ['', 'eth0', 'é', '\ud800', 'a "quoted" text\n', '__proto__'];
const anyObjects = (): object[] => [{}, { a: 1, b: [null, { c: 'd' }] }, Object.create(null) as object];

/** A value that a codec takes, by the tags that it bears. */
export const valueOf = (codec: t.Mixed, random: Random): unknown => {
  const known = codec as Described;
  switch (known._tag) {
    case 'StringType':
      return random.pick(anyTexts);
    case 'BooleanType':
      return random.chance(0.5);
    case 'NullType':
      return null;
    case 'AnyDictionaryType':
      return random.pick(anyObjects());
    case 'LiteralType':
      return known.value;
    case 'KeyofType':
      return random.pick(Object.keys(known.keys));
    case 'ChoiceType':
      return random.pick(known.choices);
    case 'IntegerType':
      return random.pick([
        known.least,
        known.most,
        Math.min(known.most, Math.max(known.least, random.below(300))),
      ]);
    case 'TextType':
    case 'CanonicalTextType':
      return random.pick(texts[known.name] as readonly string[]);
    case 'UnionType':
      return valueOf(random.pick(known.types), random);
    case 'ReadonlyArrayType':
      return Array.from({ length: random.below(4) }, () => valueOf(known.type, random));
    case 'RefinementType':
      return Array.from({ length: 1 + random.below(3) }, () =>
        valueOf((known.type as t.ReadonlyArrayType<t.Mixed>).type, random),
      );
    case 'ClosedType':
      return membersOf(Object.entries(known.props), random);
    case 'ClosedRecordType': {
      const optional = Object.entries(known.optional).filter(() => random.chance(0.5));
      return membersOf([...Object.entries(known.required), ...optional], random);
    }
  }
  throw new Error(`no values are known for ${codec.name}`);
};

const membersOf = (props: readonly (readonly [string, t.Mixed])[], random: Random): object => {
  const ordered = random.chance(0.3) ? [...props].sort(([a], [b]) => (a < b ? -1 : 1)) : props;
  return Object.fromEntries(ordered.map(([member, codec]) => [member, valueOf(codec, random)]));
};

class Strange {
  readonly Metric = 1;
}

/** Anything at all, for a member or for a whole value. */
export const anything = (random: Random): unknown =>
  random.pick<() => unknown>([
    () => undefined,
    () => null,
    () =>
      random.pick([
        NaN,
        -0,
        0,
        1,
        -1,
        1.5,
        255,
        256,
        65536,
        2 ** 32 - 1,
        2 ** 32,
        2 ** 53,
        -(2 ** 53),
        1e300,
        Infinity,
      ]),
    () => random.chance(0.5),
    () => random.pick([...anyTexts, ...Object.values(texts).flat()]),
    () =>
      random.pick([
        '10.0.0.1/8',
        '010.0.0.0/8',
        'FE80::1',
        '0XAB',
        'ff',
        '18446744073709551616',
        'toString',
        'AF_INET',
      ]),
    () => [],
    () => [0, 'x'],
    () => new Array<unknown>(2),
    () => ({}),
    () => new Strange(),
    () =>
      random.pick<unknown>([
        Symbol('s'),
        5n,
        () => 5,
        new Date(0),
        /x/,
        new Map(),
        Object(5),
        Object('text'),
      ]),
    (...given) =>
      (function () {
        return arguments;
      })(...given),
  ])();

type Members = Record<PropertyKey, unknown>;

// What an object does not let be done to it stays undone: Reflect says so and does not throw.
const put = (of: Members, name: PropertyKey, value: unknown): Members => {
  Reflect.set(of, name, value);
  return of;
};

const define = (of: Members, name: string, how: PropertyDescriptor): Members => {
  Reflect.defineProperty(of, name, { ...how, configurable: true });
  return of;
};

const extras = ['extra', '0', 'constructor', 'toString', 'Metric', 'kind', 'actor'];

const mutations: ((of: Members, random: Random) => unknown)[] = [
  (of, random) => {
    Reflect.deleteProperty(of, nameIn(of, random));
    return of;
  },
  (of, random) => put(of, random.pick(extras), anything(random)),
  (of, random) => put(of, nameIn(of, random), anything(random)),
  (of) => put(of, Symbol('extra'), 1),
  (of, random) => inherited(of, nameIn(of, random), random.chance(0.5)),
  (of, random) => define(of, nameIn(of, random), { enumerable: false }),
  (of, random) => {
    const name = nameIn(of, random);
    const value = of[name];
    return define(of, name, { get: () => value, enumerable: random.chance(0.7) });
  },
  (of) => Object.assign([], of),
  // A list without its methods is more than io-ts itself can bear.
  (of) => (Array.isArray(of) ? of : (Object.setPrototypeOf(of, null) as unknown)),
  (of) => Object.assign(new Strange(), of),
  (of) => Object.fromEntries(Object.entries(of).reverse()),
  (of) => Object.freeze(of),
  (of) => new Proxy(of, {}),
  (of, random) => {
    const name = nameIn(of, random);
    const text = of[name];
    if (typeof text !== 'string') return of;
    const changed = [text.toUpperCase(), ` ${text}`, `${text}0`, text.slice(1), Object(text) as unknown];
    return put(of, name, random.pick(changed));
  },
  (_, random) => anything(random),
];

const nameIn = (of: Members, random: Random): string => random.pick([...Object.keys(of), 'extra']);

const inherited = (of: Members, name: string, enumerable: boolean): object => {
  const { [name]: value, ...own } = of;
  const prototype = Object.defineProperty({}, name, {
    value,
    enumerable,
    writable: true,
    configurable: true,
  });
  return Object.assign(Object.create(prototype) as object, own);
};

/** The value with something done to it, at its top or within. */
export const mutated = (value: unknown, random: Random): unknown => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return anything(random);
  const members = value as Members;
  const inner = Object.keys(members).filter(
    (name) => typeof members[name] === 'object' && members[name] !== null,
  );
  if (inner.length > 0 && random.chance(0.5)) {
    const name = random.pick(inner);
    return put(members, name, mutated(members[name], random));
  }
  return random.pick(mutations)(members, random);
};
