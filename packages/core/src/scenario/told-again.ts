import { callByName, functions, type FunctionName } from '../netioapi';
import { decodeEvent } from '../catalogue';
import { stateDocument } from '../state';
import type { Host, Position } from '../engine';
import type { Commit } from '../log';
import { hostOfState } from './host-of-state';

/** What somebody was notified of. */
export interface ToldItem {
  /** The Notify function by which they had registered. */
  readonly by: FunctionName;
  /** What their callback was given, by the names of its parameters, without CallerContext. */
  readonly item: Readonly<Record<string, unknown>>;
}

/** Tells appends of a recording again, and says of each what it notifies. */
export interface ToldAgain {
  readonly tell: (record: Commit) => readonly ToldItem[];
  readonly close: () => void;
}

/**
 * What somebody would have been notified of who had registered with a host at a moment of its past: from there on, its log is
 * told to a host where somebody has. Nothing is decided anew, so this is what the recording says.
 *
 * @param names the Notify functions by which they register
 * @param params further parameters of these, such as `Family`
 */
export const toldAgain = (
  { timeline }: Host,
  { seq, at }: Position,
  names: readonly FunctionName[],
  params: object = {},
): ToldAgain => {
  const echo = hostOfState({
    state: stateDocument(timeline.stateAt(seq)),
    seq,
    now: at,
    mirror: 'linux',
    logId: `${timeline.identity.logId}/told again`,
  });
  let told: ToldItem[] = [];
  for (const by of names) {
    const { callbackParameters = [] } = functions[by] as { readonly callbackParameters?: readonly string[] };
    callByName(echo, by, {
      ...params,
      Callback: (...given: readonly unknown[]): void => {
        const item = Object.fromEntries(callbackParameters.map((name, index) => [name, given[index]]));
        delete item['CallerContext'];
        told.push({ by, item });
      },
    });
  }
  return {
    tell: (record) => {
      told = [];
      const events = record.events.filter((event) => event.seq > echo.state.seq);
      echo.mirror({ at: record.at, name: record.cause.name, params: {} }, () =>
        events.map((stored) => decodeEvent(stored, record)),
      );
      return told;
    },
    close: () => echo.close(),
  };
};
