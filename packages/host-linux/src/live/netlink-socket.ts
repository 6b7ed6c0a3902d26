import { errno, lastErrno, libc, watchReadable, type Watch } from './libc';
import { LiveHostUnavailable } from './live-errors';
import { SOCKADDR_NL_SIZE, type ReceiveSlots } from './receive-slots';

const AF_NETLINK = 16;
const SOCK_RAW = 3;
const SOCK_NONBLOCK = 0x800;
const SOCK_CLOEXEC = 0x8_0000;
const NETLINK_ROUTE = 0;

const SOL_SOCKET = 1;
const SO_RCVBUF = 8;
/** As SO_RCVBUF, past the system's limit: for those who may administer the network. */
const SO_RCVBUFFORCE = 33;

const SOL_NETLINK = 270;
const NETLINK_ADD_MEMBERSHIP = 1;
/** Requests are read to the letter, and filters in them are heeded; from Linux 4.20. */
const NETLINK_GET_STRICT_CHK = 12;

const int32 = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);

/** What reading brought: so many datagrams, none for now, or the word that some were lost. */
export type Received = number | 'nothing' | 'lost';

/** A raw socket of rtnetlink that never blocks. */
export class NetlinkSocket {
  readonly #fd: number;
  #watch: Watch | undefined;
  #isClosed = false;

  /** @throws LiveHostUnavailable where the kernel gives none */
  constructor() {
    this.#fd = libc().socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (this.#fd < 0) throw new LiveHostUnavailable('opening a socket of rtnetlink', lastErrno());
    const address = new Uint8Array(SOCKADDR_NL_SIZE);
    new Uint16Array(address.buffer, 0, 1)[0] = AF_NETLINK;
    if (libc().bind(this.#fd, address, address.length) !== 0)
      this.#fail('binding a socket of rtnetlink', lastErrno());
  }

  /** Wants so much room for messages that wait; the system's limit bounds it for unprivileged users. */
  setReceiveBuffer(bytes: number): void {
    if (this.#set(SOL_SOCKET, SO_RCVBUFFORCE, bytes)) return;
    this.#set(SOL_SOCKET, SO_RCVBUF, bytes);
  }

  /**
   * Hears of a group from here on. An older kernel may not know a group, as it does not know what it is about.
   *
   * @throws LiveHostUnavailable where the kernel does not let it
   */
  join(group: number): void {
    if (this.#set(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group)) return;
    const error = lastErrno();
    if (error !== errno.EINVAL) this.#fail(`joining group ${group} of rtnetlink`, error);
  }

  /** Has requests read strictly where the kernel can; an older one answers with more than was asked for. */
  askStrictly(): void {
    this.#set(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
  }

  #set(level: number, name: number, value: number): boolean {
    const bytes = int32(value);
    return libc().setsockopt(this.#fd, level, name, bytes, bytes.length) === 0;
  }

  /** @throws LiveHostUnavailable where it cannot be sent */
  send(message: Uint8Array): void {
    if (libc().send(this.#fd, message, message.length, 0) !== message.length)
      this.#fail('asking rtnetlink', lastErrno());
  }

  /**
   * Reads what waits, as far as there are slots.
   *
   * @throws LiveHostUnavailable for what no reading again cures
   */
  receive(slots: ReceiveSlots): Received {
    for (;;) {
      slots.prepare();
      const count = libc().recvmmsg(this.#fd, slots.headers, slots.count, 0, null);
      if (count > 0) return count;
      const error = lastErrno();
      if (count === 0 || error === errno.EAGAIN) return 'nothing';
      if (error === errno.ENOBUFS) return 'lost';
      if (error !== errno.EINTR) this.#fail('reading from rtnetlink', error);
    }
  }

  /** Calls back whenever there is something to read or to be told of. */
  onReadable(callback: () => void): void {
    this.#watch = watchReadable(this.#fd, callback);
  }

  /** Calls nobody back for a while: what comes meanwhile is read in one go. */
  pause(milliseconds: number): void {
    this.#watch?.pause(milliseconds);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#watch?.close();
    libc().close(this.#fd);
  }

  #fail(doing: string, error: number): never {
    this.close();
    throw new LiveHostUnavailable(doing, error);
  }
}
