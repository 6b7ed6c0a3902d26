/** The member of an error; undefined where it has none. What another realm threw is no instance of our Error. */
const memberOf = (error: unknown, member: string): unknown =>
  typeof error === 'object' && error !== null
    ? (error as Readonly<Record<string, unknown>>)[member]
    : undefined;

/** The system's name of a failure, such as `ENOENT`. */
export const systemCodeOf = (error: unknown): string | undefined => {
  const code = memberOf(error, 'code');
  return typeof code === 'string' ? code : undefined;
};

/** SQLite's extended result code. */
export const sqliteCodeOf = (error: unknown): number | undefined => {
  const code = memberOf(error, 'rawCode');
  return typeof code === 'number' ? code : undefined;
};

export const messageOf = (error: unknown): string => {
  const message = memberOf(error, 'message');
  return typeof message === 'string' ? message : String(error);
};
