import { Wire } from '../netlink';
import { addressOf, pointerSize } from './libc';

/** Bytes of a struct sockaddr_nl (linux/netlink.h). */
export const SOCKADDR_NL_SIZE = 12;

/** The datagram did not fit into its slot (sys/socket.h). */
const MSG_TRUNC = 0x20;

/** One datagram of those that were received together. */
export interface Datagram {
  /** Where it begins in {@link ReceiveSlots.wire}. */
  readonly at: number;
  readonly length: number;
  /** nl_pid of the sender: 0 is the kernel, the only one that is believed. */
  readonly from: number;
  readonly isTruncated: boolean;
}

/**
 * Memory for one call of recvmmsg: a slot for each datagram, and the array of struct mmsghdr that says where they
 * are. In words of a pointer's size, one mmsghdr is:
 *
 * ```text
 * 0          1        2     3        4         5             6       7
 * | msg_name | nlen   | iov | iovlen | control | controllen  | flags | msg_len |
 * ```
 */
export class ReceiveSlots {
  /** The bytes of all slots. Each call of recvmmsg writes over what the one before brought. */
  readonly wire: Wire;
  readonly headers: Uint8Array;
  /** Where the slots are (struct iovec); the kernel reads it by its address, so it must stay as long as the headers. */
  readonly vectors: Uint8Array;
  readonly #view: DataView;
  readonly #names: DataView;
  readonly #word: number;

  constructor(
    readonly count: number,
    readonly size: number,
  ) {
    const word = pointerSize();
    const bytes = new Uint8Array(count * size);
    const names = new Uint8Array(count * SOCKADDR_NL_SIZE);
    const vectors = new Uint8Array(count * 2 * word);
    this.headers = new Uint8Array(count * 8 * word);
    this.wire = new Wire(bytes, isLittleEndian);
    this.#word = word;
    this.vectors = vectors;
    this.#view = viewOf(this.headers);
    this.#names = viewOf(names);
    const vectorView = viewOf(vectors);
    const [bytesAt, namesAt, vectorsAt] = [bytes, names, vectors].map(addressOf) as [bigint, bigint, bigint];
    for (let slot = 0; slot < count; slot++) {
      putWord(vectorView, word, slot * 2, bytesAt + BigInt(slot * size));
      putWord(vectorView, word, slot * 2 + 1, BigInt(size));
      putWord(this.#view, word, slot * 8, namesAt + BigInt(slot * SOCKADDR_NL_SIZE));
      putWord(this.#view, word, slot * 8 + 2, vectorsAt + BigInt(slot * 2 * word));
      putWord(this.#view, word, slot * 8 + 3, 1n);
    }
  }

  /** Makes the slots ready: what the kernel says there it says anew. */
  prepare(): void {
    for (let slot = 0; slot < this.count; slot++)
      this.#view.setUint32((slot * 8 + 1) * this.#word, SOCKADDR_NL_SIZE, isLittleEndian);
  }

  datagram(slot: number): Datagram {
    const flags = this.#view.getInt32((slot * 8 + 6) * this.#word, isLittleEndian);
    return {
      at: slot * this.size,
      length: this.#view.getUint32((slot * 8 + 7) * this.#word, isLittleEndian),
      from: this.#names.getUint32(slot * SOCKADDR_NL_SIZE + 4, isLittleEndian),
      isTruncated: (flags & MSG_TRUNC) !== 0,
    };
  }
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const putWord = (view: DataView, word: number, index: number, value: bigint): void => {
  if (word === 8) view.setBigUint64(index * word, value, isLittleEndian);
  else view.setUint32(index * word, Number(value), isLittleEndian);
};
