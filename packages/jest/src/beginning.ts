import type { Host, Position } from '@netlapse/core';

/** When a host began: with its interfaces, before anybody could ask it anything. */
export const beginningOf = ({ timeline }: Host): Position => {
  const { firstSeq, beginning: at } = timeline;
  for (const { cause, events } of timeline.commits(firstSeq, timeline.state.seq)) {
    const isGenesis = cause.kind === 'genesis';
    return { seq: isGenesis ? firstSeq + events.length : firstSeq, at };
  }
  return { seq: firstSeq, at };
};
