import {
  type BaseDraft,
  type Cause,
  type GenesisDraft,
  type JsonObject,
  type RecordDraft,
  canonicalJson,
  sha256Hex,
} from './index';

/** The instant at which the logs of the contract begin. */
export const START = 1_700_000_000_000;

/** First record of a log. */
export const genesis = (at = START): GenesisDraft => ({
  kind: 'genesis',
  at,
  format: 'netlapse-log',
  formatVersion: 1,
  logId: 'log-1',
  hostId: 'host-1',
  stacks: ['AF_INET', 'AF_INET6'],
});

/** First record of a log that goes on from an earlier state. */
export const base = (seq: number, at = START): BaseDraft => {
  const state = { interfaces: [], seq };
  return {
    ...genesis(at),
    kind: 'base',
    seq,
    state,
    stateHash: sha256Hex(canonicalJson(state)),
    forkedFrom: { logId: 'log-0', seq, at, hash: 'a'.repeat(64) },
    replaces: { records: 7, events: seq, refusals: 2, firstAt: at - 5000, hash: 'b'.repeat(64) },
  };
};

/** A commit whose events are numbered from `firstSeq`. */
export const commit = (
  at: number,
  firstSeq: number,
  data: readonly JsonObject[] = [{ n: firstSeq }],
  cause: Partial<Cause> = {},
): RecordDraft => ({
  kind: 'commit',
  at,
  cause: { kind: 'call', name: 'CreateThing', params: { at }, ...cause },
  status: 'STATUS_SUCCESS',
  events: data.map((datum, index) => ({ seq: firstSeq + index, type: 'ThingCreated', v: 1, data: datum })),
});

/** A refusal, which has no events. */
export const refusal = (at: number, cause: Partial<Cause> = {}): RecordDraft => ({
  kind: 'refusal',
  at,
  cause: { kind: 'call', name: 'DeleteThing', params: {}, ...cause },
  status: 'STATUS_NOT_FOUND',
  check: 'the thing is there',
});

/** A noop, which has none either. */
export const noop = (at: number, cause: Partial<Cause> = {}): RecordDraft => ({
  kind: 'noop',
  at,
  cause: { kind: 'call', name: 'SetThing', params: {}, ...cause },
  status: 'STATUS_SUCCESS',
});

/** What a call throws; undefined where it throws nothing. */
export const thrownBy = (call: () => unknown): unknown => {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
};
