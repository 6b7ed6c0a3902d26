import { makeLuid, type Luid } from '@netlapse/core';

/** The LUID that an Ethernet link of an index has when it comes. */
export const luidIn = (ifindex: number): Luid => makeLuid(6, ifindex);
