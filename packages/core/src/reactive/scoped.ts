import type { Unsubscribable } from 'rxjs';

import { disposeSymbol } from '../engine';

/** Something that ends with the block that holds it: `using` calls its `Symbol.dispose`. */
export interface Scoped extends Unsubscribable {
  [disposeSymbol](): void;
}

/**
 * A subscription that ends with its block. `using` needs Node 24 or a compiler that knows it (TypeScript from 5.2,
 * esbuild, swc); without either, `unsubscribe` does the same.
 *
 * @example
 * let changes = 0;
 * {
 *   using _watching = scoped(changes$(host).subscribe(() => (changes += 1)));
 *   netioapi(host).CreateIpForwardEntry2({ Row: route });
 * }
 * netioapi(host).DeleteIpForwardEntry2({ Row: route });
 * changes; // => 1
 */
export const scoped = (subscription: Unsubscribable): Scoped => ({
  unsubscribe: () => subscription.unsubscribe(),
  [disposeSymbol]: () => subscription.unsubscribe(),
});
