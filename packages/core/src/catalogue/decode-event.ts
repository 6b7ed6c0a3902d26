import { PathReporter } from 'io-ts/PathReporter';

import { definitionOf, isEventType, type DomainEvent } from './event-catalogue';

/** A log holds an event whose name, or whose version, this program does not know: nothing is skipped. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
  constructor(
    readonly type: string,
    readonly v: number,
    readonly seq: number,
  ) {
    super(
      `event ${seq} is a ${type} of version ${v}, which this version of netlapse does not know: use a newer one`,
    );
  }
}

/** A stored event whose payload is not what its name and version promise. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
  constructor(
    readonly type: string,
    readonly seq: number,
    readonly reason: string,
  ) {
    super(`event ${seq} (${type}) is malformed: ${reason}`);
  }
}

/**
 * Reads a stored event.
 *
 * @throws UnknownEvent, MalformedEvent
 */
export const decodeEvent = (stored: {
  readonly seq: number;
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
}): DomainEvent => {
  const { seq, type, v, data } = stored;
  if (!isEventType(type)) throw new UnknownEvent(type, v, seq);
  const definition = definitionOf(type);
  if (v !== definition.v) throw new UnknownEvent(type, v, seq);
  if (!definition.isData(data)) {
    const reason = PathReporter.report(definition.data.decode(data)).join('; ');
    throw new MalformedEvent(type, seq, reason);
  }
  return { type, data } as DomainEvent;
};
