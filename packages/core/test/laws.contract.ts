import {
  canonicalJson,
  difference,
  openHost,
  stateDocument,
  tableNames,
  tableOf,
  verifyLog,
  type EventLog,
  type Host,
  type HostState,
} from '@netlapse/core';

import { eventsOf } from '../src/engine';
import { evolveAll } from '../src/state';
import { overScripts, readNow, run } from './simulation';

/** A kind of log, as the laws are held to it. */
export interface LawfulLog {
  /** An empty log. */
  readonly open: () => EventLog;
  /** Closes a log and opens what it has kept; a log in memory is its own keep. */
  readonly reopen: (log: EventLog) => EventLog;
  /** How many seeds; NETLAPSE_RUNS multiplies them. */
  readonly rounds: number;
}

/** Nothing that was to end by now still stands, and no row is on an interface that does not. */
const checkRows = (host: Host): void => {
  for (const name of tableNames) {
    if (name === 'answering' || name === 'linux') continue;
    for (const row of tableOf(host.state, name).values()) {
      const { InterfaceLuid, validUntil } = row as { InterfaceLuid?: never; validUntil?: number | null };
      if (InterfaceLuid !== undefined && host.state.interfaces.get({ InterfaceLuid }) === undefined)
        throw new Error(`${name} has a row on no interface: ${JSON.stringify(row)}`);
      if (typeof validUntil === 'number' && validUntil <= host.clock)
        throw new Error(`${name} has a row past its end: ${JSON.stringify(row)}`);
    }
  }
};

/** Refuses two states that differ in any row, bookkeeping included, or in what the host has but once. */
const refuseDifference = (what: string, expected: HostState, got: HostState): void => {
  const rows = Object.entries(difference(expected, got, { bookkeeping: true })).filter(
    ([, { added, removed, changed }]) => added.length + removed.length + changed.length > 0,
  );
  const facts = ({ seq, teredoPort, connectivityHint }: HostState): string =>
    canonicalJson({ seq, teredoPort, connectivityHint: { ...connectivityHint } });
  if (rows.length > 0) throw new Error(`${what}: ${JSON.stringify(rows)}`);
  if (facts(expected) !== facts(got)) throw new Error(`${what}: ${facts(expected)} is not ${facts(got)}`);
};

/** The laws of the engine over random hosts, calls, hardware and time, on logs of one kind. */
export const lawsContract = (name: string, { open, reopen, rounds }: LawfulLog): void => {
  describe(`over random hosts, calls, hardware and time, on ${name}`, () => {
    it('the live state equals the fold of the log, and the state after opening it again', () => {
      overScripts(rounds, 60, (script) => {
        const { host } = run(script, { log: open() });
        const live = stateDocument(host.state);
        expect(stateDocument(openHost(host.log).state)).toEqual(live);
        expect(verifyLog(host.log).head).toEqual(host.log.head);
        const again = reopen(host.log);
        expect(stateDocument(openHost(again).state)).toEqual(live);
        again.close();
      });
    });

    it('after every step the live state is the fold of the log so far, and stays what is read as of then', () => {
      overScripts(rounds, 60, (script) => {
        let folded: HostState | undefined;
        const then: HostState[] = [];
        const afterStep = (host: Host): void => {
          const before = folded ?? host.timeline.stateAt(host.timeline.firstSeq);
          const from = host.log.recordNumberOfSeq(before.seq + 1);
          folded = from === undefined ? before : evolveAll(before, eventsOf(host.log.records(from)));
          refuseDifference('the fold of the log differs from the live state', host.state, folded);
          then.push(host.state);
        };
        const { host } = run(script, { log: open(), afterStep });
        for (const live of then)
          refuseDifference('the past differs from what was live', live, host.timeline.stateAt(live.seq));
        host.close();
      });
    });

    it('a read as of a past position equals the read made then', () => {
      overScripts(rounds, 60, (script) => {
        const { host, reads } = run(script, { log: open() });
        for (const { step, position, answer } of reads)
          expect({ step, answer: readNow(host, step, position) }).toEqual({ step, answer });
        host.close();
      });
    });

    it('a read as of a past position of a long log equals the read made then, across kept states', () => {
      overScripts(Math.ceil(rounds / 150), 6000, (script) => {
        const { host, reads } = run(script, { log: open() });
        for (const { step, position, answer } of reads)
          if (position.seq % 7 === 0)
            expect({ step, answer: readNow(host, step, position) }).toEqual({ step, answer });
        host.close();
      });
    });

    it('nothing due is overdue, and every row is on an interface that stands', () => {
      overScripts(rounds, 60, (script) => run(script, { log: open(), afterStep: checkRows }).host.close());
    });
  });
};
