import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createHost, type Host } from '@netlapse/core';
import { checkIpExport, importIpExport, importRtmon, openRecordedFile } from '@netlapse/host-linux';

import { writeIpExport, writeRtmonStream } from '../src/full-table-export';

const edge = join(__dirname, '../../host-linux/recordings/edge');
const read = (name: string): Uint8Array => readFileSync(join(edge, name));

const prefixes = ['1.0.0.0/24', '8.8.8.8/32', '20.0.0.0/6', '2001:200::/32', '2001:db8:9::1/128'];

const folder = mkdtempSync(join(tmpdir(), 'netlapse-bench-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const begun = (): Host => createHost({ mirror: 'linux', now: 0 });
const routesOf = (host: Host): readonly string[] =>
  Array.from(host.state.routes.values(), ({ DestinationPrefix, NextHop, Metric, Protocol }) =>
    [DestinationPrefix, NextHop, Metric, Protocol].join(' '),
  ).filter((text) => prefixes.some((prefix) => text.startsWith(`${prefix} `)));

const expected = prefixes
  .map((prefix) => `${prefix} ${prefix.includes(':') ? '2001:db8::2' : '192.0.2.2'} 32 MIB_IPPROTO_OTHER`)
  .sort();

it('writes what `ip` would print of a router with these prefixes', () => {
  const host = begun();
  const { address, link, route } = writeIpExport(prefixes, folder, read);
  importIpExport(host, checkIpExport([link, address, route].map(openRecordedFile)), { at: 1 });
  expect(Array.from(routesOf(host)).sort()).toEqual(expected);
});

it('writes what rtmon would record of a router that gets these prefixes', () => {
  const host = begun();
  const file = join(folder, 'full.rtmon');
  writeRtmonStream(prefixes, file, read);
  const { skipped, messages } = importRtmon(host, openRecordedFile(file), { file });
  expect(Array.from(routesOf(host)).sort()).toEqual(expected);
  expect(messages).toBe(importRtmon(begun(), read('edge.rtmon'), { file }).messages + prefixes.length);
  expect(Object.keys(skipped).filter((why) => why.includes('unknown'))).toEqual([]);
});
