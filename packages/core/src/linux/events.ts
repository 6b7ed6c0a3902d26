import * as t from 'io-ts';

import { closed, defineEvent, type EventOf } from '../codec';
import { LinuxKind, LinuxObjectData } from './row';

/** What a mirrored Linux host said. */
export const linuxEvents = {
  LinuxObjectReported: defineEvent({
    v: 1,
    table: 'linux',
    kind: 'put',
    data: LinuxObjectData,
    meaning: 'The mirrored Linux host reported an object, new or changed.',
  }),
  LinuxObjectWithdrawn: defineEvent({
    v: 1,
    table: 'linux',
    kind: 'removed',
    data: closed({ kind: LinuxKind, key: t.string, inferred: t.boolean }, 'withdrawn Linux object'),
    meaning: 'An object of the mirrored Linux host is gone; inferred: no message said so.',
  }),
} as const;
export type LinuxEvent = EventOf<typeof linuxEvents>;
