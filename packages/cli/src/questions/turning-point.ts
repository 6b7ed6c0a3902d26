import type { BestRouteSpan, Commit, Envelope, Host, Luid, Position } from '@netlapse/core';

/** A change of the way to a destination, with the moments before and after all that belonged to it. */
export interface TurningPoint {
  /** The interface that packets took from then on. */
  readonly InterfaceLuid: Luid;
  readonly before: Position;
  readonly after: Position;
}

/** Appends that follow one another faster than this belong together, in milliseconds. */
const PAUSE = 100;

interface Turn {
  readonly InterfaceLuid: Luid;
  readonly because: Envelope;
}

/** The first answer that leads packets to another interface than the answer before it. */
const findTurn = (spans: readonly BestRouteSpan[]): Turn | undefined => {
  for (const [index, { BestRoute, because }] of spans.entries()) {
    const previous = spans[index - 1]?.BestRoute ?? null;
    if (BestRoute === null || previous === null || because === null) continue;
    const { InterfaceLuid } = BestRoute;
    if (InterfaceLuid !== previous.InterfaceLuid) return { InterfaceLuid, because };
  }
  return undefined;
};

const givesAddress = ({ events }: Commit, luid: Luid): boolean =>
  events.some(({ type, data }) => type === 'UnicastAddressCreated' && data['InterfaceLuid'] === luid);

const endOf = ({ at, events }: Commit): Position => ({ seq: events[events.length - 1]?.seq ?? 0, at });

/**
 * The first time that packets, already on their way by one interface, were led to another: from before that interface
 * got its address, up to the first pause after the turn. Undefined where that never happened.
 */
export const turningPoint = (
  { timeline }: Host,
  spans: readonly BestRouteSpan[],
): TurningPoint | undefined => {
  const turn = findTurn(spans);
  if (turn === undefined) return undefined;
  const { InterfaceLuid, because } = turn;
  let before: Position | undefined;
  let last: Position = { seq: timeline.firstSeq, at: timeline.beginning };
  for (const record of timeline.commits(timeline.firstSeq, timeline.position.seq)) {
    if (last.seq >= because.seq && record.at - last.at >= PAUSE) break;
    if (givesAddress(record, InterfaceLuid)) before ??= last;
    last = endOf(record);
  }
  return { InterfaceLuid, before: before ?? { seq: because.seq - 1, at: because.at }, after: last };
};
