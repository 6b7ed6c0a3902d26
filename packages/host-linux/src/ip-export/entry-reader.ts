import type { JsonEntry } from './json-array-reader';

/** What is wrong with an entry; whoever reads the file adds where it is. */
export class EntryFault extends Error {
  override readonly name = 'EntryFault';
}

/** Index of a link by its name; undefined where there is none of that name. */
export type LinkIndexOf = (name: string) => number | undefined;

/** What reading entries needs besides them. */
export interface EntryReads {
  readonly linkIndexOf: LinkIndexOf;
  /** Notes a property that is not kept. */
  readonly notKept: (property: string) => void;
}

/** Reads the value of one property. @throws EntryFault saying what is expected */
export type ReadValue = (value: unknown, reads: EntryReads) => unknown;

/** How a property is read, and how it is called in the object where that differs. */
export type Property = Readonly<{ read: ReadValue; as?: string }>;

/** Properties by the name under which `ip` prints them. */
export type Properties = ReadonlyMap<string, Property>;

export const propertiesOf = (table: Readonly<Record<string, Property | ReadValue>>): Properties =>
  new Map(
    Object.entries(table).map(([name, property]) => [
      name,
      typeof property === 'function' ? { read: property } : property,
    ]),
  );

/**
 * The properties of an entry that are kept, as they are kept; the others are noted.
 *
 * @throws EntryFault naming the property at fault
 */
export const readProperties = (
  entry: JsonEntry,
  properties: Properties,
  reads: EntryReads,
): Record<string, unknown> => {
  const object: Record<string, unknown> = {};
  for (const name in entry) {
    const property = properties.get(name);
    if (property === undefined) {
      reads.notKept(name);
      continue;
    }
    const value = entry[name];
    try {
      const read = property.read(value, reads);
      if (read !== undefined) object[property.as ?? name] = read;
    } catch (error) {
      throw error instanceof EntryFault ? new EntryFault(`${name}: ${error.message}`) : error;
    }
  }
  return object;
};

/** @throws EntryFault where a property is missing */
export const requireProperties = (object: Readonly<Record<string, unknown>>, ...names: string[]): void => {
  for (const name of names) if (object[name] === undefined) throw new EntryFault(`\`${name}\` is missing`);
};

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** The fault of a value that is another than it should be. */
export const unexpected = (value: unknown, expected: string): EntryFault =>
  new EntryFault(`${shown(value)} is no ${expected}`);
