import type { DomainEvent } from '../catalogue';
import { createHost, openHost, takeReports, type Host } from '../engine';
import { stateDocument, type HostState } from '../state';
import { interfaceOf } from '../interfaces';
import { linuxLinkKey } from '../linux';
import { doubtIntervals } from './doubt';
import { LiveHostStarted, type LiveHost } from './live-host';
import type { LiveReport } from './live-report';

/** A live host for one test. */
export interface LiveHostUnderTest {
  readonly live: LiveHost<HostState>;
  /** When a mirror of it begins, epoch milliseconds. */
  readonly begin: number;
  /** Resolves when all that has happened so far is told. */
  readonly settle: () => Promise<void>;
  /** Makes something happen on the host that changes its state; undefined where nobody can, as in a recording. */
  readonly change: (() => void) | undefined;
  /** Called after the test. */
  readonly dispose: () => void;
}

/** What every LiveHost does alike; each implementation runs it in its own test file. */
export const liveHostContract = (name: string, make: () => LiveHostUnderTest): void => {
  describe(`the live host contract: ${name}`, () => {
    let under: LiveHostUnderTest;
    let told: LiveReport<HostState>[];
    let failures: unknown[];
    let host: Host;

    beforeEach(() => {
      under = make();
      told = [];
      failures = [];
      host = createHost({ mirror: 'linux', now: under.begin });
    });

    afterEach(() => {
      under.live.close();
      under.dispose();
      expect(failures).toEqual([]);
    });

    const start = (): void =>
      under.live.start({
        onReports: (reports) => {
          expect(reports.length).toBeGreaterThan(0);
          told.push(...reports);
          takeReports(host, reports);
        },
        onFailure: (error) => failures.push(error),
      });

    it('tells nothing before start returns', () => {
      start();
      expect(told).toEqual([]);
    });

    it('begins with doubt and a picture that ends it', async () => {
      start();
      await under.settle();
      expect(told[0]?.kind).toBe('doubt');
      const picture = told.findIndex(({ kind }) => kind === 'picture');
      const certain = told.findIndex(({ kind }) => kind === 'certain');
      const message = told.findIndex(({ kind }) => kind === 'message');
      expect(picture).toBeGreaterThan(0);
      expect(certain).toBeGreaterThan(picture);
      expect(message === -1 || message > picture).toBe(true);
      expect(doubtIntervals(host.log.records()).every(({ to }) => to !== undefined)).toBe(true);
    });

    it('makes a log that folds to the state of the mirror', async () => {
      start();
      await under.settle();
      under.change?.();
      await under.settle();
      expect(stateDocument(openHost(host.log).state)).toEqual(stateDocument(host.state));
      expect(host.state.interfaces.size).toBeGreaterThan(0);
    });

    it('tells what changes', async () => {
      start();
      await under.settle();
      const { length } = told;
      const before = stateDocument(host.state);
      under.change?.();
      await under.settle();
      const isChanged = under.change !== undefined;
      expect(told.slice(length).some(({ kind }) => kind === 'message')).toBe(isChanged);
      expect(JSON.stringify(stateDocument(host.state)) !== JSON.stringify(before)).toBe(isChanged);
    });

    it('tells nothing after it was closed, as often as that is done', async () => {
      start();
      await under.settle();
      under.live.close();
      const { length } = told;
      under.live.close();
      under.change?.();
      await under.settle();
      expect(told).toHaveLength(length);
    });

    it('can be closed before it was started, and at once after', async () => {
      under.live.close();
      expect(start).toThrow(LiveHostStarted);
      const other = make();
      other.live.start({
        onReports: (reports) => told.push(...reports),
        onFailure: (error) => failures.push(error),
      });
      other.live.close();
      await other.settle();
      other.dispose();
      expect(told).toEqual([]);
    });

    it('is listened to once', async () => {
      start();
      expect(start).toThrow(LiveHostStarted);
      await under.settle();
      expect(start).toThrow(LiveHostStarted);
    });
  });
};

const link = (ifindex: number, ifname: string): DomainEvent => ({
  type: 'LinuxObjectReported',
  data: { kind: 'link', key: linuxLinkKey(ifindex), object: { flags: [], ifindex, ifname } },
});

const arrival = (InterfaceIndex: number, Alias: string): readonly DomainEvent[] => {
  const reads = createHost({ mirror: 'linux', now: 0 }).state;
  const description = { Alias, InterfaceIndex, Type: 'IF_TYPE_PROP_VIRTUAL' } as const;
  const made = interfaceOf(reads, description, { draw: () => 0.5, formsLinkLocal: false });
  return made._tag === 'Left' ? [] : made.right;
};

/**
 * What a live host told on a day: links, lost messages, a sleep, and a clock that was set back.
 *
 * @param begin its first instant.
 */
export const recordedDay = (begin: number): readonly LiveReport<unknown>[] => [
  { kind: 'doubt', at: begin, because: 'listening-began' },
  {
    kind: 'picture',
    at: begin + 20,
    because: 'listening-began',
    parts: () => [() => [link(1, 'lo'), ...arrival(1, 'lo')]],
  },
  { kind: 'certain', at: begin + 20 },
  {
    kind: 'message',
    at: begin + 3_600_020,
    name: 'RTM_NEWLINK',
    params: { flags: ['NLM_F_CREATE'] },
    actor: 'ip, process 12',
    decide: () => [link(2, 'eth0'), ...arrival(2, 'eth0')],
  },
  { kind: 'doubt', at: begin + 7_200_000, because: 'messages-lost', since: begin + 7_199_000 },
  {
    kind: 'picture',
    at: begin + 7_200_500,
    because: 'messages-lost',
    parts: () => [() => [link(3, 'wlan0'), ...arrival(3, 'wlan0')]],
  },
  { kind: 'certain', at: begin + 7_200_500 },
  {
    kind: 'notice',
    at: begin + 7_200_500 + 3_456_000_000,
    name: 'suspended',
    params: { forMs: 3_456_000_000 },
  },
  { kind: 'notice', at: begin + 7_200_500, name: 'clock-set', params: { byMs: -3_456_000_000 } },
];
