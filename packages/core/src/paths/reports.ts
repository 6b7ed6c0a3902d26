import { either } from 'fp-ts';

import { report, type CommandView, type InputRow, type ReportDefinition } from '../call';
import { findInterface, type InterfaceRow } from '../interfaces';
import { isInScope, pathKeyInput, pathReportInput, type PathKeyRow, type PathReport } from './codec';
import type { PathEvent } from './events';
import { isSamePath, pathDeleted, type PathName } from './path-event';
import type { PathReads } from './reads';
import type { PathData } from './row';

/** The path that a report is about; undefined where the report does not fit and is to be ignored. */
const reportedPath = (
  { ipInterfaces }: PathReads,
  { InterfaceLuid, InterfaceIndex }: InterfaceRow,
  { Source, Destination }: PathKeyRow,
): PathName | undefined => {
  if (Source.family === 'AF_UNSPEC' || Destination.family === 'AF_UNSPEC') return undefined;
  if (Source.family !== Destination.family) return undefined;
  if (!isInScope(Source, InterfaceIndex) || !isInScope(Destination, InterfaceIndex)) return undefined;
  if (ipInterfaces.get({ InterfaceLuid, Family: Destination.family }) === undefined) return undefined;
  return { InterfaceLuid, InterfaceIndex, Source: Source.address, Destination: Destination.address };
};

/** ms since it was reachable, or unreachable: whichever member of the union the report gives, else 0. */
const elapsedOf = ({ IsReachable, LastReachable, LastUnreachable }: PathReport): number =>
  (IsReachable ? (LastReachable ?? LastUnreachable) : (LastUnreachable ?? LastReachable)) ?? 0;

const pathOf = (name: PathName, params: PathReport, before: PathData | undefined, at: number): PathData => {
  const { CurrentNextHop, IsReachable } = params;
  const since = at - elapsedOf(params);
  return {
    ...name,
    CurrentNextHop: CurrentNextHop.family === 'AF_UNSPEC' ? name.Destination : CurrentNextHop.address,
    PathMtu: params.PathMtu,
    RttMean: params.RttMean,
    RttDeviation: params.RttDeviation,
    IsReachable,
    lastReachableAt: IsReachable ? since : (before?.lastReachableAt ?? null),
    lastUnreachableAt: IsReachable ? (before?.lastUnreachableAt ?? null) : since,
    LinkTransmitSpeed: params.LinkTransmitSpeed.toString(),
    LinkReceiveSpeed: params.LinkReceiveSpeed.toString(),
  };
};

/**
 * A report of a path: an error where it names no interface, ignored where it cannot be a path of that
 * interface.
 */
const pathReport = <Params extends PathKeyRow>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly input: InputRow<Params>;
  /** What follows, once it is clear which path it is. */
  readonly eventsOf: (view: CommandView<PathReads>, name: PathName, params: Params) => readonly PathEvent[];
}): ReportDefinition<PathReads, Params, PathEvent> =>
  report({
    name: definition.name,
    summary: definition.summary,
    input: definition.input,
    decide: ({ state }, params) => {
      const found = findInterface(state.interfaces, params);
      if (found === undefined)
        return either.left({ why: 'there is no such interface', member: 'InterfaceIndex' });
      return either.right([
        (view) => {
          const name = reportedPath(view.state, found, params);
          return name === undefined ? [] : definition.eventsOf(view, name, params);
        },
      ]);
    },
  });

/** What the host may report of paths, by the names that scenarios use. */
export const pathReports = {
  'path-reported': pathReport({
    name: 'path-reported',
    summary: 'The host tells what it knows of a path; members left out are zero.',
    input: pathReportInput,
    eventsOf: ({ state, at }, name, params) => {
      const before = state.paths.get(name);
      const data = pathOf(name, params, before, at);
      if (before === undefined) return [{ type: 'PathCreated', data }];
      return isSamePath(before, data) ? [] : [{ type: 'PathSet', data }];
    },
  }),
  'path-gone': pathReport({
    name: 'path-gone',
    summary: 'The host has forgotten a path.',
    input: pathKeyInput,
    eventsOf: ({ state }, name) =>
      state.paths.get(name) === undefined ? [] : [pathDeleted(name, 'host-report')],
  }),
} as const;
