import { existsSync, writeSync } from 'node:fs';

import { compactInSteps, createHost, moveHost, netioapi, openHost } from '@netlapse/core';

import { makeSuccessor, openSqliteLog, replaceLog } from '../../src';

// Usage: compact-forever FILE: goes on with a log and compacts it over and over while it is written, and says after
// each write the last event and instant, until it is killed.
const [file] = process.argv.slice(2) as [string];
let log = openSqliteLog(file, { mode: existsSync(file) ? 'write' : 'create' });
let host =
  log.head.n === 0 ? createHost({ now: 0, log, interfaces: [{ InterfaceIndex: 5 }] }) : openHost(log);

const write = (): void => {
  const at = host.clock + 1;
  const Row = {
    InterfaceIndex: 5,
    DestinationPrefix: `10.0.${at & 255}.0/24`,
    NextHop: '192.0.2.1',
    ValidLifetime: 0xffff_ffff,
    PreferredLifetime: 0xffff_ffff,
  };
  const api = netioapi(host);
  const { status } = api.CreateIpForwardEntry2({ Row }, { at });
  if (status !== 'STATUS_SUCCESS') api.DeleteIpForwardEntry2({ Row }, { at });
  writeSync(1, `${host.state.seq} ${host.clock}\n`);
};

for (;;) {
  for (let count = 0; count < 100; count++) write();
  const target = makeSuccessor(log);
  const steps = compactInSteps(host, { at: host.clock - 50 }, target);
  let next = steps.next();
  for (; next.done !== true; next = steps.next()) write();
  if (next.value === undefined) throw new Error('there is no doubt in this log');
  const placed = replaceLog(log, target);
  // A reader may be in the way: the next one is tried then.
  if (placed === undefined) {
    target.close();
    continue;
  }
  log = placed;
  host = moveHost(host, log, next.value);
}
