/** An order in which objects list their members, and which of the optional ones are among them. */
interface Order {
  readonly names: readonly string[];
  readonly bits: number;
}

const ORDERS_MAX = 8;
/** As many as an integer has bits for. */
const OPTIONAL_MAX = 30;

/**
 * Whether an object has just the members that a closed codec knows, asked of every row that is read.
 *
 * Objects of one kind list their members in one order, or in a few, so the names are compared with the orders seen
 * before, one by one in place; only an order never seen is looked up. It is a memory and nothing else: the answer
 * never depends on what it holds.
 */
export class MemberNames {
  readonly #required: readonly string[];
  readonly #optional: readonly string[];
  readonly #orders: Order[];
  /** The order met last: whoever finds an object in this order need not ask for it. */
  last: Order;

  /** @param optional at most 30: a bit of an integer stands for each. */
  constructor(required: readonly string[], optional: readonly string[] = []) {
    if (optional.length > OPTIONAL_MAX) throw new RangeError(`${optional.length} members may be left out`);
    this.#required = required;
    this.#optional = optional;
    this.last = { names: required, bits: 1 };
    this.#orders = [this.last];
  }

  /**
   * Not 0 where the members that a loop over the object meets, inherited ones with them, are all known and no
   * required one is missing: bit 0 is set, and bit 1 + i where the optional member i is there. 0 may also stand for
   * an object that is right in a way that nobody writes: the codec itself decides then.
   */
  match(value: object): number {
    const known = this.#orders.find(({ names }) => isOrder(value, names));
    if (known !== undefined) return this.#met(known);
    const names = Object.keys(value);
    const bits = this.#bitsOf(new Set(names));
    if (bits === 0 || !isOrder(value, names)) return 0;
    const order = { names, bits };
    if (this.#orders.push(order) > ORDERS_MAX) this.#orders.shift();
    return this.#met(order);
  }

  #met(order: Order): number {
    this.last = order;
    return order.bits;
  }

  #bitsOf(names: Set<string>): number {
    for (const name of this.#required) if (!names.delete(name)) return 0;
    let bits = 1;
    this.#optional.forEach((name, index) => {
      if (names.delete(name)) bits |= 2 << index;
    });
    return names.size === 0 ? bits : 0;
  }
}

const isOrder = (value: object, order: readonly string[]): boolean => {
  let place = 0;
  for (const name in value) if (name !== order[place++]) return false;
  return place === order.length;
};
