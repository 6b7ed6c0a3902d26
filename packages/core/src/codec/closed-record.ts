import * as t from 'io-ts';

import { isMembers, type Members } from './members';

/**
 * An object with the required members of its own, any of the optional ones, and no other. A member that is missing,
 * unknown, ill-typed or present as undefined is an error that names it.
 */
export class ClosedRecordType<A> extends t.Type<A> {
  readonly _tag = 'ClosedRecordType' as const;

  constructor(
    name: string,
    readonly required: t.Props,
    readonly optional: t.Props,
  ) {
    super(
      name,
      (value): value is A => isMembers(value) && memberErrors(value, [], this).length === 0,
      (value, context) => {
        if (!isMembers(value)) return t.failure(value, context, `expected ${name}, an object`);
        const errors = memberErrors(value, context, this);
        return errors.length === 0 ? t.success(value as A) : t.failures(errors);
      },
      t.identity,
    );
  }
}

export const closedRecord = <A>(
  name: string,
  required: t.Props,
  optional: t.Props = {},
): ClosedRecordType<A> => new ClosedRecordType<A>(name, required, optional);

type Shape = Pick<ClosedRecordType<unknown>, 'name' | 'required' | 'optional'>;

const memberErrors = (value: Members, context: t.Context, { name, required, optional }: Shape): t.Errors => {
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
