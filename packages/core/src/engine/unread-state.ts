import type { HostState } from '../state';

/** A state that stands on disk, as bytes, until somebody asks for it: many questions about the past never do. */
export class UnreadState {
  /** @param read gives the state after event `seq` */
  constructor(
    readonly seq: number,
    readonly read: () => HostState,
  ) {}
}
