/** The attributes that one kind of message, or one nested list, may have. */
export interface AttributeSet {
  /** The kernel's name of an attribute type, such as `IFLA_MTU`; `IFLA 99` when it has none here. */
  readonly nameOf: (type: number) => string;
  readonly isKnown: (type: number) => boolean;
}

/**
 * Makes the set of a table of the kernel's headers.
 *
 * @param prefix what the kernel puts before each name, such as `IFLA_`.
 */
export const attributeSet = (prefix: string, types: Readonly<Record<string, number>>): AttributeSet => {
  const names = new Map(Object.entries(types).map(([name, type]) => [type, prefix + name]));
  return {
    nameOf: (type) => names.get(type) ?? `${prefix.slice(0, -1)} ${type}`,
    isKnown: (type) => names.has(type),
  };
};
