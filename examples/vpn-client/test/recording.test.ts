import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createHost, logReports, RecordedHost, repeatLive } from '@netlapse/core';
import { importRtmon } from '@netlapse/host-linux';
import { scenarioTests } from '@netlapse/jest';
import { VirtualTimeScheduler } from 'rxjs';

import { vpnStatus$, type VpnStatus } from '../src/vpn-client';

// What once happened to a laptop, as netlapse test-from wrote it: one test for each file.
scenarioTests('scenarios');

it('hears of a real day what it must: the tunnel comes up, and is lost', () => {
  const file = 'laptop.rtmon';
  const recorded = createHost({ mirror: 'linux' });
  importRtmon(recorded, readFileSync(join(__dirname, '..', 'recordings', file)), { file });
  const scheduler = new VirtualTimeScheduler();
  const laptop = createHost({ mirror: 'linux', now: recorded.timeline.beginning });
  const heard: VpnStatus[] = [];
  vpnStatus$(laptop, 'tun0').subscribe((status) => heard.push(status));
  repeatLive(laptop, new RecordedHost(logReports(recorded.log.records()), { scheduler }));
  scheduler.flush();
  expect(heard).toEqual(['offline', 'open', 'protected', 'open']);
  expect(laptop).toRouteVia('8.8.8.8', { Alias: 'wlan0' });
  expect(laptop).toHaveNotified('NotifyRouteChange2', {
    NotificationType: 'MibDeleteInstance',
    Row: { DestinationPrefix: '0.0.0.0/1' },
  });
});
