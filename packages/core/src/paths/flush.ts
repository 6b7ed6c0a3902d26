import { either } from 'fp-ts';

import { invalid, refuse, type CommandView, type Decision, type Refusal } from '../call';
import { readFamily, type AddressFamilyConstant } from '../interfaces';
import { familyOf } from '../net';
import type { PathEvent } from './events';
import { pathDeleted } from './path-event';
import type { PathReads } from './reads';

export interface FlushPathsParams {
  readonly Family?: (typeof AddressFamilyConstant.names)[number] | number;
}

/**
 * FlushIpPathTable: removes all paths of a family, or of both.
 *
 * @returns PathDeleted for each in order of creation, possibly none, or refused with
 *   STATUS_INVALID_PARAMETER: Family is none of the three;
 *   STATUS_NOT_SUPPORTED: no stack for the family, or a mirrored host.
 */
export const flushPaths = (
  { state, mirrored }: CommandView<PathReads>,
  { Family }: FlushPathsParams,
): either.Either<Refusal, Decision<PathEvent, PathReads>> => {
  const family = readFamily(Family);
  if (family === undefined) return invalid('Family is none of AF_UNSPEC, AF_INET, AF_INET6', 'Family');
  if (family !== 'AF_UNSPEC' && !state.stacks.includes(family))
    return refuse('STATUS_NOT_SUPPORTED', `this computer has no ${family} stack`, 'Family');
  if (mirrored)
    return refuse('STATUS_NOT_SUPPORTED', 'this host mirrors a live one, which calls cannot change');
  const events = state.paths
    .inOrderOfCreation()
    .filter(({ Destination }) => family === 'AF_UNSPEC' || familyOf(Destination) === family)
    .map((row) => pathDeleted(row, 'flushed'));
  return either.right({ events });
};
