import { NOBODY } from './batch-number';
import {
  Branch,
  childIndex,
  Leaf,
  lowerBound,
  ownBranch,
  ownLeaf,
  WIDTH_MAX,
  WIDTH_MIN,
  widthOfNode,
  type Compare,
  type Node,
} from './sorted-map-node';

/**
 * One edit or one batch of edits of a SortedMap: writes in place in nodes that bear its number, copies all others.
 *
 * `put` and `take` return the root that holds the result; `grown` adds up how many keys came or went.
 */
export class SortedMapEdit<K, V> {
  grown = 0;
  /** The right half of the node just written, when it was too wide, and the least key in it. */
  private split: Node<K, V> | undefined;
  private separator: K | undefined;

  constructor(
    private readonly compare: Compare<K>,
    private readonly owner: number,
  ) {}

  put(root: Node<K, V>, key: K, value: V): Node<K, V> {
    const left = this.putBelow(root, key, value);
    const right = this.split;
    if (right === undefined) return left;
    this.split = undefined;
    return new Branch(this.owner, [this.separator as K], [left, right]);
  }

  take(root: Node<K, V>, key: K): Node<K, V> {
    const rest = this.takeBelow(root, key);
    return rest instanceof Branch && rest.children.length === 1 ? (rest.children[0] as Node<K, V>) : rest;
  }

  private owns(node: Node<K, V>): boolean {
    return this.owner !== NOBODY && node.owner === this.owner;
  }

  /** The leaf with other keys and values: itself where this batch owns it. */
  private rewritten(leaf: Leaf<K, V>, keys: readonly K[], values: V[]): Leaf<K, V> {
    if (!this.owns(leaf)) return new Leaf(this.owner, keys, values);
    leaf.keys = keys;
    leaf.values = values;
    return leaf;
  }

  private putBelow(node: Node<K, V>, key: K, value: V): Node<K, V> {
    return node instanceof Leaf ? this.putInLeaf(node, key, value) : this.putInBranch(node, key, value);
  }

  private putInLeaf(leaf: Leaf<K, V>, key: K, value: V): Leaf<K, V> {
    const { keys, values } = leaf;
    const index = lowerBound(keys, key, this.compare);
    if (index < keys.length && this.compare(keys[index] as K, key) === 0) {
      if (values[index] === value && keys[index] === key) return leaf;
      const own = ownLeaf(leaf, this.owner);
      if (own.keys[index] !== key) own.keys = own.keys.with(index, key);
      own.values[index] = value;
      return own;
    }
    this.grown++;
    // Arrays that grew in place would keep room for half as many again, so their length is always made to measure.
    const own = this.rewritten(leaf, keys.toSpliced(index, 0, key), values.toSpliced(index, 0, value));
    if (own.keys.length <= WIDTH_MAX) return own;
    // Keys that come in ascending order would leave every leaf half full: a leaf that grew at its end stays nearly whole.
    const keep = index === WIDTH_MAX ? WIDTH_MAX + 1 - WIDTH_MIN : (WIDTH_MAX + 1) >>> 1;
    const right = new Leaf(this.owner, own.keys.slice(keep), own.values.slice(keep));
    this.split = right;
    this.separator = right.keys[0];
    return new Leaf(this.owner, own.keys.slice(0, keep), own.values.slice(0, keep));
  }

  private putInBranch(branch: Branch<K, V>, key: K, value: V): Branch<K, V> {
    const index = childIndex(branch.keys, key, this.compare);
    const child = branch.children[index] as Node<K, V>;
    const written = this.putBelow(child, key, value);
    const right = this.split;
    if (right === undefined) {
      if (written === child) return branch;
      const own = ownBranch(branch, this.owner);
      own.children[index] = written;
      return own;
    }
    this.split = undefined;
    const keys = branch.keys.toSpliced(index, 0, this.separator as K);
    const children = branch.children.toSpliced(index, 1, written, right);
    if (children.length <= WIDTH_MAX) return new Branch(this.owner, keys, children);
    const keep = index === WIDTH_MAX - 1 ? WIDTH_MAX + 1 - WIDTH_MIN : (WIDTH_MAX + 1) >>> 1;
    this.split = new Branch(this.owner, keys.slice(keep), children.slice(keep));
    this.separator = keys[keep - 1];
    return new Branch(this.owner, keys.slice(0, keep - 1), children.slice(0, keep));
  }

  private takeBelow(node: Node<K, V>, key: K): Node<K, V> {
    if (node instanceof Branch) return this.takeFromBranch(node, key);
    const { keys, values } = node;
    const index = lowerBound(keys, key, this.compare);
    if (index >= keys.length || this.compare(keys[index] as K, key) !== 0) return node;
    this.grown--;
    return this.rewritten(node, keys.toSpliced(index, 1), values.toSpliced(index, 1));
  }

  private takeFromBranch(branch: Branch<K, V>, key: K): Branch<K, V> {
    const index = childIndex(branch.keys, key, this.compare);
    const child = branch.children[index] as Node<K, V>;
    const rest = this.takeBelow(child, key);
    // A child written in place may have become too narrow as well.
    if (widthOfNode(rest) >= WIDTH_MIN) {
      if (rest === child) return branch;
      const own = ownBranch(branch, this.owner);
      own.children[index] = rest;
      return own;
    }
    if (rest === child && !this.owns(child)) return branch;
    return this.mend(branch, index, rest);
  }

  /** Evens out the narrow child `rest`, which stands at `index`, with the one before or after it, or joins the two. */
  private mend(branch: Branch<K, V>, index: number, rest: Node<K, V>): Branch<K, V> {
    const leftIndex = index > 0 ? index - 1 : 0;
    const left = index > 0 ? (branch.children[leftIndex] as Node<K, V>) : rest;
    const right = index > 0 ? rest : (branch.children[1] as Node<K, V>);
    const separator = branch.keys[leftIndex] as K;
    const joined = this.join(left, right, separator);
    const own = ownBranch(branch, this.owner);
    const width = widthOfNode(joined);
    if (width <= WIDTH_MAX) {
      own.keys = own.keys.toSpliced(leftIndex, 1);
      own.children.splice(leftIndex, 2, joined);
      return own;
    }
    const keep = width >>> 1;
    if (joined instanceof Leaf) {
      const rightHalf = new Leaf(this.owner, joined.keys.slice(keep), joined.values.slice(keep));
      own.children[leftIndex] = new Leaf(
        this.owner,
        joined.keys.slice(0, keep),
        joined.values.slice(0, keep),
      );
      own.children[leftIndex + 1] = rightHalf;
      own.keys = own.keys.with(leftIndex, rightHalf.keys[0] as K);
      return own;
    }
    own.children[leftIndex] = new Branch(
      this.owner,
      joined.keys.slice(0, keep - 1),
      joined.children.slice(0, keep),
    );
    own.children[leftIndex + 1] = new Branch(
      this.owner,
      joined.keys.slice(keep),
      joined.children.slice(keep),
    );
    own.keys = own.keys.with(leftIndex, joined.keys[keep - 1] as K);
    return own;
  }

  private join(left: Node<K, V>, right: Node<K, V>, separator: K): Node<K, V> {
    if (left instanceof Leaf && right instanceof Leaf)
      return new Leaf(this.owner, left.keys.concat(right.keys), left.values.concat(right.values));
    if (left instanceof Branch && right instanceof Branch)
      return new Branch(
        this.owner,
        left.keys.concat([separator], right.keys),
        left.children.concat(right.children),
      );
    throw new Error('two nodes of one branch are of different heights');
  }
}
