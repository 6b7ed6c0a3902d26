import type { DomainEvent } from '../catalogue';

/** What a live host says beside what changed: names of records without events. */
export const liveNotices = {
  /** A recorder has begun to listen. */
  recordingBegan: 'recording-began',
  /** A recorder has ended by itself: what comes later is not recorded. */
  recordingEnded: 'recording-ended',
  /** From the instant `since` on, the state may differ from that of the live host. */
  doubtBegan: 'doubt-began',
  /** The state is that of the live host again. */
  doubtEnded: 'doubt-ended',
  /** The wall clock was set: `byMs` is how far, negative where it was set back. */
  clockSet: 'clock-set',
  /** The computer slept for `forMs`. */
  suspended: 'suspended',
} as const;

/** The name of the appends that a complete picture makes where it differs from the state. */
export const RESYNC = 'resync';

interface Dated {
  /** When it was heard, epoch milliseconds. */
  readonly at: number;
}

/** One message of the live host: what it changes is one append. */
export interface MessageReport<State> extends Dated {
  readonly kind: 'message';
  /** Of the message: `RTM_NEWROUTE`. */
  readonly name: string;
  readonly params: object;
  /** Who made the change, where that is known. */
  readonly actor?: string;
  /**
   * All that its events hang on besides what messages without a place tell, and all that they change: a prefix. Messages
   * of other places neither see nor change it, so many are decided on one state. Left out: it may be anything.
   */
  readonly place?: string | undefined;
  /** The events that the message makes of a state; none where it changes nothing. `at`: of the append. */
  readonly decide: (state: State, at: number) => readonly DomainEvent[];
}

/** The events of one append, made of the state that those before it left. `at`: of the append. */
export type Decide<State> = (state: State, at: number) => readonly DomainEvent[];

/** A complete picture of what stands: whatever differs from the state becomes appends, called {@link RESYNC}. */
export interface PictureReport<State> extends Dated {
  readonly kind: 'picture';
  /** Why it was taken. */
  readonly because: string;
  /**
   * What makes the state what the picture shows, in appends of a bounded size, all of one instant: a picture may
   * differ in everything. Each is asked for when those before it were appended.
   */
  readonly parts: (mirror: Readonly<{ state: State }>, at: number) => Iterable<Decide<State>>;
}

/** Something may have been missed. Doubt that is told again while it stands has one more reason, no second end. */
export interface DoubtReport extends Dated {
  readonly kind: 'doubt';
  /** The last instant at which nothing was missing, at most `at`; left out: that of the last record. */
  readonly since?: number;
  readonly because: string;
}

/** All doubt is over: what was missed is in the state, by a picture and what came after it. */
export interface CertainReport extends Dated {
  readonly kind: 'certain';
}

/** Something of the host that is in no table, such as that its clock was set. */
export interface NoticeReport extends Dated {
  readonly kind: 'notice';
  /** One of {@link liveNotices}. */
  readonly name: string;
  readonly params: object;
}

/** Whatever a live host says. */
export type LiveReport<State> =
  MessageReport<State> | PictureReport<State> | DoubtReport | CertainReport | NoticeReport;
