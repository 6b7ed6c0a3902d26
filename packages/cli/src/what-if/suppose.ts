import {
  callByName,
  forkHost,
  isFunctionName,
  netioapi,
  reportByName,
  replay,
  type Commit,
  type Host,
  type HostState,
  type Position,
  type View,
} from '@netlapse/core';
import {
  messagesOfDifference,
  messagesOfLinkDown,
  messagesOfMetric,
  messagesOfRouteGone,
  NoLinuxCounterpart,
  repeatCommits,
  supposeMessages,
} from '@netlapse/host-linux';

import { InputError } from '../errors';
import type { GivenCall } from '../input/read-calls';
import { findInterfaceIn } from '../questions/find-interface';
import { appendText, metIn, originText } from '../render/cause-text';
import { InterfaceNames } from '../render/interface-names';
import { rowKeyText } from '../render/row-text';
import { newRouteRow, routesMeant } from './route-text';
import type { Supposition } from './suppositions';

/** Two lines of a host at one moment: as it was, and as it would have been. */
export interface Supposed {
  readonly before: View<HostState>;
  readonly after: View<HostState>;
  /** What was supposed, each in words. */
  readonly told: readonly string[];
}

/** One of several forms of a supposition, with what is said of it. */
type Doing = Exclude<Supposition, { readonly kind: 'without' }>;

/** The append that holds an event. @throws InputError where it is not one that can be left out */
const commitOf = ({ timeline }: Host, seq: number, asOf: Position): Commit => {
  if (seq > asOf.seq)
    throw new InputError(
      `--without seq:${seq}: event ${seq} is not in what is looked at, which ends with event ${asOf.seq}`,
    );
  if (seq <= timeline.firstSeq)
    throw new InputError(`--without seq:${seq}: the log begins after event ${timeline.firstSeq}`);
  for (const record of timeline.commits(seq - 1, seq)) {
    if (record.cause.kind !== 'time' && record.cause.kind !== 'genesis') return record;
    const why =
      record.cause.kind === 'time'
        ? 'was brought by time alone: leave out what set the timer'
        : 'is of the beginning of the host';
    throw new InputError(`--without seq:${seq}: event ${seq} ${why}`);
  }
  throw new InputError(`--without seq:${seq}: there is no such event`);
};

const firstSeqOf = ({ events }: Commit): number => events[0]?.seq ?? 1;

const withoutText = (host: Host, seq: number, record: Commit): string => {
  const what = appendText(record, metIn(host.timeline.stateAt(firstSeqOf(record) - 1)));
  const { length } = record.events;
  const more = length > 1 ? ` and the ${length - 1} told with it` : '';
  return `without event ${seq}${more}: ${what} [${originText(record.cause)}]`;
};

/** Makes a call or takes a report. @throws InputError where it is refused */
const makeCall = (host: Host, { name, params }: GivenCall): void => {
  if (!isFunctionName(name)) return reportByName(host, name, params);
  const { status, why } = callByName(host, name, params);
  if (status !== 'STATUS_SUCCESS')
    throw new InputError(`${name} would be refused: ${why ?? status} (${status})`);
};

const wordsOf = (doing: Doing, state: HostState): readonly string[] => {
  switch (doing.kind) {
    case 'call':
      return [`${doing.call.name} ${JSON.stringify(doing.call.params)}`];
    case 'metric':
      return [
        `metric ${doing.metric} on ${new InterfaceNames(state).label(findInterfaceIn(state, doing.interface))}`,
      ];
    case 'down':
      return [`${new InterfaceNames(state).label(findInterfaceIn(state, doing.interface))} is down`];
    case 'delete-route':
      return routesMeant(state, doing.route, '--delete-route').map(
        (row) => `no route ${rowKeyText('routes', row, new InterfaceNames(state))}`,
      );
    case 'add-route':
      return [
        `route ${rowKeyText('routes', newRouteRow(state, doing.route, '--add-route'), new InterfaceNames(state))}`,
      ];
  }
};

const metricCalls = (host: Host, name: string, Metric: number): readonly GivenCall[] => {
  const { state } = host;
  const unchanged = netioapi(host).InitializeIpInterfaceEntry({ Row: {} }).Row;
  const { InterfaceLuid, InterfaceIndex } = findInterfaceIn(state, name);
  return (['AF_INET', 'AF_INET6'] as const)
    .filter((Family) => state.ipInterfaces.get({ InterfaceLuid, Family }) !== undefined)
    .map((Family) => ({
      name: 'SetIpInterfaceEntry',
      params: {
        Row: { ...unchanged, Family, InterfaceLuid, InterfaceIndex, UseAutomaticMetric: false, Metric },
      },
    }));
};

/** What is to be done to a model of the host. */
const callsOf = (doing: Doing, host: Host): readonly GivenCall[] => {
  const { state } = host;
  switch (doing.kind) {
    case 'call':
      return [doing.call];
    case 'metric':
      return metricCalls(host, doing.interface, doing.metric);
    case 'down':
      return [
        {
          name: 'media-disconnects',
          params: { InterfaceIndex: findInterfaceIn(state, doing.interface).InterfaceIndex },
        },
      ];
    case 'delete-route':
      return routesMeant(state, doing.route, '--delete-route').map(
        ({ InterfaceLuid, InterfaceIndex, DestinationPrefix, NextHop }) => ({
          name: 'DeleteIpForwardEntry2',
          params: { Row: { InterfaceLuid, InterfaceIndex, DestinationPrefix, NextHop } },
        }),
      );
    case 'add-route':
      return [
        { name: 'CreateIpForwardEntry2', params: { Row: newRouteRow(state, doing.route, '--add-route') } },
      ];
  }
};

/** Done to a mirror as its kernel would tell of it. */
const doOnMirror = (mirror: Host, doing: Doing): void => {
  const { state } = mirror;
  switch (doing.kind) {
    case 'metric':
      return supposeMessages(
        mirror,
        messagesOfMetric(state, findInterfaceIn(state, doing.interface).InterfaceIndex, doing.metric),
      );
    case 'down':
      return supposeMessages(
        mirror,
        messagesOfLinkDown(state, findInterfaceIn(state, doing.interface).InterfaceIndex),
      );
    case 'delete-route':
      for (const row of routesMeant(state, doing.route, '--delete-route'))
        supposeMessages(mirror, messagesOfRouteGone(mirror.state, row));
      return;
    case 'call':
    case 'add-route': {
      const [before, after] = [forkHost(mirror, mirror.position), forkHost(mirror, mirror.position)];
      before.advance(0);
      for (const call of callsOf(doing, after)) makeCall(after, call);
      return supposeMessages(mirror, messagesOfDifference(state, before.state, after.state));
    }
  }
};

/**
 * Supposes something of a host at a moment: on a fork of it, which is a model; of a mirrored Linux host on one that stays a
 * mirror, so that its lookups stay those of Linux.
 *
 * @param wait so many milliseconds pass in both lines afterwards; only on a model
 */
export const suppose = (
  host: Host,
  asOf: Position,
  given: readonly Supposition[],
  wait: number,
): Supposed => {
  const { timeline } = host;
  const isLinux = host.mirrorOf === 'linux';
  const withouts = given.flatMap((one) =>
    one.kind === 'without' ? [{ seq: one.seq, record: commitOf(host, one.seq, asOf) }] : [],
  );
  const doings = given.filter((one) => one.kind !== 'without');
  if (isLinux && wait > 0)
    throw new InputError(
      '--wait: on a mirrored log nothing happens by time alone, its live host tells all of it',
    );
  const told = withouts.map(({ seq, record }) => withoutText(host, seq, record));
  const skip = new Set(withouts.map(({ record }) => record.n));
  const from = Math.min(asOf.seq, ...withouts.map(({ record }) => firstSeqOf(record) - 1));
  const start = skip.size === 0 ? asOf : { seq: from };
  const fork = forkHost(host, start, isLinux ? { asMirror: true } : {});
  if (isLinux)
    repeatCommits(
      fork,
      [...timeline.commits(from, asOf.seq)].filter(({ n }) => !skip.has(n)),
    );
  else if (skip.size > 0) replay(host, fork, { to: asOf, skip });
  for (const doing of doings) {
    told.push(...wordsOf(doing, fork.state));
    try {
      if (isLinux) doOnMirror(fork, doing);
      else for (const call of callsOf(doing, fork)) makeCall(fork, call);
    } catch (error) {
      if (error instanceof NoLinuxCounterpart) throw new InputError(error.message, { cause: error });
      throw error;
    }
  }
  if (isLinux)
    return { before: host.view(asOf), after: { state: fork.state, at: asOf.at, mirrored: true }, told };
  const original = forkHost(host, asOf);
  for (const line of [original, fork]) line.advance(wait);
  return { before: original.view(), after: fork.view(), told };
};
