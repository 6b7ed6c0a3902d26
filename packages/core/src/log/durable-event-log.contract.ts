import { commit, genesis, refusal, START } from './drafts.contract';
import type { LogUnderTest } from './event-log.contract';
import { EMPTY_HEAD, LogMoved, verifyLog, type EventLog } from './index';

/** The same for a log that outlives its process. */
export interface DurableLogUnderTest extends LogUnderTest {
  /** Closes the log and opens what it left behind. */
  readonly reopen: () => EventLog;
}

/** What an EventLog that outlives its process does besides. */
export const durableEventLogContract = (name: string, open: () => DurableLogUnderTest): void => {
  describe(`the event log contract: ${name}, opened again`, () => {
    let under: DurableLogUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.dispose());

    it('holds what was appended', () => {
      const added = [
        ...under.log.append(0, [genesis(), commit(START, 1, [{}], { commandId: 'c' })]),
        ...under.log.append(2, [refusal(START + 1)]),
      ];
      const before = under.log.head;
      const again = under.reopen();
      expect(again.head).toEqual(before);
      expect([...again.records()]).toEqual(added);
      expect(again.findCommand('c')?.n).toBe(2);
      expect(again.lastUpTo(START)).toEqual({ n: 2, seq: 1, at: START });
    });

    it('goes on with the chain', () => {
      under.log.append(0, [genesis(), commit(START, 1)]);
      const before = under.log.head;
      const again = under.reopen();
      again.append(2, [commit(START + 2, 2)]);
      expect(verifyLog(again, { head: before })).toMatchObject({ records: 3, events: 2 });
      expect(() => again.append(2, [commit(START + 2, 3)])).toThrow(LogMoved);
    });

    it('is empty where nothing was appended', () => {
      const again = under.reopen();
      expect(again.head).toEqual(EMPTY_HEAD);
      again.append(0, [genesis()]);
      expect(again.head.n).toBe(1);
    });
  });
};
