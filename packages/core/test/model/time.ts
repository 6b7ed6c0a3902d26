import { endDetection, removeUnicast } from './addresses';
import { removeRoute } from './brought-routes';
import { commit } from './commit';
import { amend, type Model, type Row } from './model';
import { neighborFallsDue } from './neighbors';
import { interfaceOf, isConnected } from './places';

interface Due {
  readonly at: number;
  readonly createdSeq: number;
  readonly happens: () => void;
}

const routeDue = (model: Model, row: Row<'routes'>): readonly Due[] => {
  const { validUntil: at, createdSeq } = row;
  return at === null ? [] : [{ at, createdSeq, happens: () => removeRoute(model, row, 'expired') }];
};

/** Of what an address comes to at one instant its end counts alone, then the end of its detection. */
const unicastDue = (model: Model, row: Row<'unicast'>): readonly Due[] => {
  const { createdSeq, validUntil, preferredUntil, dadDueAt } = row;
  const due: Due[] = [];
  if (validUntil !== null)
    due.push({ at: validUntil, createdSeq, happens: () => removeUnicast(model, row, 'expired') });
  const isDetected = row.DadState === 'IpDadStateTentative' && isConnected(interfaceOf(model, row));
  if (isDetected && dadDueAt !== null && dadDueAt !== validUntil)
    due.push({ at: dadDueAt, createdSeq, happens: () => endDetection(model, row) });
  const isPreferred = row.DadState === 'IpDadStatePreferred';
  if (isPreferred && preferredUntil !== null && preferredUntil !== validUntil) {
    const deprecated = { DadState: 'IpDadStateDeprecated', dadDueAt };
    const happens = (): unknown => amend(model, 'unicast', 'DadStateChanged', row, deprecated);
    due.push({ at: preferredUntil, createdSeq, happens });
  }
  return due;
};

const neighborDue = (model: Model, row: Row<'neighbors'>): readonly Due[] => {
  const { dueAt: at, createdSeq, State } = row;
  if (at === null || State === 'NlnsReachable') return [];
  return [{ at, createdSeq, happens: () => neighborFallsDue(model, row) }];
};

/** What falls due next: the earliest, and of several at one instant that whose row was created first. */
const nextDue = (model: Model): Due | undefined =>
  [
    ...model.routes.flatMap((row) => routeDue(model, row)),
    ...model.unicast.flatMap((row) => unicastDue(model, row)),
    ...model.neighbors.flatMap((row) => neighborDue(model, row)),
  ].toSorted((a, b) => a.at - b.at || a.createdSeq - b.createdSeq)[0];

/** Time passes; whatever falls due happens at its own instant, one append each. */
export const advance = (model: Model, milliseconds: number): void => {
  const end = model.now + milliseconds;
  for (let due = nextDue(model); due !== undefined && due.at <= end; due = nextDue(model)) {
    model.now = due.at;
    due.happens();
    commit(model);
  }
  model.now = end;
};
