import { routerAdvertises } from './advertisements';
import type { Given } from './given';
import {
  duplicateAddress,
  familyBinds,
  familyUnbinds,
  interfaceChanges,
  interfaceDeparts,
  mediaConnects,
  mediaDisconnects,
} from './hardware';
import { arrive } from './interfaces';
import { linkReport } from './link-reports';
import type { Model, Row } from './model';
import { pathGone, pathReported } from './paths';
import { interfaceNamed } from './places';
import { teredoPortReported } from './teredo';

const reports: Readonly<Record<string, (model: Model, on: Row<'interfaces'>, report: Given) => void>> = {
  'interface-departs': interfaceDeparts,
  'interface-changes': interfaceChanges,
  'media-connects': mediaConnects,
  'media-disconnects': mediaDisconnects,
  'family-binds': familyBinds,
  'family-unbinds': familyUnbinds,
  'duplicate-address': duplicateAddress,
  'router-advertises': routerAdvertises,
  'path-reported': pathReported,
  'path-gone': pathGone,
};

/**
 * Something happens that no call caused.
 *
 * @returns FALSE where the report cannot be: it names no interface of the host, or brings one that was there before
 */
export const report = (model: Model, name: string, members: Given): boolean => {
  if (name === 'interface-arrives') return arrive(model, members['interface'] as Given, true);
  if (name === 'teredo-port') {
    teredoPortReported(model, members);
    return true;
  }
  const on = interfaceNamed(model, members);
  if (on === undefined) return false;
  const happens = reports[name];
  if (happens === undefined) linkReport(model, name, on, members);
  else happens(model, on, members);
  return true;
};
