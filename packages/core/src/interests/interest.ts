import type { EventType, TableName } from '../catalogue';
import type { AddressFamily, Prefix } from '../net';

/**
 * Which prefixes an event may be about. That of a route is its DestinationPrefix; an address stands for the prefix of
 * its full length, and so does the destination of a path.
 */
export type Where =
  /** This very prefix. */
  | { readonly exactly: Prefix }
  /** This prefix and all longer ones in it. */
  | { readonly within: Prefix }
  /** This prefix and all shorter ones that hold it: of an address, all that may be the way to it. */
  | { readonly holding: Prefix };

/** What an event is about: a row of a table; or the event itself, by its name. */
export type Subject = TableName | EventType;

/** Events that somebody asks for: those of which all that is named holds. One that names nothing is all of them. */
export interface Interest {
  readonly about?: Subject | undefined;
  /** Of this family; events without one, as those of interfaces, are left out. */
  readonly family?: AddressFamily | undefined;
  /** InterfaceLuid or InterfaceIndex. */
  readonly interface?: string | number | undefined;
  readonly where?: Where | undefined;
}
