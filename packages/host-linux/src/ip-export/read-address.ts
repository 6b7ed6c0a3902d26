import type { LinuxAddress } from '../netlink';
import {
  EntryFault,
  propertiesOf,
  readProperties,
  requireProperties,
  unexpected,
  type EntryReads,
} from './entry-reader';
import type { JsonEntry } from './json-array-reader';
import { address, flag, ifindex, integer, text, u32, word } from './values';

const properties = propertiesOf({
  address,
  anycast: address,
  autojoin: flag,
  broadcast: address,
  dadfailed: flag,
  deprecated: flag,
  dynamic: flag,
  family: word,
  home: flag,
  ifa_flags: word,
  label: text,
  local: address,
  metric: u32,
  mngtmpaddr: flag,
  nodad: flag,
  noprefixroute: flag,
  optimistic: flag,
  preferred_life_time: u32,
  prefixlen: integer(0, 128),
  protocol: word,
  scope: word,
  secondary: flag,
  'stable-privacy': flag,
  temporary: flag,
  tentative: flag,
  valid_life_time: u32,
});

/**
 * The addresses of a link as `ip -j -d addr` prints them below it. What it says of the link itself is left to
 * `ip -j -d link`.
 *
 * @throws EntryFault
 */
export const readAddresses = (entry: JsonEntry, reads: EntryReads): readonly LinuxAddress[] => {
  const index = ifindex(entry['ifindex'], reads) as number;
  const { addr_info } = entry;
  if (!Array.isArray(addr_info)) throw new EntryFault('`addr_info` is no list');
  return addr_info.map((one: unknown, place) => {
    if (typeof one !== 'object' || one === null) throw unexpected(one, 'object');
    try {
      return readAddress(one as JsonEntry, index, reads);
    } catch (error) {
      throw error instanceof EntryFault ? new EntryFault(`addr_info[${place}].${error.message}`) : error;
    }
  });
};

const readAddress = (entry: JsonEntry, index: number, reads: EntryReads): LinuxAddress => {
  const object = readProperties(entry, properties, reads) as Partial<LinuxAddress>;
  requireProperties(object, 'family', 'local', 'prefixlen', 'scope');
  const { family, local = '', prefixlen = 0 } = object;
  if (family !== 'inet' && family !== 'inet6') throw new EntryFault(`family: ${family} is not known here`);
  if (local.includes(':') !== (family === 'inet6') || (family === 'inet' && prefixlen > 32))
    throw new EntryFault(`local: ${local}/${prefixlen} is no address of family ${family}`);
  return { ...object, ifindex: index } as LinuxAddress;
};
