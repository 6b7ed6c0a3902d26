declare const brand: unique symbol;

/**
 * Text that has been parsed: only the parser of `Name` makes it, in the one canonical spelling of its value, so
 * equal values are equal with `===`.
 */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
