import { doubtIntervals, netioapi, type Host } from '@netlapse/core';

import { kernelTables, mirrorTables } from '../../../host-linux/test/kernel-tables';
import { describeInNamespaces, TestNamespace } from '../../../host-linux/test/namespace';
import { writeOwnLog } from '../../test/own-log';
import { checkedLog, churn, flaps, pause, Recording } from '../../test/recording';
import { runProgramToEnd, temporaryFolder } from '../../test/run-program';

// On a busy computer twenty starts take their time.
jest.setTimeout(900_000);

/** How often the recorder is killed in a row. */
const ROUNDS = 20;

const folder = temporaryFolder();
afterAll(() => folder.remove());

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
    const host = checkedLog(file);
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
    for (let round = 0; round < ROUNDS; round++) {
      const recording = new Recording(...argv);
      await recording.says('"kind":"recording"');
      const churned = churn(namespace.name, flaps(3000, round));
      await pause(Math.random() * 300);
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
    const doubts = doubtIntervals(host.log.records());
    expect(doubts).toHaveLength(ROUNDS + 1);
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
