import type { BestRouteSpan, HostState, Position } from '@netlapse/core';

import { routeOfAnswer, sourceOfAnswer, wayOfAnswer } from './best-route-text';
import { lifetimeText } from './duration-text';
import { instantText } from './instant-text';
import { InterfaceNames } from './interface-names';
import type { Paint } from './paint';
import { shortName } from './short-name';

/** What a lookup answers, and as of which position. */
export interface BestRouteAnswer extends Pick<BestRouteSpan, 'status' | 'BestRoute' | 'BestSourceAddress'> {
  readonly why: string | undefined;
  readonly asOf: Position;
}

/** Said of a mirrored host with rules of its own: its kernel may have chosen another route. */
export const policyRoutingWarning =
  'rules of policy routing stood on this host; a lookup does not follow them';

/** One answer of a lookup for people. */
export const bestRouteLines = (
  destination: string,
  answer: BestRouteAnswer,
  state: HostState,
  paint: Paint,
): readonly string[] => {
  const { status, why, BestRoute, asOf } = answer;
  const end = [
    `  at               ${instantText(asOf.at)} (event ${asOf.seq})`,
    ...(state.linux.policyRouting ? [paint.warning(`  beware           ${policyRoutingWarning}`)] : []),
  ];
  if (BestRoute === null)
    return [`${destination} ${paint.bad('is unreachable')}: ${why ?? shortName(status)}`, ...end];
  const way = paint.accent(wayOfAnswer(answer, new InterfaceNames(state)));
  const source = sourceOfAnswer(answer);
  const { Metric, Protocol, Age, ValidLifetime } = BestRoute;
  return [
    `${destination} goes ${way}${source === '' ? '' : `, from ${source}`}`,
    `  by the route to  ${routeOfAnswer(answer)}, metric ${Metric}`,
    `  which is         ${shortName(Protocol)}, ${lifetimeText(Age)} old, valid ${lifetimeText(ValidLifetime)}`,
    ...end,
  ];
};
