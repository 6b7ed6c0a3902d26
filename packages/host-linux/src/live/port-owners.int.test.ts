import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PortOwners } from './port-owners';

let root: string;

/** A process as the process file system shows it, with sockets by their inodes. */
const runs = (pid: number, name: string, inodes: readonly number[] = []): void => {
  mkdirSync(join(root, String(pid), 'fd'), { recursive: true });
  writeFileSync(join(root, String(pid), 'comm'), `${name}\n`);
  for (const [fd, inode] of inodes.entries())
    symlinkSync(`socket:[${inode}]`, join(root, String(pid), 'fd', String(fd)));
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'netlapse-owners-'));
  mkdirSync(join(root, 'net'));
  writeFileSync(
    join(root, 'net/netlink'),
    [
      'sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode',
      '0000000000000000 0   3221225473 00000000 0        0        0     2        0        777',
      '0000000000000000 15  3221225474 00000000 0        0        0     2        0        778',
      '',
    ].join('\n'),
  );
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('names the process of the first socket', () => {
  runs(4711, 'dhclient');
  expect(new PortOwners(root).actorOf(4711, 0)).toBe('dhclient, process 4711');
});

it('names the port where the process has ended', () => {
  expect(new PortOwners(root).actorOf(4711, 0)).toBe('port 4711');
});

it('finds the holder of a port that is no process id', () => {
  runs(12, 'sshd', [5]);
  runs(812, 'NetworkManager', [3, 777]);
  expect(new PortOwners(root).actorOf(3_221_225_473, 0)).toBe('NetworkManager, process 812');
});

it('takes no socket of another protocol for one of rtnetlink', () => {
  runs(812, 'auditd', [778]);
  expect(new PortOwners(root).actorOf(3_221_225_474, 0)).toBe('port 3221225474');
});

it('asks anew after a while: a process id is given out again', () => {
  const owners = new PortOwners(root);
  runs(4711, 'dhclient');
  owners.actorOf(4711, 0);
  runs(4711, 'wg');
  expect([owners.actorOf(4711, 1_000), owners.actorOf(4711, 10_000)]).toEqual([
    'dhclient, process 4711',
    'wg, process 4711',
  ]);
});
