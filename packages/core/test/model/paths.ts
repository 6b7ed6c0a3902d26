import { compareNumbers, familyOf } from './address-arithmetic';
import { check, gives, present, success, type Answer } from './answers';
import { addressIn, flagIn, numberIn, textIn, type Given, type GivenAddress } from './given';
import { elapsedSince } from './lifetimes';
import { add, differs, onInterface, placeOf, remove, replace, type Model, type Row } from './model';
import { ipInterfaceOf, ipInterfaceOn, namesInterface, placeNamed } from './places';
import type { PathData } from './rows';
import { familyAsked, tableOf } from './tables';

const isOfLink = (address: GivenAddress, on: Row<'interfaces'>): boolean =>
  address.scopeId === 0 || address.scopeId === on.InterfaceIndex;

/** The ends of a path as a report names them; undefined where they mean nothing on that interface. */
const endsReported = (
  model: Model,
  on: Row<'interfaces'>,
  report: Given,
): Pick<PathData, 'Source' | 'Destination'> | undefined => {
  const [source, destination] = [addressIn(report, 'Source'), addressIn(report, 'Destination')];
  if (source === undefined || source === 'AF_UNSPEC') return undefined;
  if (destination === undefined || destination === 'AF_UNSPEC') return undefined;
  if (source.family !== destination.family) return undefined;
  if (ipInterfaceOn(model, on, destination.family) === undefined) return undefined;
  if (!isOfLink(source, on) || !isOfLink(destination, on)) return undefined;
  return { Source: source.address, Destination: destination.address };
};

/** The host tells what it knows of a path. */
export const pathReported = (model: Model, on: Row<'interfaces'>, report: Given): void => {
  const ends = endsReported(model, on, report);
  if (ends === undefined) return;
  const before = onInterface(model.paths, on).find((path) => !differs(path, ends));
  const IsReachable = flagIn(report, 'IsReachable');
  const at = model.now - numberIn(report, 'LastReachable');
  const nextHop = addressIn(report, 'CurrentNextHop');
  const isNamed = nextHop !== undefined && nextHop !== 'AF_UNSPEC';
  const data: PathData = {
    ...placeOf(on),
    ...ends,
    CurrentNextHop: isNamed ? nextHop.address : ends.Destination,
    PathMtu: numberIn(report, 'PathMtu'),
    RttMean: numberIn(report, 'RttMean'),
    RttDeviation: numberIn(report, 'RttDeviation'),
    IsReachable,
    lastReachableAt: IsReachable ? at : (before?.lastReachableAt ?? null),
    lastUnreachableAt: IsReachable ? (before?.lastUnreachableAt ?? null) : at,
    LinkTransmitSpeed: textIn(report, 'LinkTransmitSpeed') || '0',
    LinkReceiveSpeed: textIn(report, 'LinkReceiveSpeed') || '0',
  };
  if (before === undefined) add(model, 'paths', 'PathCreated', data);
  else if (differs(before, data)) replace(model, 'paths', 'PathSet', before, data);
};

/** The host forgot a path. */
export const pathGone = (model: Model, on: Row<'interfaces'>, report: Given): void => {
  const ends = endsReported(model, on, report);
  const path = onInterface(model.paths, on).find((each) => ends !== undefined && !differs(each, ends));
  if (path !== undefined) remove(model, 'paths', 'PathDeleted', path, 'host-report');
};

const read = (model: Model, row: Row<'paths'>): object => {
  const elapsed = elapsedSince(row.IsReachable ? row.lastReachableAt : row.lastUnreachableAt, model.now);
  return {
    ...placeOf(row),
    Source: row.Source,
    Destination: row.Destination,
    CurrentNextHop: row.CurrentNextHop,
    PathMtu: row.PathMtu === 0 ? ipInterfaceOf(model, row, familyOf(row.Destination)).NlMtu : row.PathMtu,
    RttMean: row.RttMean,
    RttDeviation: row.RttDeviation,
    LastReachable: elapsed,
    LastUnreachable: elapsed,
    IsReachable: row.IsReachable,
    LinkTransmitSpeed: row.LinkTransmitSpeed,
    LinkReceiveSpeed: row.LinkReceiveSpeed,
  };
};

export const getIpPathEntry = (model: Model, params: Given): Answer => {
  const row = params['Row'] as Given | null;
  check(row !== null, 'STATUS_INVALID_PARAMETER');
  const [source, destination] = [addressIn(row, 'Source'), addressIn(row, 'Destination')];
  check(destination !== undefined && destination !== 'AF_UNSPEC', 'STATUS_INVALID_PARAMETER');
  check(source !== undefined, 'STATUS_INVALID_PARAMETER');
  check(source === 'AF_UNSPEC' || source.family === destination.family, 'STATUS_INVALID_PARAMETER');
  check(namesInterface(row), 'STATUS_INVALID_PARAMETER');
  const { interface: on } = placeNamed(model, row, destination.family);
  const isHere = isOfLink(destination, on) && (source === 'AF_UNSPEC' || isOfLink(source, on));
  check(isHere, 'STATUS_NOT_FOUND');
  // Without a source: the path that was told of last.
  const [newest] = onInterface(model.paths, on)
    .filter(({ Destination }) => Destination === destination.address)
    .filter(({ Source }) => source === 'AF_UNSPEC' || Source === source.address)
    .toSorted((a, b) => b.setSeq - a.setSeq);
  return gives({ Row: read(model, present(newest, 'STATUS_NOT_FOUND')) });
};

export const getIpPathTable = (model: Model, params: Given): Answer =>
  tableOf(model, params, {
    rows: model.paths,
    familyOf: ({ Destination }) => familyOf(Destination),
    compare: (a, b) =>
      a.InterfaceIndex - b.InterfaceIndex ||
      compareNumbers(a.Destination, b.Destination) ||
      compareNumbers(a.Source, b.Source),
    read: (row) => read(model, row),
  });

export const flushIpPathTable = (model: Model, params: Given): Answer => {
  const family = familyAsked(model, params);
  for (const path of model.paths)
    if (family === 'AF_UNSPEC' || familyOf(path.Destination) === family)
      remove(model, 'paths', 'PathDeleted', path, 'flushed');
  return success;
};
