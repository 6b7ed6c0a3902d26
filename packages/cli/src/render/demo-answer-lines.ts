import { parseIpAddress, type BestRouteSpan, type Host } from '@netlapse/core';

import { namesAt } from './best-route-history-lines';
import { sourceOfAnswer, wayOfAnswer } from './best-route-text';
import { causeText } from './cause-text';
import { durationText } from './duration-text';
import { timeOfDayText } from './instant-text';
import type { Paint } from './paint';

/** Successive answers for a narrow screen, two lines each: the way and how long it stood, then what brought it. */
export function* demoAnswerLines(
  host: Host,
  destination: string,
  spans: readonly BestRouteSpan[],
  paint: Paint,
): IterableIterator<string> {
  const address = parseIpAddress(destination);
  for (const span of spans) {
    const { BestRoute, because, from, to } = span;
    const way = wayOfAnswer(span, namesAt(host, span));
    const source = sourceOfAnswer(span);
    const colour = BestRoute === null ? paint.bad : paint.accent;
    yield `  ${paint.faint(timeOfDayText(from))}  ${colour(way)}${source === '' ? '' : ` from ${source}`}, for ${durationText(to - from)}`;
    if (because !== null) yield `${' '.repeat(17)}${causeText(host, because, address)}`;
  }
}
