import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { doubtIntervals, openHost, stateDocument } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { kernelTables, mirrorTables } from '../../../host-linux/test/kernel-tables';
import { describeInNamespaces, TestNamespace } from '../../../host-linux/test/namespace';
import { checkedLog, churn, flaps, pause, Recording } from '../../test/recording';
import { runProgramToEnd, temporaryFolder } from '../../test/run-program';

jest.setTimeout(240_000);

const folder = temporaryFolder();
afterAll(() => folder.remove());

const MIB = 1024 * 1024;

/** Bytes of a log and of all that is beside it. */
const bytesOf = (file: string): number => {
  const sizes = (path: string): number => {
    try {
      const status = statSync(path);
      if (!status.isDirectory()) return status.size;
      return readdirSync(path).reduce((sum, name) => sum + sizes(join(path, name)), 0);
    } catch {
      // It went meanwhile.
      return 0;
    }
  };
  const names = readdirSync(dirname(file)).filter((name) => name.startsWith(basename(file)));
  return names.reduce((sum, name) => sum + sizes(join(dirname(file), name)), 0);
};

/** Routes that come and go again, so often: what stands does not grow. */
const comingAndGoing = (times: number): string =>
  Array.from({ length: times }, (_, n) => {
    const route = `10.1.${(n >> 8) & 255}.${n & 255}/32 via 192.0.2.254`;
    return `route add ${route}\nroute del ${route}\n`;
  }).join('');

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await pause(1);
};

/** Resolves when a log has not grown for a while, and is not being compacted. */
const atRest = async (file: string): Promise<void> => {
  for (let before = -1; before !== bytesOf(file) || existsSync(`${file}.compacting`);) {
    before = bytesOf(file);
    await pause(250);
  }
};

describeInNamespaces('netlapse record with limits', () => {
  let namespace: TestNamespace;

  beforeEach(() => {
    namespace = new TestNamespace();
    namespace.ip(
      'link set lo up',
      'link add eth0 type veth peer name peer0',
      'link set peer0 up',
      'link set eth0 up',
      'addr add 192.0.2.1/24 dev eth0',
    );
  });

  afterEach(() => namespace.remove());

  it('keeps within --max-size, loses no message meanwhile, and lets no other record', async () => {
    const file = folder.path('bounded.db');
    const argv = ['--log', file, '--netns', namespace.name];
    const recording = new Recording(...argv, '--max-size', '4M', '--json');
    await recording.says('"kind":"recording"');
    let most = 0;
    const watching = setInterval(() => (most = Math.max(most, bytesOf(file))), 5);
    const reader = openHost(openSqliteLog(file, { mode: 'read' }));
    const before = stateDocument(reader.state);
    for (let round = 0; round < 30; round++) {
      await churn(namespace.name, comingAndGoing(100));
      await atRest(file);
    }
    await recording.says('"kind":"compacted"');
    const other = await runProgramToEnd(['record', ...argv]);
    expect(other.err).toMatch(/bounded\.db is being written by another process/);
    // Whoever reads the log as it was goes on to read it, and is told when asking for its end.
    expect(stateDocument(reader.timeline.stateAt(reader.state.seq))).toEqual(before);
    expect(() => reader.log.head).toThrow('was compacted meanwhile');
    reader.close();
    await churn(namespace.name, flaps(300, 9));
    clearInterval(watching);
    await pause(300);
    expect(await recording.end('SIGTERM')).toBe(0);
    expect(recording.err).toBe('');
    expect(most).toBeLessThan(4 * MIB);
    expect(most).toBeGreaterThan(MIB);
    const host = checkedLog(file);
    expect(mirrorTables(host)).toEqual(kernelTables(namespace));
    // Nothing was lost: the doubt of the beginning went with the rest, or is the only one.
    expect(doubtIntervals(host.log.records()).length).toBeLessThan(2);
    expect(host.timeline.firstSeq).toBeGreaterThan(1000);
    host.close();
    expect(readdirSync(dirname(file)).filter((name) => name.includes('compact'))).toEqual([]);
  });

  it('leaves a sound log at whatever moment it is killed', async () => {
    const file = folder.path('killed-compacting.db');
    const argv = ['--log', file, '--netns', namespace.name, '--json', '--max-size', '1M'];
    for (let round = 0; round < 4; round++) {
      const recording = new Recording(...argv);
      await recording.says('"kind":"recording"');
      const churned = churn(namespace.name, comingAndGoing(4000));
      await until(() => existsSync(`${file}.compacting`));
      await pause(Math.random() * 200);
      await recording.end('SIGKILL');
      await churned;
      checkedLog(file).close();
      namespace.ip(`route add 203.0.113.${round}/32 via 192.0.2.253`);
    }
    const last = new Recording(...argv);
    await last.says('"kind":"recording"');
    expect(await last.end('SIGINT')).toBe(0);
    const host = checkedLog(file);
    expect(mirrorTables(host)).toEqual(kernelTables(namespace));
    host.close();
  });

  it('lets go what is older than --keep', async () => {
    const file = folder.path('kept.db');
    const recording = new Recording('--log', file, '--netns', namespace.name, '--keep', '3s');
    await recording.says('recording');
    for (let second = 0; second < 12; second++) {
      namespace.ip(`route add 198.51.100.${second}/32 via 192.0.2.254`);
      await pause(1000);
    }
    await recording.says('log compacted: it begins at ');
    expect(await recording.end('SIGTERM')).toBe(0);
    expect(recording.out).toMatch(/log compacted: it begins at .*, \d+ events went, \S+ became \S+/);
    const host = checkedLog(file);
    expect(host.clock - host.timeline.beginning).toBeLessThan(12_000);
    expect(host.clock - host.timeline.beginning).toBeGreaterThan(2_900);
    expect(mirrorTables(host)).toEqual(kernelTables(namespace));
    host.close();
  });
});

it.each([
  [['--keep', 'long'], '--keep long is no span of time: write 30d, 12h or 2h30m'],
  [['--max-size', '500'], '--max-size 500 is no size: write 500M, 2G or 800K'],
  [['--max-size', '500K'], '--max-size 500K is too small: at least 1M'],
])('refuses the limit %j', async (limit, told) => {
  const { code, err } = await runProgramToEnd(['record', '--log', folder.path('refused.db'), ...limit]);
  expect(err).toContain(told);
  expect(code).toBe(2);
});
