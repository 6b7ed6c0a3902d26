import { liveNotices, RESYNC, type LiveHost, type LiveReport } from '../live';
import type { Host } from './host';
import type { HostState } from './state';

/**
 * Has a mirror take what a live host reported, all as one durable write: a message or a picture that changes
 * something is an append, the beginning and end of doubt and notices are records without events.
 *
 * @throws WrongKindOfHost for a host that is no mirror, and what the log throws: nothing is taken then
 */
export const takeReports = (host: Host, reports: readonly LiveReport<HostState>[]): void =>
  host.batch(() => {
    for (const report of reports) take(host, report);
  });

const take = (host: Host, report: LiveReport<HostState>): void => {
  // The clock of the live host may have been set back: what is told later is later.
  const at = Math.max(report.at, host.clock);
  switch (report.kind) {
    case 'message':
      return host.mirror({ ...report, at }, (state) => report.decide(state, at));
    case 'picture':
      return host.mirror({ at, name: RESYNC, params: { because: report.because } }, (state) =>
        report.decide(state, at),
      );
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
 * Has a mirror repeat a live host from here on, each time it says something as one durable write.
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
