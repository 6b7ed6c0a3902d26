/**
 * A list that is made when somebody first looks into it. It is an array in every way; what is never looked at is never
 * made.
 */
export const laterList = <T>(make: () => readonly T[]): readonly T[] =>
  new Proxy<T[]>([], new MadeAtFirst(make));

class MadeAtFirst<T> implements ProxyHandler<T[]> {
  #make: (() => readonly T[]) | undefined;

  constructor(make: () => readonly T[]) {
    this.#make = make;
  }

  get(list: T[], key: string | symbol): unknown {
    return Reflect.get(this.#made(list), key);
  }

  has(list: T[], key: string | symbol): boolean {
    return Reflect.has(this.#made(list), key);
  }

  ownKeys(list: T[]): (string | symbol)[] {
    return Reflect.ownKeys(this.#made(list));
  }

  getOwnPropertyDescriptor(list: T[], key: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#made(list), key);
  }

  #made(list: T[]): T[] {
    const make = this.#make;
    if (make === undefined) return list;
    for (const item of make()) list.push(item);
    this.#make = undefined;
    return list;
  }
}
