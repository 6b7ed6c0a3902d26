import { parseIpAddress, type BestRouteSpan, type Host } from '@netlapse/core';

import { policyRoutingWarning } from './best-route-lines';
import { routeOfAnswer, sourceOfAnswer, wayOfAnswer } from './best-route-text';
import { causeText, originText } from './cause-text';
import { counted } from './counted';
import { durationText } from './duration-text';
import { instantText } from './instant-text';
import type { InterfaceNames } from './interface-names';
import type { Paint } from './paint';
import { interfaceNamesAt, policyRoutingAt } from './past-interfaces';
import { tableLines, type Column } from './table-lines';

/** Names of interfaces as they were when an answer began. */
export const namesAt = (host: Host, { because, from }: BestRouteSpan): InterfaceNames => {
  const seq =
    because === null
      ? host.timeline.resolve({ at: from }).seq
      : because.seq - because.append.index + because.append.size - 1;
  return interfaceNamesAt(host, seq);
};

/** The columns of a history of best routes, but for the instant, which callers tell in their own way. */
export const historyColumns = (
  host: Host,
  destination: string,
  paint: Paint,
): ReadonlyArray<Column<BestRouteSpan>> => {
  const address = parseIpAddress(destination.replace(/%\d+$/, ''));
  return [
    { title: 'For', text: ({ from, to }) => durationText(to - from), align: 'right' },
    {
      title: 'Goes',
      text: (span) => wayOfAnswer(span, namesAt(host, span)),
      paint: (text, { BestRoute }) => (BestRoute === null ? paint.bad(text) : paint.accent(text)),
    },
    { title: 'By route', text: routeOfAnswer },
    { title: 'From', text: sourceOfAnswer },
    {
      title: 'Because',
      text: ({ because }) =>
        because === null ? '' : `${causeText(host, because, address)} [${originText(because.cause)}]`,
    },
  ];
};

/** Every answer of a stretch, one a line, under a line that says which stretch it is. */
export function* historyLines(
  host: Host,
  destination: string,
  spans: readonly BestRouteSpan[],
  paint: Paint,
): IterableIterator<string> {
  const since: Column<BestRouteSpan> = { title: 'Since', text: ({ from }) => instantText(from) };
  yield* tableLines([since, ...historyColumns(host, destination, paint)], spans, paint);
  const end = spans[spans.length - 1]?.to ?? host.clock;
  if (policyRoutingAt(host, host.timeline.resolve({ at: end }).seq))
    yield paint.warning(`beware: ${policyRoutingWarning}`);
  yield paint.faint(`${counted(spans.length, 'answer')} up to ${instantText(end)}`);
}
