import {
  liveNotices,
  RESYNC,
  type CertainReport,
  type DoubtReport,
  type LiveHost,
  type LiveReport,
  type MessageReport,
  type NoticeReport,
  type PictureReport,
} from '../live';
import type { HostState } from '../state';
import type { Host } from './host';

/** Events of a picture that are written together: as many as are worth one durable write. */
const WRITTEN_TOGETHER = 2000;

/**
 * Has a mirror take what a live host reported, as one durable write: a message that changes something is an append,
 * the beginning and end of doubt and notices are records without events. A picture that differs in much is written in
 * several goes, so that memory does not follow the difference; all its appends have one instant.
 *
 * @throws WrongKindOfHost for a host that is no mirror, and what the log throws: nothing of that write is taken then
 */
export const takeReports = (host: Host, reports: readonly LiveReport<HostState>[]): void => {
  for (const steps = takeInSteps(host, reports); steps.next().done !== true;);
};

/** As `takeReports`, one durable write a step. */
export function* takeInSteps(host: Host, reports: readonly LiveReport<HostState>[]): IterableIterator<void> {
  const goes = goesOf(host, reports);
  while (host.batch(() => goes.next().done !== true)) yield;
}

/** Takes reports up to where it is time to write them. */
function* goesOf(host: Host, reports: readonly LiveReport<HostState>[]): IterableIterator<void> {
  let messages: MessageReport<HostState>[] = [];
  for (const report of reports) {
    if (report.kind === 'message') {
      messages.push(report);
      continue;
    }
    host.mirrorAll(messages);
    messages = [];
    if (report.kind === 'picture') yield* picture(host, report);
    else remark(host, report);
  }
  host.mirrorAll(messages);
}

function* picture(host: Host, report: PictureReport<HostState>): IterableIterator<void> {
  const at = Math.max(report.at, host.clock);
  const message = { at, name: RESYNC, params: { because: report.because } };
  let written = host.state.seq;
  for (const part of report.parts(host, at)) {
    host.mirror(message, (state) => part(state, at));
    if (host.state.seq - written < WRITTEN_TOGETHER) continue;
    yield;
    written = host.state.seq;
  }
}

const remark = (host: Host, report: DoubtReport | CertainReport | NoticeReport): void => {
  // The clock of the live host may have been set back: what is told later is later.
  const at = Math.max(report.at, host.clock);
  switch (report.kind) {
    case 'doubt': {
      const since = Math.min(report.since ?? host.clock, at);
      return host.remark({ at, name: liveNotices.doubtBegan, params: { because: report.because, since } });
    }
    case 'certain':
      return host.remark({ at, name: liveNotices.doubtEnded, params: {} });
    case 'notice':
      return host.remark({ at, name: report.name, params: report.params });
  }
};

/**
 * Has a mirror repeat a live host from here on, each time it says something as one durable write (`takeReports`).
 *
 * @param onFailure told when the live host cannot be listened to any longer, or the log not be written; it is
 *   closed by then. Left out, the error is thrown where it happens
 * @throws LiveHostStarted, and what stands in the way of listening
 */
export const repeatLive = (
  host: Host,
  live: LiveHost<HostState>,
  onFailure: (error: unknown) => void = (error) => {
    throw error;
  },
): void => live.start({ onReports: (reports) => takeReports(host, reports), onFailure });
