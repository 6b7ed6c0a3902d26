import type { AddressReads } from '../addresses';
import type { RouteKey, RouteRow } from '../routes';

/** All that a router advertisement looks at. */
export interface RouterReads extends AddressReads {
  readonly routes: { readonly get: (key: RouteKey) => RouteRow | undefined };
}
