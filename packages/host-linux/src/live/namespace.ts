import { closeSync, openSync } from 'node:fs';

import { lastErrno, libc } from './libc';
import { LiveHostUnavailable } from './live-errors';

/** setns for network namespaces alone (sched.h). */
const CLONE_NEWNET = 0x4000_0000;

/**
 * Runs something that opens sockets with this thread in another network namespace: the sockets stay there, the
 * thread comes back. Nothing in between may wait.
 *
 * @param file the namespace, such as `/run/netns/blue` or `/proc/4711/ns/net`.
 * @throws LiveHostUnavailable where it may not be entered; what opening the file throws
 */
export const inNamespace = <T>(file: string, work: () => T): T => {
  const there = openSync(file, 'r');
  const here = openSync('/proc/thread-self/ns/net', 'r');
  try {
    enter(there, `entering the network namespace ${file}`);
    try {
      return work();
    } finally {
      enter(here, 'coming back from a network namespace');
    }
  } finally {
    closeSync(there);
    closeSync(here);
  }
};

const enter = (fd: number, doing: string): void => {
  if (libc().setns(fd, CLONE_NEWNET) !== 0) throw new LiveHostUnavailable(doing, lastErrno());
};
