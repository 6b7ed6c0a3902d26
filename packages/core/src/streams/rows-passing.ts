import type { TableName } from '../catalogue';
import { tableOf, type AnyRow, type HostState } from '../state';
import type { Where } from '../interests';
import { prefixAddress } from '../net';
import type { RouteRow } from '../routes';
import { rowPasses, type ReadFilter } from './filter';

/** The routes among which those to a prefix that is asked for are; undefined where all have to be looked at. */
const routesWhere = ({ routes }: HostState, where: Where | undefined): readonly RouteRow[] | undefined => {
  if (where === undefined || 'within' in where) return undefined;
  if ('exactly' in where) return routes.at(where.exactly);
  return [...routes.candidates(prefixAddress(where.holding))].flat();
};

const byCreation = (a: RouteRow, b: RouteRow): number => a.createdSeq - b.createdSeq;

/** The rows of a table that changes passing a filter are about, in order of creation. */
export const rowsPassing = (state: HostState, table: TableName, filter: ReadFilter): AnyRow[] => {
  const found = table === 'routes' ? routesWhere(state, filter.where[0]) : undefined;
  const rows = found?.toSorted(byCreation) ?? tableOf(state, table).inOrderOfCreation();
  return rows.filter((row) => rowPasses(row, filter));
};
