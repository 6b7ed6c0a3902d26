import * as t from 'io-ts';

/**
 * The codec of a value that is kept as canonical text: it takes exactly the text that `parse` would return, so what is
 * in a log has one spelling only.
 *
 * @param expected what its failures say was expected, such as `an IPv4 or IPv6 address`.
 */
export const canonicalText = <A extends string>(
  name: string,
  expected: string,
  parse: (text: string) => A | undefined,
): t.Type<A, string> =>
  new t.Type<A, string>(
    name,
    (value): value is A => typeof value === 'string' && parse(value) === value,
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
    (value) => value,
  );
