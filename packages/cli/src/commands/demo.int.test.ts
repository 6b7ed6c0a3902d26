import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { runProgram, type Ran } from '../../test/run-program';

let ran: Ran;
let log: string;

beforeAll(() => {
  ran = runProgram(['demo']);
  log = /NETLAPSE_LOG=(\S+)/.exec(ran.out)?.[1] ?? '';
});
afterAll(() => rmSync(dirname(log), { recursive: true, force: true }));

it('tells its story on one screen', () => {
  expect({ code: ran.code, err: ran.err }).toStrictEqual({ code: 0, err: '' });
  expect(ran.lines.length).toBeLessThanOrEqual(40);
  for (const line of ran.lines) expect(line.length).toBeLessThanOrEqual(80);
});

it('counts what it imported', () => {
  const { lines } = runProgram(['check', '--log', log]);
  const events = /events +(\d+)/.exec(lines.join('\n'))?.[1];
  expect(ran.out).toContain(`111 messages of its Linux kernel became ${events} events`);
});

it('follows 8.8.8.8 over cable, VPN and wireless, each with its cause', () => {
  const ways = ran.lines
    .filter((line) => /^ {2}\d\d:\d\d:\d\d\.\d{3}Z /.test(line))
    .map((line) => line.slice(17));
  expect(ways).toStrictEqual([
    'unreachable, for 2.7s',
    'via 192.168.1.1 on eth0 #2 from 192.168.1.50, for 754ms',
    'via 172.16.99.1 on tun0 #4 from 172.16.99.2, for 7.4s',
    'via 10.20.0.1 on wlan0 #3 from 10.20.1.33, for 346ms',
  ]);
  expect(ran.out).toContain('default route via 192.168.1.1 on eth0 #2 was added (dhcp)');
  expect(ran.out).toContain('route 0.0.0.0/1 via 172.16.99.1 on tun0 #4 was removed');
});

it('shows what the VPN changed', () => {
  expect(ran.out).toMatch(/What changed while tun0 #4 came up, from 23:32:02\.350Z to 23:32:02\.682Z\?/);
  expect(ran.out).toContain('  + 128.0.0.0/1 via 172.16.99.1 on tun0 #4, metric 0, netmgmt');
  expect(ran.out).toContain('  + 203.0.113.10/32 via 192.168.1.1 on eth0 #2, metric 100, netmgmt');
});

it('leaves a log with which the commands that it names work', () => {
  const commands = ran.lines
    .filter((line) => line.startsWith('  netlapse '))
    .map((line) => line.trim().split(' ').slice(1));
  expect(commands.length).toBeGreaterThan(3);
  for (const argv of commands) {
    const { code, out, err } = runProgram(argv, { env: { NETLAPSE_LOG: log } });
    expect({ argv, code, err }).toStrictEqual({ argv, code: 0, err: '' });
    expect(out).not.toContain('\nno ');
  }
});

it('names the program as npm finds it, where npm started it', () => {
  const { out } = runProgram(['demo'], { env: { npm_lifecycle_event: 'start' } });
  expect(out).toContain('  npx netlapse route-to 8.8.8.8 --history');
  rmSync(dirname(/NETLAPSE_LOG=(\S+)/.exec(out)?.[1] ?? ''), { recursive: true, force: true });
});
