import type { ExitCode } from './errors';
import type { Io } from './io';
import { paintFor, type Paint } from './render/paint';

/** What a command is run with, and where it leaves its exit code. */
export interface Context {
  readonly io: Io;
  exitCode: ExitCode;
  /** What a command still does when it has returned; the exit code stands once that is done. */
  ongoing?: Promise<void>;
}

/** The options that every command takes. */
export interface GlobalOptions {
  /** FALSE: no colours, whatever the terminal can do. */
  readonly color: boolean;
}

/** Colours for what a command answers. */
export const paintOf = ({ io }: Context, { color }: GlobalOptions): Paint =>
  paintFor(io.stdout, io.env, color);
