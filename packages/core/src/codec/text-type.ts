import * as t from 'io-ts';

/** A codec of texts of one form. Whether a text has it depends on the text alone. */
export class TextType extends t.Type<string> {
  readonly _tag = 'TextType' as const;

  /** @param expected what its failures say was expected. */
  constructor(name: string, hasForm: (text: string) => boolean, expected: string) {
    const is = (value: unknown): value is string => typeof value === 'string' && hasForm(value);
    super(
      name,
      is,
      (value, context) => (is(value) ? t.success(value) : t.failure(value, context, `expected ${expected}`)),
      t.identity,
    );
  }
}
