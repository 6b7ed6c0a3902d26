import type { Draw, Weighted } from './draw';

const soon = [0, 0.001, 0.25, 0.499, 0.5, 0.501, 0.999, 1, 1, 1.001, 2, 3, 5, 8] as const;
const later = [30, 100, 3600, 7200, 4_294_967_294] as const;

/** Instants ahead at which something that stands ends, or comes to its next step. */
const instantsAhead = ({ model }: Draw): readonly number[] =>
  [
    ...model.routes.flatMap(({ validUntil, preferredUntil }) => [validUntil, preferredUntil]),
    ...model.unicast.flatMap(({ validUntil, preferredUntil, dadDueAt }) => [
      validUntil,
      preferredUntil,
      dadDueAt,
    ]),
    ...model.neighbors.map(({ dueAt }) => dueAt),
  ]
    .filter((instant) => instant !== null)
    .filter((instant) => instant > model.now)
    .toSorted((a, b) => a - b);

/** Time passes, often to one of the next instants of something that stands, or to a millisecond beside it. */
export const time: readonly Weighted[] = [
  [
    1,
    (draw) => {
      const instant = draw.some(instantsAhead(draw).slice(0, 4), 0.4);
      if (instant === undefined) return { advance: draw.pick(draw.chance(0.85) ? soon : later) };
      return { advance: (instant - draw.model.now + draw.pick([-1, 0, 0, 1])) / 1000 };
    },
  ],
];
