import * as t from 'io-ts';

/** The codec that {@link canonicalText} makes. Whether it takes a text depends on the text alone. */
export class CanonicalTextType<A extends string> extends t.Type<A, string> {
  readonly _tag = 'CanonicalTextType' as const;

  constructor(
    name: string,
    is: t.Is<A>,
    validate: t.Validate<unknown, A>,
    /** Whether rows that come one after the other often bear the same text: then the text is worth remembering. */
    readonly recurs: boolean,
    /** Takes most of what `is` takes and nothing else, at a glance. */
    readonly isPlain: (text: string) => boolean,
  ) {
    super(name, is, validate, (value) => value);
  }
}

/** What {@link canonicalText} is told of a value beside its name and its parser. */
export interface CanonicalForm {
  /** What its failures say was expected, such as `an IPv4 or IPv6 address`. */
  readonly expected: string;
  /** A quick look that knows canonical text when it sees it. False says nothing: `parse` decides then. */
  readonly isPlain: (text: string) => boolean;
  /** False for a value that each row has another of; see {@link CanonicalTextType}. */
  readonly recurs?: boolean;
}

/**
 * The codec of a value that is kept as canonical text: it takes exactly the text that `parse` would return, so what is
 * in a log has one spelling only.
 */
export const canonicalText = <A extends string>(
  name: string,
  { expected, isPlain, recurs = true }: CanonicalForm,
  parse: (text: string) => A | undefined,
): CanonicalTextType<A> =>
  new CanonicalTextType<A>(
    name,
    (value): value is A => typeof value === 'string' && (isPlain(value) || parse(value) === value),
    (value, context) => {
      if (typeof value !== 'string') return t.failure(value, context, `expected ${expected} as text`);
      const parsed = parse(value);
      if (parsed === undefined) return t.failure(value, context, `expected ${expected}, found '${value}'`);
      if (parsed !== value)
        return t.failure(
          value,
          context,
          `expected ${expected} in canonical spelling: '${parsed}', not '${value}'`,
        );
      return t.success(parsed);
    },
    recurs,
    isPlain,
  );
