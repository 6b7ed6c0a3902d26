import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { doubtIntervals, netioapi, openHost, verifyLog, type Host } from '@netlapse/core';
import { openSqliteLog, readHeadFile } from '@netlapse/log-sqlite';

import { kernelTables, mirrorTables } from '../../../host-linux/test/kernel-tables';
import { describeInNamespaces, TestNamespace } from '../../../host-linux/test/namespace';
import { writeOwnLog } from '../../test/own-log';
import { runProgramToEnd, temporaryFolder } from '../../test/run-program';

// Processes of their own compile all sources they need.
jest.setTimeout(120_000);

const program = join(__dirname, '../../test/from-source.js');
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** A recorder that runs as a program. */
class Recording {
  readonly process: ChildProcess;
  out = '';
  err = '';

  constructor(...argv: readonly string[]) {
    this.process = spawn(process.execPath, [program, 'record', ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout?.on('data', (data: Buffer) => (this.out += data.toString()));
    this.process.stderr?.on('data', (data: Buffer) => (this.err += data.toString()));
  }

  /** Resolves when it has printed this. */
  async says(text: string): Promise<void> {
    while (!this.out.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`it ended: ${this.out}${this.err}`);
      await pause(20);
    }
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const closed = once(this.process, 'close');
    this.process.kill(signal);
    await closed;
    return this.process.exitCode;
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Opens a log as a reader does; its chain, its head and its fold are checked. */
const checked = (file: string): Host => {
  const log = openSqliteLog(file, { mode: 'read' });
  const head = readHeadFile(file);
  verifyLog(log, head === undefined ? {} : { head });
  return openHost(log, { hasher: log.hasher });
};

const causes = (host: Host): readonly string[] =>
  Array.from(host.log.records(), (record) => ('cause' in record ? record.cause.name : record.kind));

describeInNamespaces('netlapse record', () => {
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

  it('records until it is told to end, and lets no other record meanwhile', async () => {
    const file = folder.path('one.db');
    const recording = new Recording('--log', file, '--netns', namespace.name, '--host', 'edge-1');
    await recording.says('recording edge-1 to');
    namespace.ip('route add default via 192.0.2.254');
    const other = await runProgramToEnd(['record', '--log', file, '--netns', namespace.name]);
    expect(other.err).toMatch(/one\.db is being written by another process.*reading works meanwhile/);
    expect(other.code).toBe(2);
    // What is asked of it to write at the last moment is written.
    namespace.ip('route add 198.51.100.0/24 via 192.0.2.253');
    expect(await recording.end('SIGTERM')).toBe(0);
    expect(recording.err).toBe('');
    expect(recording.out).toMatch(/log .*one\.db: \d+ events of \d+ messages recorded, up to /);
    const host = checked(file);
    expect(mirrorTables(host)).toEqual(kernelTables(namespace));
    expect(netioapi(host).GetBestRoute2({ DestinationAddress: '198.51.100.1' }).BestRoute?.NextHop).toBe(
      '192.0.2.253',
    );
    expect(causes(host).slice(0, 5)).toEqual([
      'genesis',
      'doubt-began',
      'recording-began',
      'resync',
      'doubt-ended',
    ]);
    expect(causes(host).at(-1)).toBe('recording-ended');
    host.close();
  });

  it('goes on with its log after it was killed, as often as that happens, and bridges what it missed', async () => {
    const file = folder.path('killed.db');
    const argv = ['--log', file, '--netns', namespace.name, '--json'];
    for (let round = 0; round < 3; round++) {
      const recording = new Recording(...argv);
      await recording.says('"kind":"recording"');
      const churn = spawn('ip', ['-n', namespace.name, '-batch', '-'], {
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      const churned = once(churn, 'close');
      churn.stdin.end(flaps(12_000, round));
      await pause(Math.random() * 1000);
      await recording.end('SIGKILL');
      await churned;
      checked(file).close();
      namespace.ip(`route add 203.0.113.${round}/32 via 192.0.2.253`);
    }
    const last = new Recording(...argv);
    await last.says('"kind":"recording"');
    expect(await last.end('SIGINT')).toBe(0);
    const host = checked(file);
    expect(mirrorTables(host)).toEqual(kernelTables(namespace));
    const doubts = doubtIntervals(host.log.records());
    expect(doubts).toHaveLength(4);
    for (const { because, to } of doubts) {
      expect(because[0]).toBe('listening-began');
      expect(to).toBeDefined();
    }
    host.close();
  });

  it('says which network namespace there is none of', async () => {
    const { code, err } = await runProgramToEnd([
      'record',
      '--log',
      folder.path('no.db'),
      '--netns',
      'none-such',
    ]);
    expect(err).toContain('--netns none-such: there is no network namespace /run/netns/none-such');
    expect(code).toBe(2);
  });
});

/** Commands that bring and take routes, of each three one stays: no moment is like the one before. */
const flaps = (count: number, round: number): string =>
  Array.from({ length: count }, (_, n) => {
    const isGone = n % 3 === 2;
    const route = isGone ? n - 1 : n;
    return `route ${isGone ? 'del' : 'add'} 10.${round}.${route >> 8}.${route & 255}/32 via 192.0.2.254\n`;
  }).join('');

it('refuses the log of a host of its own', async () => {
  const file = folder.path('own.db');
  writeOwnLog(file);
  const { code, err } = await runProgramToEnd(['record', '--log', file]);
  expect(err).toContain('is the log of a host of its own, which repeats no other');
  expect(code).toBe(2);
});

it('refuses a folder that there is not, and a new name for an old log', async () => {
  const nowhere = await runProgramToEnd(['record', '--log', folder.path('none/a.db')]);
  expect(nowhere.err).toContain('there is no folder');
  writeOwnLog(folder.path('named.db'));
  const named = await runProgramToEnd(['record', '--log', folder.path('named.db'), '--host', 'other']);
  expect(named.err).toContain("is there already and has its host's name: leave out --host");
});
