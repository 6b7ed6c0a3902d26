import { NOBODY } from './batch-number';
import { Branch, Leaf, WIDTH_MAX, WIDTH_MIN, type Node } from './sorted-map-node';

/** Where `count` members are cut into nodes: full ones, but for the last two where one alone would be too narrow. */
const cuts = (count: number): number[] => {
  const ends: number[] = [];
  let start = 0;
  while (count - start > WIDTH_MAX) {
    const rest = count - start;
    start += rest < WIDTH_MAX + WIDTH_MIN ? rest >>> 1 : WIDTH_MAX;
    ends.push(start);
  }
  ends.push(count);
  return ends;
};

/** The root of the B+ tree of entries in ascending order, built level by level from the leaves. */
export const buildSortedMap = <K, V>(keys: readonly K[], values: readonly V[]): Node<K, V> => {
  let start = 0;
  let nodes: Node<K, V>[] = [];
  /** The least key below each node. */
  let firsts: K[] = [];
  for (const end of cuts(keys.length)) {
    nodes.push(new Leaf(NOBODY, keys.slice(start, end), values.slice(start, end)));
    firsts.push(keys[start] as K);
    start = end;
  }
  while (nodes.length > 1) {
    const above: Node<K, V>[] = [];
    const firstsAbove: K[] = [];
    start = 0;
    for (const end of cuts(nodes.length)) {
      above.push(new Branch(NOBODY, firsts.slice(start + 1, end), nodes.slice(start, end)));
      firstsAbove.push(firsts[start] as K);
      start = end;
    }
    nodes = above;
    firsts = firstsAbove;
  }
  return nodes[0] as Node<K, V>;
};
