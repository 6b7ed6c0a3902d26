import { ChainVerifier, type LogSummary } from './chain-verifier';
import type { EventLog, Head } from './event-log';
import { LogCorrupt, LogError } from './log-errors';
import type { LogRecord } from './record';
import { sha256Hex } from './sha256';

/** What to hold a log against, apart from itself. */
export interface VerifyOptions {
  /** A head known from elsewhere, such as the file beside the log: without one, a cut end does not show. */
  readonly head?: Pick<Head, 'n' | 'hash'>;
  /** Folds each record into a state; what it throws means that the record does not fold. */
  readonly fold?: (record: LogRecord) => void;
  /** The hash of the state that was folded; called once, after the last record. */
  readonly stateHash?: () => string;
}

/** What a log was found to hold; `stateHash` where the caller gave a way to work it out. */
export interface VerifiedLog extends LogSummary {
  readonly stateHash: string | undefined;
}

/**
 * Reads a log from end to end and checks all that can be checked.
 *
 * @throws LogCorrupt for the first record that is wrong, with its number.
 */
export const verifyLog = (log: EventLog, options: VerifyOptions = {}): VerifiedLog => {
  const verifier = new ChainVerifier(log.hasher ?? sha256Hex);
  const end = log.head;
  for (const record of log.records(1, end.n)) {
    verifier.check(record);
    if (record.n === options.head?.n) assertHash(record, options.head.hash);
    if (options.fold !== undefined) fold(record, options.fold);
  }
  const summary = verifier.summary;
  if (summary.head.n < end.n) throw new LogCorrupt(summary.head.n + 1, 'the record is missing');
  if (options.head !== undefined && options.head.n > end.n)
    throw new LogCorrupt(
      end.n + 1,
      `missing with all that follow: the head known is record ${options.head.n}`,
    );
  return { ...summary, stateHash: options.stateHash?.() };
};

const assertHash = (record: LogRecord, known: string): void => {
  if (record.hash !== known)
    throw new LogCorrupt(record.n, `its hash is ${record.hash}, the head known from elsewhere has ${known}`);
};

const fold = (record: LogRecord, foldRecord: (record: LogRecord) => void): void => {
  try {
    foldRecord(record);
  } catch (error) {
    if (error instanceof LogError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new LogCorrupt(record.n, `it does not fold: ${why}`, { cause: error });
  }
};
