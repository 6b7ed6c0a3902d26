import { base, commit, genesis, noop, refusal, START } from './drafts.contract';
import { type Cause, type EventLog, type JsonObject, type RecordDraft, EMPTY_HEAD, verifyLog } from './index';

/** The part of the contract on drafts that no log takes; it is run within the suite of a log. */
export const refusedDraftsContract = (openEmpty: () => EventLog): void => {
  describe('drafts that make no log', () => {
    const start = [genesis(), commit(START, 1)];
    const fresh = (...drafts: readonly RecordDraft[]): EventLog => {
      const log = openEmpty();
      log.append(0, drafts);
      return log;
    };
    const numbersIn = (log: EventLog): number[] => Array.from(log.records(), ({ n }) => n);
    const good = commit(START, 2);
    const badly = (draft: object): RecordDraft => draft as RecordDraft;

    it.each<[string, RecordDraft, RegExp]>([
      ['a second genesis', genesis(), /kind/],
      ['a base that is not first', base(1), /kind/],
      ['an instant that goes back', commit(START - 1, 2), /drafts\[1\]\.at/],
      ['a sequence number left out', commit(START, 4), /drafts\[1\]\.events\[0\]\.seq/],
      ['a sequence number used before', commit(START, 2), /drafts\[1\]\.events\[0\]\.seq/],
      ['a commit without events', commit(START, 3, []), /events/],
      ['a member that no commit has', badly({ ...commit(START, 3), check: 'x' }), /check/],
      ['a member that no refusal has', badly({ ...refusal(START), events: [] }), /events/],
      ['a number drafted by the caller', badly({ ...commit(START, 3), n: 4 }), /drafts\[1\]/],
      ['a missing status', badly({ ...noop(START), status: undefined }), /status/],
      ['a cause of unknown kind', commit(START, 3, [{}], { kind: 'whim' as 'call' }), /cause\.kind/],
      ['an unknown kind', badly({ ...noop(START), kind: 'note' }), /kind/],
      ['an instant with a fraction', commit(START + 0.5, 3), /at/],
      ['data with a fraction', commit(START, 3, [{ Metric: 1.5 }]), /drafts\[1\]\.events\[0\]\.data\.Metric/],
      ['data past 53 bits', commit(START, 3, [{ a: [2 ** 53] }]), /drafts\[1\]\.events\[0\]\.data\.a\[0\]/],
      ['data with NaN', commit(START, 3, [{ a: NaN }]), /data\.a/],
      ['data with a lone surrogate', commit(START, 3, [{ a: 'x\ud800' }]), /data\.a/],
      ['a lone surrogate in a member name', commit(START, 3, [{ '\udc00': 1 }]), /data/],
      [
        'data with an undefined member',
        commit(START, 3, [{ a: undefined } as unknown as JsonObject]),
        /data\.a/,
      ],
      ['data that is an array', commit(START, 3, [[] as unknown as JsonObject]), /data/],
      ['data that is a Date', commit(START, 3, [new Date(0) as unknown as JsonObject]), /data/],
      [
        'a parameter that is a bigint',
        commit(START, 3, [{}], { params: { a: 1n as unknown as number } }),
        /params\.a/,
      ],
      ['a control character in a status', badly({ ...noop(START), status: 'a\u0000' }), /status/],
      ['a control character in a check', { ...refusal(START), check: 'a\nb' } as RecordDraft, /check/],
      ['a lone surrogate in a status', badly({ ...noop(START), status: '\ud800' }), /status/],
      ['an undefined actor', commit(START, 3, [{}], { actor: undefined } as unknown as Cause), /actor/],
    ])('refuses %s, and adds nothing of the batch', (_, draft, message) => {
      const log = fresh(...start);
      const before = log.head;
      expect(() => log.append(2, [good, draft])).toThrow(TypeError);
      expect(() => log.append(2, [good, draft])).toThrow(message);
      expect(log.head).toEqual(before);
      expect(numbersIn(log)).toEqual([1, 2]);
      expect(log.recordNumberOfSeq(2)).toBeUndefined();
      log.append(2, [good]);
      expect(verifyLog(log).events).toBe(2);
    });

    it.each<[string, RecordDraft]>([
      ['a commit', commit(START, 1)],
      ['a refusal', refusal(START)],
      ['another format', badly({ ...genesis(), format: 'other' })],
      ['a format version it does not know', badly({ ...genesis(), formatVersion: 2 })],
      ['a family that is none', badly({ ...genesis(), stacks: ['AF_UNIX'] })],
      ['a base without a state', badly({ ...base(1), state: undefined })],
    ])('refuses %s as the first record', (_, draft) => {
      const log = openEmpty();
      expect(() => log.append(0, [draft])).toThrow(TypeError);
      expect(log.head).toEqual(EMPTY_HEAD);
    });
  });
};
