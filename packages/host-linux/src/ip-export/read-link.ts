import { linkFlagBits, linkFlagNames, type LinuxLink } from '../netlink';
import {
  propertiesOf,
  readProperties,
  requireProperties,
  unexpected,
  type EntryReads,
  type ReadValue,
} from './entry-reader';
import type { JsonEntry } from './json-array-reader';
import { flags, ifindex, link, linkAddress, listOfWords, s32, text, u32, word, yesOrNo } from './values';

/** It says that another link is down. */
const ABOUT_ANOTHER = 'M-DOWN';

const ownFlags = flags((names) => linkFlagNames(linkFlagBits(names)));
const linkFlags: ReadValue = (value, reads) => {
  const names = listOfWords(value, reads) as readonly string[];
  return ownFlags(
    names.filter((name) => name !== ABOUT_ANOTHER),
    reads,
  );
};

const kinds = propertiesOf({ info_kind: word, info_slave_kind: word });

const linkinfo: ReadValue = (value, { linkIndexOf, notKept }) => {
  if (typeof value !== 'object' || value === null) throw unexpected(value, 'object');
  return readProperties(value as JsonEntry, kinds, {
    linkIndexOf,
    notKept: (name) => notKept(`linkinfo.${name}`),
  });
};

const properties = propertiesOf({
  address: linkAddress,
  allmulti: u32,
  altnames: listOfWords,
  broadcast: linkAddress,
  flags: linkFlags,
  group: word,
  gro_max_size: u32,
  gso_max_segs: u32,
  gso_max_size: u32,
  ifalias: text,
  ifindex,
  ifname: text,
  inet6_addr_gen_mode: word,
  link: { as: 'link_index', read: link },
  link_index: u32,
  link_netnsid: s32,
  link_type: word,
  linkinfo,
  linkmode: word,
  master: { as: 'master_index', read: link },
  max_mtu: u32,
  min_mtu: u32,
  mtu: u32,
  num_rx_queues: u32,
  num_tx_queues: u32,
  operstate: word,
  parentbus: text,
  parentdev: text,
  permaddr: linkAddress,
  phys_port_id: text,
  phys_port_name: text,
  phys_switch_id: text,
  promiscuity: u32,
  proto_down: yesOrNo,
  qdisc: word,
  tso_max_segs: u32,
  tso_max_size: u32,
  txqlen: u32,
});

/**
 * A link as `ip -j -d link` prints it.
 *
 * @throws EntryFault
 */
export const readLink = (entry: JsonEntry, reads: EntryReads): LinuxLink => {
  const object = readProperties(entry, properties, reads);
  requireProperties(object, 'ifindex', 'ifname', 'flags', 'link_type');
  return object as unknown as LinuxLink;
};
