import { takeReports, type Host, type HostState, type LiveReport } from '@netlapse/core';

import { LinuxLiveHost, type LinuxLiveHostOptions } from '../src/live';
import { mirrorLinux } from '../src/mirror';
import { kernelTables, mirrorTables } from './kernel-tables';
import type { TestNamespace } from './namespace';

/** A mirror of a namespace, from when it began to listen. */
export class LiveMirror {
  readonly host: Host;
  readonly live: LinuxLiveHost;
  readonly reports: LiveReport<HostState>[] = [];
  failure: unknown;
  /** FALSE while there is doubt. */
  isSure = false;

  constructor(namespace: string, options: LinuxLiveHostOptions = {}, host?: Host) {
    this.host = host ?? mirrorLinux({ now: Date.now() });
    this.live = new LinuxLiveHost({ namespace, ...options });
    this.live.start({
      onReports: (reports) => {
        for (const report of reports) {
          this.reports.push(report);
          if (report.kind === 'doubt' || report.kind === 'certain') this.isSure = report.kind === 'certain';
        }
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
      if (this.isSure && heard === this.reports.length) return;
      heard = this.reports.length;
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    }
  }
}

/**
 * Holds a mirror against the tables of its kernel. Those go on changing by themselves, as when the detection of duplicate
 * addresses ends; so they are read before and after the mirror, until both times they are the same.
 */
export const expectMirrored = async (mirror: LiveMirror, namespace: TestNamespace): Promise<void> => {
  for (;;) {
    const before = kernelTables(namespace);
    await mirror.settled();
    const mirrored = mirrorTables(mirror.host);
    const after = kernelTables(namespace);
    if (JSON.stringify(before) !== JSON.stringify(after)) continue;
    expect(mirrored).toEqual(after);
    return;
  }
};
