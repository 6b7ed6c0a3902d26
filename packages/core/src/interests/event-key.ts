import { familyOf, widthOf, type AddressFamily, type IpAddress, type Prefix } from '../net';

/** Members of events and rows that say where they belong; each kind bears some of them. */
export interface KeyMembers {
  readonly InterfaceLuid?: string;
  readonly InterfaceIndex?: number;
  readonly Family?: AddressFamily;
  readonly DestinationPrefix?: Prefix;
  readonly Address?: IpAddress;
  /** Of a path: the address at its end. */
  readonly Destination?: IpAddress;
}

/** The address that an event or a row is about; undefined where it is about a prefix, or none. */
export const addressOfKey = ({ Address, Destination }: KeyMembers): IpAddress | undefined =>
  Address ?? Destination;

/** The family of an event or a row by its key members; undefined where its kind has none. */
export const familyOfKey = (key: KeyMembers): AddressFamily | undefined => {
  if (key.Family !== undefined) return key.Family;
  const text = key.DestinationPrefix ?? addressOfKey(key);
  return text === undefined ? undefined : familyOf(text);
};

/** The prefix of full length that an address stands for. */
export const hostPrefix = (address: IpAddress): Prefix =>
  `${address}/${widthOf(familyOf(address))}` as Prefix;
