import { isInPrefix, prefixAddress, prefixLength, type Prefix } from '../net';
import { addressOfKey, hostPrefix, type KeyMembers } from './event-key';
import type { Where } from './interest';

/** Whether `prefix` is `within` or a longer one in it. */
const isPrefixIn = (prefix: Prefix, within: Prefix): boolean =>
  prefixLength(prefix) >= prefixLength(within) && isInPrefix(prefixAddress(prefix), within);

/** The prefix that an event or a row is about; undefined where it is about none. */
export const prefixOfKey = (key: KeyMembers): Prefix | undefined => {
  if (key.DestinationPrefix !== undefined) return key.DestinationPrefix;
  const address = addressOfKey(key);
  return address === undefined ? undefined : hostPrefix(address);
};

/** Whether an event or a row is about a prefix that is asked for. */
export const isWhere = (key: KeyMembers, where: Where): boolean => {
  const prefix = prefixOfKey(key);
  if (prefix === undefined) return false;
  if ('exactly' in where) return prefix === where.exactly;
  return 'within' in where ? isPrefixIn(prefix, where.within) : isPrefixIn(where.holding, prefix);
};
