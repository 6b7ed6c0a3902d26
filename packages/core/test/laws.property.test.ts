import { openHost, stateDocument, tableNames, tableOf, verifyLog, type Host } from '@netlapse/core';

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

describe('over random hosts, calls, hardware and time', () => {
  it('the live state equals the fold of its log', () => {
    overSeeds(400, (seed) => {
      const simulation = simulate(seed, 60);
      const { host } = simulation;
      const live = stateDocument(host.state);
      try {
        expect(stateDocument(openHost(host.log).state)).toEqual(live);
        expect(verifyLog(host.log).head).toEqual(host.log.head);
      } catch (error) {
        throw new Error(`${reproduction(seed, simulation)}\n${String(error)}`, { cause: error });
      }
    });
  });

  it('a read as of a past position equals the read made then', () => {
    overSeeds(300, (seed) => {
      const { host, reads } = simulate(seed, 60);
      for (const { step, position, answer } of reads)
        expect({ step, answer: readNow(host, step, position) }).toEqual({ step, answer });
    });
  });

  it('a read as of a past position equals the read made then, across snapshots of a long log', () => {
    overSeeds(3, (seed) => {
      const { host, reads } = simulate(seed, 6000);
      expect(host.state.seq).toBeGreaterThan(2000);
      for (const { step, position, answer } of reads)
        if (position.seq % 7 === 0)
          expect({ step, answer: readNow(host, step, position) }).toEqual({ step, answer });
    });
  });

  it('nothing due is overdue, and every row is on an interface that stands', () => {
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
    overSeeds(300, (seed) => simulate(seed, 60, { afterStep: check }));
  });
});
