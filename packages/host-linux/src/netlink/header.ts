import type { Wire } from './wire';

/** Bytes of a struct nlmsghdr (linux/netlink.h), the least that a message has. */
export const HEADER_SIZE = 16;

/** NLM_F_ flags of a message's header (linux/netlink.h). Those of one value differ by the kind of the message. */
export const NLM_F = {
  REQUEST: 0x1,
  MULTI: 0x2,
  ACK: 0x4,
  ECHO: 0x8,
  /** The tables changed while they were dumped, so the dump is not of one instant. */
  DUMP_INTR: 0x10,

  /** On RTM_GET…: the whole table. */
  ROOT: 0x100,
  MATCH: 0x200,
  DUMP: 0x300,

  /** On RTM_NEW…: what stood there was replaced. */
  REPLACE: 0x100,
  EXCL: 0x200,
  CREATE: 0x400,
  /** On RTM_NEW…: put behind those of the same kind. */
  APPEND: 0x800,
} as const;

//  0        4      6       8     12    16
//  | length | type | flags | seq | pid | body …
/** nlmsg_len: the message's bytes with its header, without padding. */
export const messageLength = (wire: Wire, at: number): number => wire.u32(at);
/** nlmsg_type. */
export const messageType = (wire: Wire, at: number): number => wire.u16(at + 4);
/** nlmsg_flags. */
export const messageFlags = (wire: Wire, at: number): number => wire.u16(at + 6);
/** nlmsg_seq: the number of the request that is answered, 0 in announcements that nobody asked for. */
export const messageSeq = (wire: Wire, at: number): number => wire.u32(at + 8);
/** nlmsg_pid: the port of the process that asked or made the change, 0 for the kernel itself. */
export const messagePid = (wire: Wire, at: number): number => wire.u32(at + 12);
