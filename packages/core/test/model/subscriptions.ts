import type { Family } from './address-arithmetic';

/** A callback that stands registered. */
export interface Registration {
  readonly notify: string;
  readonly family: Family | 'AF_UNSPEC';
}

/** What the model keeps of those who listen, and what has reached them. */
export interface Subscriptions {
  /** In order of registration. */
  registrations: readonly Registration[];
  /** Families of the requests for a stable table that wait, in order of registration. */
  pending: readonly (Family | 'AF_UNSPEC')[];
  /** Notifications since last looked at, in order of delivery, as a scenario file names their members. */
  arrived: readonly object[];
}
