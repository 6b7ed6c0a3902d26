import * as t from 'io-ts';

/** Why a row went. */
export const Reason = t.keyof(
  {
    /** The Delete function was called for this very row. */
    call: null,
    /** Its valid lifetime or its own timer ended. */
    expired: null,
    /** Its interface went, or the family was unbound from it. */
    'interface-departed': null,
    /** FlushIpNetTable2, FlushIpPathTable, or a resolution that begins anew. */
    flushed: null,
    /** An address that had brought it went. */
    'address-deleted': null,
    /** A router advertisement withdrew it. */
    advertisement: null,
    /** The host reported that it is gone. */
    'host-report': null,
  },
  'reason',
);
export type Reason = t.TypeOf<typeof Reason>;
