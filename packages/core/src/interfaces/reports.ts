import { either } from 'fp-ts';

import {
  inputRow,
  luidInput,
  report,
  ulongInput,
  type InputMember,
  type ReportError,
  type Step,
} from '../call';
import { ZERO_LUID } from '../net';
import { interfaceOf, operStatusOf } from './description';
import type { InterfaceEvent, IpInterfaceEvent } from './events';
import { familyInput, familyOfNumber } from './family';
import { findInterface, type InterfaceReads, type InterfaceTarget } from './find';
import { changedInterface, changeMembers, type InterfaceChange } from './interface-change';
import { ipInterfaceOf } from './ip-interface-defaults';
import { isConnected, isLoopbackInterface } from './link';
import type { Retired } from './retired';
import { interfaceDataOf, type InterfaceRow } from './row';
import { isSameValue } from './same-value';

/** What reports of interfaces look at. */
export interface InterfaceReportReads extends InterfaceReads {
  readonly retired: Retired;
}

type Event = InterfaceEvent | IpInterfaceEvent;
type Reported = either.Either<ReportError, ReadonlyArray<Step<InterfaceReportReads, Event>>>;

const steps = (...events: readonly Event[]): Reported =>
  either.right(events.length === 0 ? [] : [() => events]);
const nothing = steps();

/** The interface that a report names, as a row would: by its LUID alone, unless that is left out. */
const reported = (
  { interfaces }: InterfaceReportReads,
  { InterfaceLuid, InterfaceIndex }: InterfaceTarget,
): either.Either<ReportError, InterfaceRow> => {
  const row = findInterface(interfaces, { InterfaceLuid, InterfaceIndex });
  if (row !== undefined) return either.right(row);
  return InterfaceLuid === ZERO_LUID
    ? either.left({ why: `no interface has the index ${InterfaceIndex}`, member: 'InterfaceIndex' })
    : either.left({ why: `no interface has the LUID ${InterfaceLuid}`, member: 'InterfaceLuid' });
};

const keyOf = ({ InterfaceLuid, InterfaceIndex }: InterfaceRow) => ({ InterfaceLuid, InterfaceIndex });

/** Anything at all: what it may be is told member by member. */
const anyInput: InputMember<unknown> = { expected: 'an interface', zero: null, read: (value) => value };

/** An interface and the family that it gains or loses. */
export interface FamilyTarget extends InterfaceTarget {
  readonly Family: number;
}

const target = { InterfaceLuid: luidInput, InterfaceIndex: ulongInput };
const onInterface = inputRow<InterfaceTarget>('report of an interface', target);
const onFamily = inputRow<FamilyTarget>('report of a family', { ...target, Family: familyInput });

const interfaceArrives = report<InterfaceReportReads, { readonly interface: unknown }, Event>({
  name: 'interface-arrives',
  summary: 'A new interface appears, with an IP interface for each family that is bound and has a stack.',
  input: inputRow('report of an arrival', { interface: anyInput }),
  decide: (view, params) => {
    const events = interfaceOf(view.state, params.interface, { formsLinkLocal: true, draw: view.draw });
    return either.isLeft(events) ? events : steps(...events.right);
  },
});

const interfaceDeparts = report<InterfaceReportReads, InterfaceTarget, Event>({
  name: 'interface-departs',
  summary: 'An interface is gone, and with it all that was on it; its index and LUID are not given again.',
  input: onInterface,
  decide: (view, params) => {
    const found = reported(view.state, params);
    if (either.isLeft(found)) return found;
    return steps({ type: 'InterfaceDeparted', data: { ...keyOf(found.right), reason: 'host-report' } });
  },
});

const mediaConnects = report<InterfaceReportReads, InterfaceTarget, Event>({
  name: 'media-connects',
  summary: 'The link of an interface comes up. Of a connected or a loopback interface it changes nothing.',
  input: onInterface,
  decide: (view, params) => {
    const found = reported(view.state, params);
    if (either.isLeft(found)) return found;
    // Always connected, a loopback interface is passed over here as well.
    if (isConnected(found.right)) return nothing;
    const MediaConnectState = 'MediaConnectStateConnected';
    const OperStatus = operStatusOf(MediaConnectState);
    return steps({ type: 'MediaConnected', data: { ...keyOf(found.right), MediaConnectState, OperStatus } });
  },
});

const mediaDisconnects = report<InterfaceReportReads, InterfaceTarget, Event>({
  name: 'media-disconnects',
  summary: 'The link of an interface goes down; all rows stay. Of a loopback interface it changes nothing.',
  input: onInterface,
  decide: (view, params) => {
    const found = reported(view.state, params);
    if (either.isLeft(found)) return found;
    if (!isConnected(found.right) || isLoopbackInterface(found.right)) return nothing;
    const MediaConnectState = 'MediaConnectStateDisconnected';
    const OperStatus = operStatusOf(MediaConnectState);
    return steps({
      type: 'MediaDisconnected',
      data: { ...keyOf(found.right), MediaConnectState, OperStatus },
    });
  },
});

const interfaceChanges = report<InterfaceReportReads, InterfaceChange, Event>({
  name: 'interface-changes',
  summary: 'The host reports members of an interface anew; the media state comes by reports of its own.',
  input: inputRow('report of a change', changeMembers),
  decide: (view, params) => {
    const found = reported(view.state, params);
    if (either.isLeft(found)) return found;
    const data = changedInterface(found.right, params);
    if (either.isLeft(data)) return data;
    if (isSameValue(data.right, interfaceDataOf(found.right))) return nothing;
    return steps({ type: 'InterfaceSet', data: data.right });
  },
});

const familyBinds = report<InterfaceReportReads, FamilyTarget, Event>({
  name: 'family-binds',
  summary:
    'An interface gains an address family, with the default members. A family without a stack is never bound.',
  input: onFamily,
  decide: (view, params) => {
    const found = reported(view.state, params);
    if (either.isLeft(found)) return found;
    const family = familyOfNumber(params.Family);
    if (family === undefined) return noFamily;
    const { stacks, ipInterfaces } = view.state;
    const { InterfaceLuid } = found.right;
    if (!stacks.includes(family) || ipInterfaces.get({ InterfaceLuid, Family: family }) !== undefined)
      return nothing;
    const data = ipInterfaceOf(found.right, family, {
      formsLinkLocal: true,
      draw: view.draw,
      metric: null,
      linkLocalAddressBehavior: null,
    });
    return steps({ type: 'IpInterfaceBound', data });
  },
});

const familyUnbinds = report<InterfaceReportReads, FamilyTarget, Event>({
  name: 'family-unbinds',
  summary: 'An interface loses an address family, and with it all of that family that was on it.',
  input: onFamily,
  decide: (view, params) => {
    const found = reported(view.state, params);
    if (either.isLeft(found)) return found;
    const family = familyOfNumber(params.Family);
    if (family === undefined) return noFamily;
    const { InterfaceLuid } = found.right;
    if (view.state.ipInterfaces.get({ InterfaceLuid, Family: family }) === undefined) return nothing;
    return steps({
      type: 'IpInterfaceUnbound',
      data: { ...keyOf(found.right), Family: family, reason: 'host-report' },
    });
  },
});

const noFamily: Reported = either.left({ why: 'Family is neither AF_INET nor AF_INET6', member: 'Family' });

/** What hardware and configuration do to interfaces without any call. */
export const interfaceReports = {
  'interface-arrives': interfaceArrives,
  'interface-departs': interfaceDeparts,
  'media-connects': mediaConnects,
  'media-disconnects': mediaDisconnects,
  'interface-changes': interfaceChanges,
  'family-binds': familyBinds,
  'family-unbinds': familyUnbinds,
} as const;
