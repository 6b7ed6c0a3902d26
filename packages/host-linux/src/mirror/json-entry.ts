/** An entry of the output of `ip -j -d`. */
export type IpJson = Readonly<Record<string, unknown>>;

/** Name of a link; `if7` of one that is not known, as `ip` prints it. */
export type NameOf = (ifindex: number) => string;

/** A member, or none where it has no value. */
export const member = (name: string, value: unknown): IpJson =>
  value === undefined ? {} : { [name]: value };
