import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';

import { doubtIntervals, LiveHostStarted, openHost, type Host } from '@netlapse/core';

import { liveHostContract } from '../../../core/src/live/live-host.contract';
import { mirrorTables } from '../../test/kernel-tables';
import { expectMirrored, LiveMirror } from '../../test/live-mirror';
import { describeInNamespaces, TestNamespace } from '../../test/namespace';
import { LinuxLiveHost, type LinuxLiveHostOptions } from './linux-live-host';

const upWithAddress = [
  'link set lo up',
  'link add eth0 type veth peer name peer0',
  'link set peer0 up',
  'link set eth0 up',
  'addr add 192.0.2.1/24 dev eth0',
];

/** Commands for so many routes, 10.0.0.0/32 and on. */
const routes = (what: 'add' | 'del', count: number): string =>
  Array.from(
    { length: count },
    (_, n) => `route ${what} 10.${n >> 16}.${(n >> 8) & 255}.${n & 255} via 192.0.2.254\n`,
  ).join('');

/** Descriptors of this process that are no files of the test runner's own. */
const openDescriptors = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;

describeInNamespaces('a live Linux host', () => {
  let namespace: TestNamespace;
  let mirrors: LiveMirror[] = [];

  beforeEach(() => {
    namespace = new TestNamespace();
  });

  afterEach(() => {
    for (const { live } of mirrors) live.close();
    mirrors = [];
    namespace.remove();
  });

  const mirror = async (options?: LinuxLiveHostOptions, host?: Host): Promise<LiveMirror> => {
    const made = new LiveMirror(namespace.file, options, host);
    mirrors.push(made);
    await made.settled();
    return made;
  };

  it('begins with all that stands', async () => {
    namespace.ip(
      'link set lo up',
      'link add eth0 type veth peer name peer0',
      'link set peer0 up',
      'link set eth0 up',
      'addr add 192.0.2.1/24 dev eth0',
      'route add default via 192.0.2.254',
      'rule add from 192.0.2.9 table 100',
      'nexthop add id 7 via 192.0.2.7 dev eth0',
      'route add 198.51.100.0/24 nhid 7',
      'neigh add 192.0.2.254 lladdr 02:00:00:00:00:01 dev eth0',
    );
    const made = await mirror();
    await expectMirrored(made, namespace);
    expect(mirrorTables(made.host).route.length).toBeGreaterThan(5);
  }, 30_000);

  it('repeats what changes, with the process that changed it', async () => {
    const made = await mirror();
    const { host } = made;
    const ip = spawn('ip', ['-n', namespace.name, '-batch', '-'], { stdio: ['pipe', 'ignore', 'inherit'] });
    ip.stdin.write('link set lo up\naddr add 192.0.2.1/32 dev lo\nroute add blackhole 198.51.100.0/24\n');
    await made.settled();
    ip.stdin.end();
    await expectMirrored(made, namespace);
    const actors = Array.from(host.log.records(), (record) =>
      record.kind === 'commit' ? [record.cause.name, record.cause.actor] : [],
    );
    expect(actors).toContainEqual(['RTM_NEWROUTE', `ip, process ${ip.pid}`]);
  }, 30_000);

  it('confirms by a dump what it had to infer', async () => {
    namespace.ip(
      ...upWithAddress,
      'route add 198.51.100.0/24 via 192.0.2.254',
      'route add 203.0.113.0/24 dev eth0',
    );
    const made = await mirror();
    namespace.ip('link set eth0 down');
    await made.settled(700);
    expect(made.reports.filter(({ kind }) => kind === 'picture')).toEqual([
      expect.objectContaining({ because: 'listening-began' }),
      expect.objectContaining({ because: 'confirmation' }),
    ]);
    await expectMirrored(made, namespace);
    // The inference was right: the confirmation found no difference.
    const resyncs = Array.from(made.host.log.records()).filter(
      (record) => record.kind === 'commit' && record.cause.name === 'resync',
    );
    expect(resyncs).toHaveLength(1);
  }, 30_000);

  it('says that messages were lost, and heals', async () => {
    namespace.ip(...upWithAddress);
    const made = await mirror({ receiveBufferBytes: 4096 });
    namespace.batch(routes('add', 50_000));
    await made.settled();
    const [began, ...lost] = doubtIntervals(made.host.log.records());
    expect(began?.because).toEqual(['listening-began']);
    expect(lost.length).toBeGreaterThan(0);
    for (const { because, from, to } of lost) {
      expect(because).toEqual(['messages-lost']);
      expect(to).toBeGreaterThanOrEqual(from);
    }
    await expectMirrored(made, namespace);
    namespace.batch(routes('del', 50_000));
    await made.settled();
    await expectMirrored(made, namespace);
  }, 150_000);

  it('hears what is lost while it reads what was not, before it takes a picture', async () => {
    namespace.ip(...upWithAddress);
    const made = await mirror({ receiveBufferBytes: 4 * 1024 * 1024 });
    // Nothing is read meanwhile: the buffer is full, and stays full while more comes.
    namespace.batch(routes('add', 30_000));
    const more = spawn('ip', ['-n', namespace.name, '-batch', '-'], { stdio: ['pipe', 'ignore', 'inherit'] });
    more.stdin.end(routes('del', 30_000));
    await once(more, 'close');
    await expectMirrored(made, namespace);
    expect(doubtIntervals(made.host.log.records()).length).toBeGreaterThan(1);
  }, 150_000);

  it('bridges what nobody heard when it is listened to again', async () => {
    namespace.ip(...upWithAddress);
    const first = await mirror();
    first.live.close();
    namespace.ip('addr del 192.0.2.1/24 dev eth0', 'link set eth0 name wan', 'link set peer0 down');
    const { at: lastAt } = first.host.log.head;
    const again = await mirror({}, openHost(first.host.log));
    await expectMirrored(again, namespace);
    expect(doubtIntervals(again.host.log.records()).at(-1)).toMatchObject({ from: lastAt });
    expect(first.failure).toBeUndefined();
  }, 30_000);

  it('tells nothing after it was closed, and leaves no socket', async () => {
    const before = openDescriptors();
    const made = await mirror();
    made.live.close();
    made.live.close();
    const { length } = made.reports;
    namespace.ip('link set lo up');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(made.reports).toHaveLength(length);
    expect(openDescriptors()).toBe(before);
    expect(() => made.live.start({ onReports: () => undefined, onFailure: () => undefined })).toThrow(
      LiveHostStarted,
    );
  }, 30_000);

  it('ends when whoever listens cannot take any more', async () => {
    const before = openDescriptors();
    const live = new LinuxLiveHost({ namespace: namespace.file });
    const failure = await new Promise((resolve) => {
      live.start({
        onReports: () => {
          throw new Error('the disk is full');
        },
        onFailure: resolve,
      });
    });
    expect(failure).toEqual(new Error('the disk is full'));
    expect(openDescriptors()).toBe(before);
  }, 30_000);

  it('says which namespace there is none of', () => {
    const live = new LinuxLiveHost({ namespace: '/run/netns/netlapse-none' });
    expect(() => live.start({ onReports: () => undefined, onFailure: () => undefined })).toThrow(
      /no such file.*netlapse-none/,
    );
  });

  liveHostContract('rtnetlink', () => {
    const own = new TestNamespace();
    own.ip('link set lo up');
    return {
      live: new LinuxLiveHost({ namespace: own.file }),
      begin: Date.now(),
      settle: () => new Promise((resolve) => setTimeout(resolve, 400)),
      change: () => own.ip('addr add 192.0.2.1/32 dev lo'),
      dispose: () => own.remove(),
    };
  });
});
