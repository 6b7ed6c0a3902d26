import { MemoryEventLog, openHost, type Host, type StoredCheckpoint } from '@netlapse/core';
import fc from 'fast-check';

import { MemoryCheckpoints } from './memory-checkpoints';
import { propertyRuns } from './property-runs';
import { overScripts, readNow, run } from './simulation';
import { Checkpoints, decodeState, encodeState, expectSameState, keepCheckpoint } from './state.contract';

/** A log in memory with checkpoints beside it; which records are read of it is noted. */
class CheckpointedLog extends MemoryEventLog {
  readonly checkpoints = new MemoryCheckpoints();
  leastRead = Infinity;

  override records(fromN = 1, toN?: number): ReturnType<MemoryEventLog['records']> {
    if (fromN > 1) this.leastRead = Math.min(this.leastRead, fromN);
    return super.records(fromN, toN);
  }
}

describe('a checkpoint, over random hosts, calls, hardware and time', () => {
  it('is the state that it was made of, on the way', () => {
    overScripts(40, 60, (script) => {
      let step = 0;
      const afterStep = ({ state }: Host): void => {
        if (++step % 4 === 0) expectSameState(decodeState(encodeState(state), state.seq), state);
      };
      run(script, { afterStep }).host.close();
    });
  });

  it('opens a log to the state that folding all of it gives, whichever it begins with', () => {
    overScripts(40, 80, (script) => {
      const log = new CheckpointedLog();
      let step = 0;
      const afterStep = (host: Host): void => {
        if (++step % 7 === 0) keepCheckpoint(log, host.state);
      };
      const { host, reads } = run(script, { log, afterStep });
      const folded = openHost(log, { checkpoints: 'ignore' });
      while (log.checkpoints.kept.size > 0) {
        const newest = log.checkpoints.seqs().at(-1) as number;
        const began = log.checkpoints.read(newest)?.label.n as number;
        log.leastRead = Infinity;
        const opened = openHost(log);
        // It was believed: nothing before its record was read but the first.
        expect(log.leastRead).toBe(began);
        expectSameState(opened.state, folded.state);
        expect(opened.position).toEqual(folded.position);
        // Time that passes alone is not in the log.
        const readable = reads.filter(({ position }) => position.at <= opened.clock);
        for (const { step: read, position, answer } of readable)
          expect({ read, answer: readNow(opened, read, position) }).toEqual({ read, answer });
        log.checkpoints.remove(newest);
      }
      host.close();
    });
  });

  it('at the end of a log is decoded when its state is asked for, and not for the past or the position', () => {
    overScripts(20, 60, (script) => {
      const log = new CheckpointedLog();
      const { host } = run(script, { log });
      keepCheckpoint(log, host.state);
      const opened = openHost(log).timeline;
      const folded = openHost(log, { checkpoints: 'ignore' }).timeline;
      const decoded = jest.spyOn(Checkpoints.prototype, 'decode');
      expect(opened.position).toEqual(folded.position);
      expectSameState(opened.stateAt(0), folded.stateAt(0));
      opened.close();
      expect(decoded).not.toHaveBeenCalled();
      expectSameState(opened.state, folded.state);
      expect(opened.stateAt(opened.position.seq)).toBe(opened.state);
      expect(decoded).toHaveBeenCalledTimes(1);
      decoded.mockRestore();
      host.close();
    });
  });

  it('of another record, log or fold, or of damaged bytes, is not believed', () => {
    overScripts(30, 60, (script) => {
      const log = new CheckpointedLog();
      const { host } = run(script, { log });
      const before = host.timeline.stateAt(Math.floor(host.state.seq / 2));
      keepCheckpoint(log, host.state);
      const seq = host.state.seq;
      const right = log.checkpoints.read(seq) as StoredCheckpoint;
      const wrong = encodeState(before);
      const { label } = right;
      const others: readonly StoredCheckpoint[] = [
        { label: { ...label, logId: 'another' }, state: wrong },
        { label: { ...label, hash: 'f'.repeat(64) }, state: wrong },
        { label: { ...label, foldVersion: label.foldVersion + 1 }, state: wrong },
        { label: { ...label, n: label.n - 1 }, state: wrong },
        { label: { ...label, n: label.n + 1 }, state: wrong },
        { label: { ...label, seq: label.seq - 1 }, state: wrong },
        { label: { ...label, at: label.at + 1 }, state: wrong },
        { label: {} as never, state: wrong },
        { label, state: right.state.subarray(0, right.state.length - 1) },
        { label, state: new Uint8Array(0) },
      ];
      const folded = openHost(log, { checkpoints: 'ignore' });
      for (const other of others) {
        log.checkpoints.kept.set(seq, other);
        expectSameState(openHost(log).state, folded.state);
      }
      host.close();
    });
  });
});

it('is held against what folding gives where that is asked for, and removed where it is another state', () => {
  overScripts(20, 60, (script) => {
    const log = new CheckpointedLog();
    let step = 0;
    const afterStep = (host: Host): void => {
      if (++step % 9 === 0) keepCheckpoint(log, host.state);
    };
    const { host } = run(script, { log, afterStep });
    keepCheckpoint(log, host.state);
    const seqs = log.checkpoints.seqs();
    const last = seqs.at(-1) as number;
    const { label } = log.checkpoints.read(last) as StoredCheckpoint;
    log.checkpoints.write({ label, state: encodeState(host.timeline.stateAt(0)) });
    const told: [number, boolean][] = [];
    openHost(log, {
      checkpoints: 'verify',
      onCheckpoint: (seq, isRight) => void told.push([seq, isRight]),
    });
    const verifiable = seqs.filter((seq) => seq > 0);
    expect(told).toEqual(verifiable.map((seq) => [seq, seq !== last || host.state.seq === 0]));
    expect(log.checkpoints.seqs()).toEqual(seqs.filter((seq) => seq !== last || seq === 0));
    host.close();
  });
});

it('says of bytes that were no state that they are none, whatever they are', () => {
  const { host } = run({ seed: 1, interfaces: [{ InterfaceIndex: 5 }], steps: [] });
  const bytes = encodeState(host.state);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, flip) => {
      const damaged = bytes.slice();
      damaged[place] = (damaged[place] as number) ^ flip;
      try {
        // What still reads as a state is not found here: the store holds the bytes against their digest.
        expect(decodeState(damaged, host.state.seq).seq).toBe(host.state.seq);
      } catch (error) {
        expect((error as Error).name).toMatch(/^Malformed(Columns|State)$/);
      }
    }),
    propertyRuns(2000),
  );
});
