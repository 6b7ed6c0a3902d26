import { interfaceOf, type InterfaceDescription } from '../interfaces';
import { LogMoved, MemoryEventLog, type Cause, type EventLog, type MirrorKind } from '../log';
import { addressFamilies, type AddressFamily } from '../net';
import type { HostState } from '../state';
import { AppendBuilder } from './append-builder';
import { checkpointsOf } from './checkpoints';
import { ReportRefused } from './errors';
import { Host } from './host';
import type { HostRunOptions } from './host-options';
import { openTimeline, type OpenOptions } from './open-timeline';
import { paramsJson } from './params-json';
import { Past } from './past';
import { beginTimeline, Timeline, type LogBeginning } from './timeline';

export interface CreateHostOptions extends HostRunOptions {
  /** An empty log to write; left out, one in memory. */
  readonly log?: EventLog;
  /** The instant at which the host begins, epoch milliseconds. Left out: the clock's, or 0 without one. */
  readonly now?: number;
  /** Name of the computer in its log. */
  readonly hostId?: string;
  /** Unique name of the log; left out, made of the host's name and the instant. */
  readonly logId?: string;
  /** Address families with an IP stack; left out, both. */
  readonly stacks?: readonly AddressFamily[];
  /** The interfaces with which the host begins. */
  readonly interfaces?: readonly InterfaceDescription[];
  /** The host repeats a live one of this kind: what it says is taken as it is, and calls cannot change it. */
  readonly mirror?: MirrorKind;
}

/**
 * A host that begins now, with the interfaces given and nothing else.
 *
 * @throws ReportRefused where an interface cannot be as it is described
 */
export const createHost = (options: CreateHostOptions = {}): Host => {
  const {
    log = new MemoryEventLog(),
    stacks = addressFamilies,
    interfaces = [],
    hostId = 'host',
    mirror,
  } = options;
  const now = options.now ?? options.clock?.() ?? 0;
  const logId = options.logId ?? `${hostId}@${now}`;
  const timeline = beginTimeline(log, { hostId, logId, stacks, now, mirror });
  commitGenesis(timeline, interfaces, now);
  return new Host(timeline, options);
};

const commitGenesis = (
  timeline: Timeline,
  interfaces: readonly InterfaceDescription[],
  now: number,
): void => {
  if (interfaces.length === 0) return;
  const append = new AppendBuilder(timeline.state, now);
  for (const description of interfaces) {
    const made = interfaceOf({ ...append.state }, description, { formsLinkLocal: false, draw: () => 0.5 });
    if (made._tag === 'Left') throw new ReportRefused('genesis', made.left.why, made.left.member);
    for (const event of made.right) append.plain(event);
  }
  const cause: Cause = { kind: 'genesis', name: 'genesis', params: paramsJson({ interfaces }) };
  timeline.commit(cause, 'STATUS_SUCCESS', append);
};

export interface OpenHostOptions extends HostRunOptions, OpenOptions {}

/**
 * A host from its log: checked, folded, and ready to go on.
 *
 * @throws what openTimeline throws: NotALog, LogCorrupt, UnknownEvent
 */
export const openHost = (log: EventLog, options: OpenHostOptions = {}): Host =>
  new Host(openTimeline(log, options), options);

/**
 * A host that goes on in its present state with a log that was compacted from its own, as `compactInSteps` made it,
 * without reading it. The host as it was is not to be used any more; who registered there is not taken along.
 *
 * @throws LogMoved where the log does not end with the host's last event
 */
export const moveHost = (
  { clock, state }: Host,
  log: EventLog,
  { beginning, start }: { readonly beginning: LogBeginning; readonly start: HostState },
  options: HostRunOptions = {},
): Host => {
  if (log.head.seq !== state.seq) throw new LogMoved(state.seq, log.head.seq);
  const past = new Past(log, start, checkpointsOf(log, beginning));
  past.offer(state);
  past.written(state, log.head);
  return new Host(new Timeline(log, { first: beginning, state, clock, past }), options);
};
