import { shown, type FoundObject } from './documents';
import { faultAt, type PowerShellError } from './powershell-error';
import { ValueFault } from './values';

/** What is said of a value: what it stands for, or why it cannot stand. @throws ValueFault */
export type ReadValue<T> = (value: unknown) => T;

/**
 * Reads the properties of one object by their names, without regard to case, and knows in the end which were not
 * asked for. What is null is as if it were not there.
 */
export class PropertyReader {
  readonly #values = new Map<string, { readonly name: string; readonly value: unknown }>();
  readonly #asked = new Set<string>();

  /** @throws PowerShellError where two properties differ in case alone and in value */
  constructor(readonly found: FoundObject) {
    for (const [name, value] of Object.entries(found.object)) {
      const key = name.toLowerCase();
      const before = this.#values.get(key);
      if (before !== undefined && JSON.stringify(before.value) !== JSON.stringify(value))
        throw this.fault(name, `${shown(value)} is not what ${before.name} says, ${shown(before.value)}`);
      this.#values.set(key, { name, value });
    }
  }

  fault(member: string | undefined, what: string): PowerShellError {
    return faultAt(this.found, member, what);
  }

  has(name: string): boolean {
    const value = this.#values.get(name.toLowerCase())?.value;
    return value !== undefined && value !== null;
  }

  /** TRUE where the property is there and null. */
  isNull(name: string): boolean {
    return this.#values.get(name.toLowerCase())?.value === null;
  }

  /**
   * The value of a property that has these names, of which one or several are there.
   *
   * @throws PowerShellError where it cannot be read, or where two of the names tell different values
   */
  read<T>(names: readonly string[], read: ReadValue<T>): T | undefined {
    let first: { readonly name: string; readonly value: T } | undefined;
    for (const wanted of names) {
      this.#asked.add(wanted.toLowerCase());
      const found = this.#values.get(wanted.toLowerCase());
      if (found === undefined || isAbsent(found.value)) continue;
      const value = this.#readOne(found.name, found.value, read);
      if (first === undefined) first = { name: found.name, value };
      else if (JSON.stringify(first.value) !== JSON.stringify(value))
        throw this.fault(found.name, `${shown(found.value)} is not what ${first.name} says`);
    }
    return first?.value;
  }

  /** As `read`, of what must be there. */
  require<T>(names: readonly string[], read: ReadValue<T>): T {
    const value = this.read(names, read);
    if (value === undefined) throw this.fault(names[0], 'it is missing, and the row is named by it');
    return value;
  }

  #readOne<T>(name: string, value: unknown, read: ReadValue<T>): T {
    try {
      return read(value);
    } catch (error) {
      if (error instanceof ValueFault) throw this.fault(name, error.message);
      throw error;
    }
  }

  /** Names of properties that say something and that nobody asked for. */
  unread(): readonly string[] {
    return Array.from(this.#values.values())
      .filter(({ name, value }) => !this.#asked.has(name.toLowerCase()) && value !== null && value !== '')
      .map(({ name }) => name);
  }
}

const isAbsent = (value: unknown): boolean => value === null || value === undefined;
