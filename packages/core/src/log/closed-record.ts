import * as t from 'io-ts';

/**
 * An object with the required members, any of the optional ones, and no other. A member that is missing,
 * unknown, ill-typed or present as undefined is an error that names it.
 *
 * @param is the same check written out for speed: every record that is read passes through it, and the
 *   errors are worked out only where it says no.
 */
export const closedRecord = <A>(
  name: string,
  is: (value: unknown) => value is A,
  required: t.Props,
  optional: t.Props = {},
): t.Type<A> =>
  new t.Type<A>(
    name,
    is,
    (value, context) => {
      if (is(value)) return t.success(value);
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return t.failure(value, context, `expected ${name}, an object`);
      const errors = memberErrors(
        value as Readonly<Record<string, unknown>>,
        context,
        name,
        required,
        optional,
      );
      return errors.length === 0 ? t.failure(value, context, `expected ${name}`) : t.failures(errors);
    },
    t.identity,
  );

const memberErrors = (
  value: Readonly<Record<string, unknown>>,
  context: t.Context,
  name: string,
  required: t.Props,
  optional: t.Props,
): t.Errors => {
  const errors: t.ValidationError[] = [];
  const check = (member: string, codec: t.Mixed): void => {
    const result = codec.validate(value[member], t.appendContext(context, member, codec, value[member]));
    if (result._tag === 'Left') errors.push(...result.left);
  };
  for (const [member, codec] of Object.entries(required)) {
    if (Object.hasOwn(value, member)) check(member, codec);
    else errors.push({ value, context, message: `${name} lacks ${member}` });
  }
  for (const member of Object.keys(value)) {
    if (Object.hasOwn(required, member)) continue;
    const codec = Object.hasOwn(optional, member) ? optional[member] : undefined;
    if (codec !== undefined) check(member, codec);
    else errors.push({ value: value[member], context, message: `${name} has no member ${member}` });
  }
  return errors;
};

/** Where in a value the first error is and what was expected there: `events.0.seq: expected …`. */
export const firstErrorText = (errors: t.Errors): string => {
  const error = errors[0];
  if (error === undefined) return 'no error is known';
  const path = error.context
    .map((entry) => entry.key)
    .filter((key) => key !== '')
    .join('.');
  const message = error.message ?? `expected ${error.context[error.context.length - 1]?.type.name}`;
  return path === '' ? message : `${path}: ${message}`;
};
