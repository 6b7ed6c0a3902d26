import { compareNumbers, familyOf, type Family } from './address-arithmetic';
import { check, gives, type Answer } from './answers';
import { constantIn, type Given } from './given';
import type { Model } from './model';
import type { OnInterface } from './rows';

const addressFamilies = { AF_UNSPEC: 0, AF_INET: 2, AF_INET6: 23 } as const;

/** The family that a call is asked for, with the checks of it. */
export const familyAsked = (model: Model, params: Given): Family | 'AF_UNSPEC' => {
  const family = constantIn(params, 'Family', addressFamilies);
  check(family !== undefined, 'STATUS_INVALID_PARAMETER');
  check(family === 'AF_UNSPEC' || model.stacks.includes(family), 'STATUS_NOT_SUPPORTED');
  return family;
};

/** How a call that returns a table sees its rows. */
export interface Listing<Some> {
  readonly rows: readonly Some[];
  readonly familyOf: (row: Some) => Family;
  /** Order within a family. */
  readonly compare: (a: Some, b: Some) => number;
  readonly read: (row: Some) => object;
}

/** A call that returns the rows of a family, or of both, IPv4 first; without any row it finds nothing. */
export const tableOf = <Some>(model: Model, params: Given, listing: Listing<Some>): Answer => {
  if (params['Table'] === null) return { status: 'STATUS_INVALID_PARAMETER' };
  const asked = familyAsked(model, params);
  const rows = (['AF_INET', 'AF_INET6'] as const).flatMap((family) =>
    asked !== 'AF_UNSPEC' && asked !== family
      ? []
      : listing.rows.filter((row) => listing.familyOf(row) === family).toSorted(listing.compare),
  );
  if (rows.length === 0) return { status: 'STATUS_NOT_FOUND', out: { Table: null } };
  return gives({ Table: rows.map((row) => listing.read(row)) });
};

interface Addressed extends OnInterface {
  readonly Address: string;
}

/** How tables of rows with an Address are listed: by interface, then by address. */
export const byAddress = <Some extends Addressed>(
  rows: readonly Some[],
  read: (row: Some) => object,
): Listing<Some> => ({
  rows,
  familyOf: ({ Address }) => familyOf(Address),
  compare: (a, b) => a.InterfaceIndex - b.InterfaceIndex || compareNumbers(a.Address, b.Address),
  read,
});
