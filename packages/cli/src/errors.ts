import { types } from 'node:util';

import { LogCorrupt, LogError, LogLocked, LogUnavailable, LogWriteFailed, UnknownMark } from '@netlapse/core';

import { plainText } from './render/plain-text';

/** What the program's exit codes mean. */
export const exitCodes = {
  success: 0,
  /** The question was understood and the answer is no: unreachable, damaged, failed. */
  no: 1,
  /** The question was not understood, or could not be looked into. */
  error: 2,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Something that whoever typed the command can mend; the message says how. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** A command line that does not fit: an unknown option, a missing argument. */
export class UsageError extends InputError {
  /**
   * @param found what the parser of the command line found, in its own form
   * @param command the command whose help says what fits; undefined: that of the program
   */
  constructor(found: Error, command?: string) {
    const what = found.message
      .replace(/^error: /, '')
      .replaceAll(/\s*\n\s*/g, ' ')
      .trim();
    super(`${what}; see \`netlapse ${command === undefined ? '' : `${command} `}--help\``, { cause: found });
  }
}

/** Names of errors of the packages below that are about what was asked or read, not about a defect. */
const expected: ReadonlySet<string> = new Set([
  'BeforeTheLog',
  'HistoryCompacted',
  'InTheFuture',
  'ImportBeforeHost',
  'IpExportError',
  'LiveHostUnavailable',
  'MalformedScenario',
  'NotCompactable',
  'NotReplayable',
  'PowerShellError',
  'RecordingBeforeHost',
  'ReportRefused',
  'RtmonError',
  'UnknownEvent',
  'UnknownMark',
  'WrongKindOfHost',
]);

const systemMessages: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'there is no more room for this user',
  EISDIR: 'it is a folder',
  ELOOP: 'links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'a part of the path is no folder',
  EPERM: 'it is not permitted',
  EROFS: 'the file system is read-only',
};

/** An error of the file system, named for its file: reading a folder, for one, fails without saying which. */
export const ofFile = (file: string, error: unknown): unknown => {
  if (!types.isNativeError(error) || !('code' in error) || typeof error.code !== 'string') return error;
  return new InputError(`${file}: ${systemMessages[error.code] ?? error.message}`, { cause: error });
};

const isSystemError = (error: Error): error is NodeJS.ErrnoException & { readonly path: string } =>
  'code' in error && 'path' in error && typeof error.path === 'string' && typeof error.code === 'string';

const adviceFor = (error: Error): string => {
  if (error instanceof LogCorrupt) return '; `netlapse check` tells what is still whole';
  if (error instanceof LogWriteFailed) return '; all that was written before is whole';
  if (error instanceof LogLocked) return '; reading works meanwhile, writing does not';
  if (error instanceof UnknownMark) return ': marks live in the program that set them, a log file keeps none';
  return '';
};

/**
 * An error as the one plain line that people read: what, where and, as far as it is known, what to do. What it cites of
 * a file cannot steer the terminal.
 */
export const describeError = (error: unknown): string => plainText(lineOf(error));

const lineOf = (error: unknown): string => {
  if (!types.isNativeError(error)) return `unexpected: ${String(error)}`;
  const told = error instanceof LogUnavailable ? ofFile(error.file, error.cause) : undefined;
  if (told instanceof InputError) return told.message;
  const message = error.message.replaceAll(/\s*\n\s*/g, ' ').trim();
  if (error instanceof InputError || error instanceof LogError || expected.has(error.name))
    return `${message}${adviceFor(error)}`;
  if (isSystemError(error)) return `${error.path}: ${systemMessages[error.code ?? ''] ?? message}`;
  return `unexpected: ${message} (this is a defect; NETLAPSE_DEBUG=1 shows where it happened)`;
};
