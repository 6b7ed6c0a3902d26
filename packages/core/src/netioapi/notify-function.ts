import type { Answer, Parameter, Status } from '../call';
import type { Host } from '../engine';

/** A call that registers for notifications, or cancels a registration: it touches no state and leaves no record. */
export interface NotifyFunction<Params extends object, Out extends object> {
  readonly kind: 'notify';
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly statuses: readonly Status[];
  readonly checks?: ReadonlyArray<readonly [check: string, status: Status]>;
  /** What the callback is given, in order. */
  readonly callbackParameters?: readonly string[];
  readonly run: (host: Host, params: Params) => Answer<Out>;
}

export const notify = <Params extends object, Out extends object>(
  definition: Omit<NotifyFunction<Params, Out>, 'kind'>,
): NotifyFunction<Params, Out> => ({ kind: 'notify', ...definition });
