import * as t from 'io-ts';

/** The codec that {@link closed} makes. */
export class ClosedType<A> extends t.Type<A> {
  readonly _tag = 'ClosedType' as const;

  constructor(
    name: string,
    is: t.Is<A>,
    validate: t.Validate<unknown, A>,
    readonly props: t.Props,
  ) {
    super(name, is, validate, t.identity);
  }
}

/**
 * A record with exactly these members: a missing, ill-typed or extra member is an error that names it.
 *
 * io-ts' own `strict` drops what it does not know; a stored event or record must refuse it instead, for
 * what was dropped silently could never be folded or hashed again.
 */
export const closed = <Props extends t.Props>(
  props: Props,
  name: string,
): ClosedType<t.TypeOfProps<Props>> => {
  const open = t.type(props, name);
  const isKnown = (member: string): boolean => Object.hasOwn(props, member);
  return new ClosedType<t.TypeOfProps<Props>>(
    name,
    (value): value is t.TypeOfProps<Props> => open.is(value) && Object.keys(value as object).every(isKnown),
    (value, context) => {
      const result = open.validate(value, context);
      if (result._tag === 'Left') return result;
      const extra = Object.keys(value as object).filter((member) => !isKnown(member));
      if (extra.length === 0) return t.success(value as t.TypeOfProps<Props>);
      return t.failures(
        extra.map((member) => ({
          value: (value as Record<string, unknown>)[member],
          context: t.appendContext(context, member, t.never),
          message: `${name} has no member ${member}`,
        })),
      );
    },
    props,
  );
};
