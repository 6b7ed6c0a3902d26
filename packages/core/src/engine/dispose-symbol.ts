/// <reference lib="esnext.disposable" preserve="true" />

/**
 * `Symbol.dispose`, by which `using` ends what it holds. Where the runtime has none yet, the registered symbol
 * that compilers of `using` fall back to, so that compiled code finds the method there as well.
 */
export const disposeSymbol: typeof Symbol.dispose =
  (Symbol as { readonly dispose?: typeof Symbol.dispose }).dispose ??
  (Symbol.for('Symbol.dispose') as typeof Symbol.dispose);
