import { enumeration } from '../codec';

/** NL_NEIGHBOR_STATE of nldef.h; NlnsMaximum is a bound for tests, never a state. */
export const NeighborState = enumeration('NL_NEIGHBOR_STATE', {
  NlnsUnreachable: 0,
  NlnsIncomplete: 1,
  NlnsProbe: 2,
  NlnsDelay: 3,
  NlnsStale: 4,
  NlnsReachable: 5,
  NlnsPermanent: 6,
});
