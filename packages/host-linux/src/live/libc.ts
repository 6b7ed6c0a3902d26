import type * as Koffi from 'koffi';

let native: typeof Koffi | undefined;

// Loaded when it is first asked for: whoever only reads recordings is spared it.
const koffi = (): typeof Koffi => (native ??= require('koffi') as typeof Koffi);

/** The calls of the C library that a netlink socket and the clocks need. */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number;
  send(fd: number, bytes: Uint8Array, length: number, flags: number): number;
  recvmmsg(fd: number, headers: Uint8Array, count: number, flags: number, timeout: null): number;
  close(fd: number): number;
  clock_gettime(clock: number, time: Uint8Array): number;
  setns(fd: number, kind: number): number;
}

let loaded: Libc | undefined;

/**
 * The C library of this process, looked up when it is first asked for: whoever only reads recordings needs none.
 *
 * @throws Error where the system is none of Linux
 */
export const libc = (): Libc => {
  loaded ??= load();
  return loaded;
};

const load = (): Libc => {
  if (process.platform !== 'linux') throw new Error(`there is no rtnetlink on ${process.platform}`);
  const library = koffi().load(null);
  return {
    socket: library.func('int socket(int, int, int)'),
    bind: library.func('int bind(int, const void *, uint32_t)'),
    setsockopt: library.func('int setsockopt(int, int, int, const void *, uint32_t)'),
    send: library.func('intptr_t send(int, const void *, uintptr_t, int)'),
    recvmmsg: library.func('int recvmmsg(int, void *, uint32_t, int, void *)'),
    close: library.func('int close(int)'),
    setns: library.func('int setns(int, int)'),
    clock_gettime: library.func('int clock_gettime(int, void *)'),
  };
};

/** errno of the last call that failed. */
export const lastErrno = (): number => koffi().errno();

/** errno numbers that this code acts on (asm-generic/errno.h). */
export const errno = { EINTR: 4, EAGAIN: 11, EINVAL: 22, ENOBUFS: 105 } as const;

/** The name of an errno, such as `EPERM`. */
export const errnoName = (number: number): string =>
  Object.entries(koffi().os.errno).find(([, value]) => value === number)?.[0] ?? `errno ${number}`;

/** Where the bytes of an array stand in memory. They stay there as long as the array does. */
export const addressOf = (bytes: Uint8Array): bigint => koffi().address(bytes);

/** Bytes of a pointer. */
export const pointerSize = (): number => koffi().sizeof('void *');

/** Watches a descriptor within Node's own loop. */
export interface Watch {
  /** Calls nobody for a while, then calls at once if there is something. */
  pause(milliseconds: number): void;
  /** Ends it; the descriptor may be closed then. */
  close(): void;
}

/**
 * Calls `onReadable` whenever a descriptor can be read, or has an error to tell. The loop drops a descriptor that
 * had an error, as a netlink socket has which lost messages: it is watched anew then.
 */
export const watchReadable = (fd: number, onReadable: () => void): Watch => {
  let isClosed = false;
  let pause: NodeJS.Timeout | undefined;
  // Called with a status, then the events, which the types of the package leave out.
  const called = (status: unknown): void => {
    if (isClosed || pause !== undefined) return;
    if (typeof status === 'number' && status < 0) {
      handle.stop();
      handle.start({ readable: true }, called);
    }
    onReadable();
  };
  const handle = koffi().node.poll(fd, { readable: true }, called);
  return {
    pause: (milliseconds) => {
      if (isClosed || pause !== undefined) return;
      handle.stop();
      pause = setTimeout(() => {
        pause = undefined;
        handle.start({ readable: true }, called);
      }, milliseconds);
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(pause);
      handle.stop();
      handle.close();
    },
  };
};
