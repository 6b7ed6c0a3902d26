import { either } from 'fp-ts';

import { report, type CommandView, type InputRow, type ReportDefinition } from '../call';
import { findInterface } from '../interfaces';
import { isMulticast, type PhysicalAddress } from '../net';
import { enterIncomplete, enterStale } from './entering';
import type { AnsweringEvent, NeighborEvent } from './events';
import { circumstancesOf } from './link';
import {
  aboutNeighborInput,
  advertisementInput,
  reportedPlace,
  withPhysicalAddressInput,
  type AboutNeighbor,
} from './link-report';
import { blankNeighbor, createdEvent, nameOf, recordOf, transitionEvents } from './neighbor-record';
import { fitsLink } from './physical-address';
import { isOwnAddress, type NeighborPlace } from './place';
import type { NeighborReads } from './reads';
import { transition, type Happening } from './transition';

interface LinkReport<Params extends AboutNeighbor, Event extends AnsweringEvent | NeighborEvent> {
  readonly name: string;
  readonly summary: string;
  readonly input: InputRow<Params>;
  /** What follows, once it is clear where the neighbor is. */
  readonly eventsOf: (
    view: CommandView<NeighborReads>,
    place: NeighborPlace,
    params: Params,
  ) => readonly Event[];
}

/**
 * A report of the link: an error where it names no interface, ignored where it cannot concern a neighbor
 * there.
 */
const linkReport = <Params extends AboutNeighbor, Event extends AnsweringEvent | NeighborEvent>({
  name,
  summary,
  input,
  eventsOf,
}: LinkReport<Params, Event>): ReportDefinition<NeighborReads, Params, Event> =>
  report({
    name,
    summary,
    input,
    decide: ({ state }, params) => {
      const found = findInterface(state.interfaces, params);
      if (found === undefined)
        return either.left({ why: 'there is no such interface', member: 'InterfaceIndex' });
      return either.right([
        (view) => {
          const place = reportedPlace(view.state, found, params);
          return place === undefined ? [] : eventsOf(view, place, params);
        },
      ]);
    },
  });

/** What a report means to the neighbor that it is about, or to there being none. */
const happen = (
  { state, at }: CommandView<NeighborReads>,
  place: NeighborPlace,
  happening: Happening,
): readonly NeighborEvent[] => {
  const { name } = place;
  const circumstances = circumstancesOf(state, place, name.Address, at);
  const row = state.neighbors.get(name);
  if (row !== undefined) {
    const before = recordOf(row);
    return transitionEvents(before, transition(before, happening, circumstances));
  }
  // A neighbor comes into being by being spoken to or heard: not a group, and not this host itself.
  if (isMulticast(name.Address) || isOwnAddress(state, name)) return [];
  if (happening.kind === 'traffic')
    return [createdEvent(enterIncomplete(blankNeighbor(name), circumstances))];
  if (happening.kind === 'heard')
    return [createdEvent(enterStale({ ...blankNeighbor(name), PhysicalAddress: happening.PhysicalAddress }))];
  return [];
};

const none = '' as PhysicalAddress;

/** What the link, or a test in its stead, may report of neighbors, by the names that scenarios use. */
export const neighborReports = {
  'neighbor-answers': linkReport({
    name: 'neighbor-answers',
    summary: 'From here on an address answers solicitations on the virtual link; no neighbor changes yet.',
    input: withPhysicalAddressInput,
    eventsOf: ({ state }, { name, interface: on }, params): readonly AnsweringEvent[] => {
      const PhysicalAddress = params.PhysicalAddress ?? none;
      if (!fitsLink(on, PhysicalAddress)) return [];
      if (state.answering.get(name)?.PhysicalAddress === PhysicalAddress) return [];
      return [{ type: 'NeighborBeganAnswering', data: { ...name, PhysicalAddress } }];
    },
  }),
  'neighbor-silent': linkReport({
    name: 'neighbor-silent',
    summary: 'From here on an address answers no solicitation on the virtual link; no neighbor changes yet.',
    input: aboutNeighborInput,
    eventsOf: ({ state }, { name }): readonly AnsweringEvent[] =>
      state.answering.get(name) === undefined ? [] : [{ type: 'NeighborFellSilent', data: nameOf(name) }],
  }),
  'neighbor-answered': linkReport({
    name: 'neighbor-answered',
    summary: 'A live link brings the answer to a solicitation that was sent earlier.',
    input: withPhysicalAddressInput,
    eventsOf: (view, place, params) => {
      const PhysicalAddress = params.PhysicalAddress ?? none;
      return fitsLink(place.interface, PhysicalAddress)
        ? happen(view, place, { kind: 'answered', PhysicalAddress })
        : [];
    },
  }),
  'neighbor-advertises': linkReport({
    name: 'neighbor-advertises',
    summary: 'A neighbor advertisement arrives, or an ARP reply that nobody asked for.',
    input: advertisementInput,
    eventsOf: (view, place, params) => {
      const { Solicited, Override, IsRouter } = params;
      const PhysicalAddress = params.PhysicalAddress ?? none;
      if (PhysicalAddress !== none && !fitsLink(place.interface, PhysicalAddress)) return [];
      return happen(view, place, { kind: 'advertised', PhysicalAddress, Solicited, Override, IsRouter });
    },
  }),
  'neighbor-heard': linkReport({
    name: 'neighbor-heard',
    summary: 'A neighbor solicitation, or an ARP request, arrives from a neighbor.',
    input: withPhysicalAddressInput,
    eventsOf: (view, place, params) => {
      const PhysicalAddress = params.PhysicalAddress ?? none;
      return fitsLink(place.interface, PhysicalAddress)
        ? happen(view, place, { kind: 'heard', PhysicalAddress })
        : [];
    },
  }),
  'packet-sent': linkReport({
    name: 'packet-sent',
    summary: 'Data is sent to a neighbor, which is resolved or, where it is stale, soon probed.',
    input: aboutNeighborInput,
    eventsOf: (view, place) => happen(view, place, { kind: 'traffic' }),
  }),
  'reachability-confirmed': linkReport({
    name: 'reachability-confirmed',
    summary: 'An upper layer made progress through a neighbor, so it is reachable.',
    input: aboutNeighborInput,
    eventsOf: (view, place) => happen(view, place, { kind: 'confirmed' }),
  }),
} as const;
