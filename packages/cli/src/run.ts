import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { types } from 'node:util';

import { CommanderError } from 'commander';

import type { Context } from './context';
import { describeError, exitCodes, type ExitCode } from './errors';
import { OutputClosed, type Io } from './io';
import { makeProgram } from './program';

/** The version of this package; its manifest stands beside the folder that this file is in, compiled or not. */
const version = (): string => {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
};

/** Tells on stderr what went wrong. */
export const tell = ({ stderr, env }: Io, error: unknown): void => {
  const isDebugging = (env['NETLAPSE_DEBUG'] ?? '') !== '';
  stderr.write(`netlapse: ${describeError(error)}\n`);
  if (isDebugging && types.isNativeError(error)) stderr.write(`${error.stack ?? error.message}\n`);
};

/** The exit code of a program that ended by an error; what went wrong is told on stderr. */
const codeOf = (io: Io, error: unknown): ExitCode => {
  // Whoever read the output has left, as `head` does: that is no failure.
  if (error instanceof OutputClosed) return exitCodes.success;
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.error;
  tell(io, error);
  return exitCodes.error;
};

/**
 * Runs the program to its end, that of commands which go on until they are told to end.
 *
 * @param argv the arguments behind the program's name
 * @returns its exit code; whatever went wrong was told on stderr by then
 */
export const runToEnd = async (argv: readonly string[], io: Io): Promise<ExitCode> => {
  const context: Context = { io, exitCode: exitCodes.success };
  try {
    makeProgram(context, version()).parse(argv, { from: 'user' });
    await context.ongoing;
    return context.exitCode;
  } catch (error) {
    return codeOf(io, error);
  }
};

/** As runToEnd, of a command that is done when it returns: all but `record` and `watch`. */
export const run = (argv: readonly string[], io: Io): ExitCode => {
  const context: Context = { io, exitCode: exitCodes.success };
  try {
    makeProgram(context, version()).parse(argv, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    return codeOf(io, error);
  }
};
