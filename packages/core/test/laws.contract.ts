import {
  openHost,
  stateDocument,
  tableNames,
  tableOf,
  verifyLog,
  type EventLog,
  type Host,
  type OpenHostOptions,
} from '@netlapse/core';

import { readNow, reproduction, seeds, simulate } from './simulation';

/** Runs a law over many seeds; a failure names the seed and the steps that reproduce it. */
const overSeeds = (count: number, law: (seed: number) => void): void => {
  for (const seed of seeds(count))
    try {
      law(seed);
    } catch (error) {
      throw new Error(`seed ${seed} (NETLAPSE_SEED=${seed} runs it alone): ${String(error)}`, { cause: error });
    }
};

/** A kind of log, as the laws are held to it. */
export interface LawfulLog {
  /** An empty log. */
  readonly open: () => EventLog;
  /** Closes a log and opens what it has kept; a log in memory is its own keep. */
  readonly reopen: (log: EventLog) => EventLog;
  readonly openOptions?: OpenHostOptions;
  /** How many seeds; NETLAPSE_RUNS multiplies them. */
  readonly rounds: number;
}

const check = (host: Host): void => {
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

/** The laws of the engine over random hosts, calls, hardware and time, on logs of one kind. */
export const lawsContract = (name: string, { open, reopen, openOptions = {}, rounds }: LawfulLog): void => {
  describe(`over random hosts, calls, hardware and time, on ${name}`, () => {
    it('the live state equals the fold of the log, and the state after opening it again', () => {
      overSeeds(rounds, (seed) => {
        const simulation = simulate(seed, 60, { log: open() });
        const { host } = simulation;
        const live = stateDocument(host.state);
        try {
          expect(stateDocument(openHost(host.log, openOptions).state)).toEqual(live);
          expect(verifyLog(host.log, openOptions).head).toEqual(host.log.head);
          const again = reopen(host.log);
          expect(stateDocument(openHost(again, openOptions).state)).toEqual(live);
          again.close();
        } catch (error) {
          throw new Error(`${reproduction(seed, simulation)}\n${String(error)}`, { cause: error });
        }
      });
    });

    it('a read as of a past position equals the read made then', () => {
      overSeeds(rounds, (seed) => {
        const { host, reads } = simulate(seed, 60, { log: open() });
        for (const { step, position, answer } of reads)
          expect({ step, answer: readNow(host, step, position) }).toEqual({ step, answer });
        host.close();
      });
    });

    it('a read as of a past position of a long log equals the read made then, across kept states', () => {
      overSeeds(Math.ceil(rounds / 150), (seed) => {
        const { host, reads } = simulate(seed, 6000, { log: open() });
        expect(host.state.seq).toBeGreaterThan(2000);
        for (const { step, position, answer } of reads)
          if (position.seq % 7 === 0)
            expect({ step, answer: readNow(host, step, position) }).toEqual({ step, answer });
        host.close();
      });
    });

    it('nothing due is overdue, and every row is on an interface that stands', () => {
      overSeeds(rounds, (seed) => simulate(seed, 60, { log: open(), afterStep: check }).host.close());
    });
  });
};
