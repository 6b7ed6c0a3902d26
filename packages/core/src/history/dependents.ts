import { groupsOf, type UnicastRow } from '../addresses';
import type { DomainEvent, TableName } from '../catalogue';
import type { Members } from '../codec';
import { familyOf, type IpAddress, type Prefix } from '../net';
import { onLinkNextHop, routesOfAnycast, routesOfUnicast } from '../routes';

/** The family of what an event is about, by its key members. */
const familyOfData = (data: Members): unknown => {
  if (data['Family'] !== undefined) return data['Family'];
  const address = data['DestinationPrefix'] ?? data['Address'] ?? data['Destination'];
  return typeof address === 'string' ? familyOf(address as IpAddress | Prefix) : undefined;
};

/** Whether a row of another table is one that an address brings, or that goes with it. */
const dependsOnAddress = (
  kind: 'unicast' | 'anycast',
  rows: readonly Members[],
  table: TableName | undefined,
  data: Members,
): boolean =>
  rows.some((row) => {
    const { Address } = row as unknown as UnicastRow;
    switch (table) {
      case 'routes': {
        const prefix = data['DestinationPrefix'] as Prefix;
        const brought =
          kind === 'unicast' ? routesOfUnicast(row as unknown as UnicastRow) : routesOfAnycast(Address);
        return (
          data['NextHop'] === onLinkNextHop(prefix) &&
          brought.some(({ DestinationPrefix }) => DestinationPrefix === prefix)
        );
      }
      case 'multicast':
        return groupsOf(kind, Address).includes(data['Address'] as IpAddress);
      case 'paths':
        return data['Source'] === Address;
      default:
        return false;
    }
  });

/**
 * Whether an event of the append that touched a row is one of a row that depends on it: an address brings routes and
 * groups and takes paths along; an interface, and a family on it, all that stands on it; what Linux said of an object
 * brings all else that its message made.
 *
 * @param rows the row before and after, as far as it stood
 */
export const dependsOn = (
  table: TableName,
  rows: readonly object[],
  event: DomainEvent,
  tableOfEvent: TableName | undefined,
): boolean => {
  if (tableOfEvent === undefined) return false;
  const [row] = rows as readonly Members[];
  const data: Members = event.data;
  if (table === 'linux') return tableOfEvent !== 'linux';
  if (row === undefined || data['InterfaceLuid'] !== row['InterfaceLuid']) return false;
  switch (table) {
    case 'interfaces':
      return tableOfEvent !== 'interfaces';
    case 'ipInterfaces':
      return (
        tableOfEvent !== 'interfaces' &&
        tableOfEvent !== 'ipInterfaces' &&
        familyOfData(data) === row['Family']
      );
    case 'unicast':
    case 'anycast':
      return dependsOnAddress(table, rows as readonly Members[], tableOfEvent, data);
    default:
      return false;
  }
};
