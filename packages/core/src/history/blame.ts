import type { TableName } from '../catalogue';
import type { Envelope, Host, AsOf } from '../engine';
import { changedMembers, tableOf } from '../state';
import { rowHistory } from './row-history';

const stamps: ReadonlySet<string> = new Set(['createdSeq', 'setSeq']);

/**
 * For each member of a row that stands, the event that gave it its present value; null for what the log began with.
 *
 * @param key any object with the key members of the table
 * @param asOf asks of the row as it stood then; left out, of the present
 * @returns undefined where no such row stands
 */
export const blame = (
  host: Host,
  table: TableName,
  key: object,
  asOf?: AsOf,
): Readonly<Record<string, Envelope | null>> | undefined => {
  const { timeline } = host;
  const to = asOf === undefined ? timeline.position : timeline.resolve(asOf);
  const row = tableOf(timeline.stateAt(to.seq), table).get(key);
  if (row === undefined) return undefined;
  const members = Object.keys(row).filter((member) => !stamps.has(member));
  const blamed = new Map<string, Envelope | null>(members.map((member) => [member, null]));
  for (const { envelope, before, after } of rowHistory(host, table, key, {
    from: { seq: timeline.firstSeq },
    to,
  })) {
    if (after === null) continue;
    const given = before === null ? members : changedMembers(before, after, { bookkeeping: true });
    for (const member of given) if (blamed.has(member)) blamed.set(member, envelope);
  }
  return Object.fromEntries(blamed);
};
