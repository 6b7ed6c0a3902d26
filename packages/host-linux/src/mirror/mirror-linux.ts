import { createHost, type CreateHostOptions, type Host } from '@netlapse/core';

/** How the mirror of a Linux host begins. */
export interface MirrorLinuxOptions extends Omit<
  CreateHostOptions,
  'mirror' | 'interfaces' | 'stacks' | 'now'
> {
  /**
   * The instant at which the mirror begins, epoch milliseconds: that of the first message that it is to
   * repeat.
   */
  readonly now: number;
}

/** A host that repeats a Linux one, of which it knows nothing yet: both stacks, no interface. */
export const mirrorLinux = (options: MirrorLinuxOptions): Host =>
  createHost({ ...options, mirror: 'linux', stacks: ['AF_INET', 'AF_INET6'] });
