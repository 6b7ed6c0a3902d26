import { doubtIntervals, takeReports, type Host, type HostState, type LiveReport } from '@netlapse/core';

import { LinuxLiveHost, type LinuxLiveHostOptions } from '../src/live';
import { mirrorLinux } from '../src/mirror';

/** A mirror of a namespace, from when it began to listen. */
export class LiveMirror {
  readonly host: Host;
  readonly live: LinuxLiveHost;
  readonly reports: LiveReport<HostState>[] = [];
  failure: unknown;

  constructor(namespace: string, options: LinuxLiveHostOptions = {}, host?: Host) {
    this.host = host ?? mirrorLinux({ now: Date.now() });
    this.live = new LinuxLiveHost({ namespace, ...options });
    this.live.start({
      onReports: (reports) => {
        this.reports.push(...reports);
        takeReports(this.host, reports);
      },
      onFailure: (error) => {
        this.failure = error;
      },
    });
  }

  /** Resolves when the mirror has heard nothing new for a while, and there is no doubt. */
  async settled(quietMs = 400): Promise<void> {
    for (let heard = -1; ;) {
      if (this.failure !== undefined) throw new Error('it failed', { cause: this.failure });
      const isSure = doubtIntervals(this.host.log.records()).at(-1)?.to !== undefined;
      if (isSure && heard === this.reports.length) return;
      heard = this.reports.length;
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    }
  }
}
