import { PathReporter } from 'io-ts/PathReporter';

import { definitionOf, isEventType, type DomainEvent } from './event-catalogue';
import { releasedUpcasters, type AppendedWith, type VersionedEvent } from './upcasters';

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
 * An event in the present version of its schema; one that was stored in it is given back as it is. What comes of an
 * older one is not checked.
 *
 * @param record that of the event
 * @throws UnknownEvent, MalformedEvent for an older one that is not what its version promises
 */
export const presentForm = <Stored extends VersionedEvent>(
  stored: Stored,
  record: AppendedWith,
): Stored | VersionedEvent => {
  const { seq, type, v } = stored;
  if (isEventType(type) && definitionOf(type).v === v) return stored;
  const upcast = releasedUpcasters.upcast(stored, record);
  if (upcast === undefined) throw new UnknownEvent(type, v, seq);
  if ('fault' in upcast) throw new MalformedEvent(type, seq, upcast.fault);
  return upcast.event;
};

/**
 * Reads a stored event, of whatever version.
 *
 * @param record that of the event
 * @throws UnknownEvent, MalformedEvent
 */
export const decodeEvent = (stored: VersionedEvent, record: AppendedWith): DomainEvent => {
  const { seq, type, v, data } = stored;
  if (!isEventType(type) || v !== definitionOf(type).v)
    return decodeEvent(presentForm(stored, record), record);
  const definition = definitionOf(type);
  if (!definition.isData(data)) {
    const reason = PathReporter.report(definition.data.decode(data)).join('; ');
    throw new MalformedEvent(type, seq, reason);
  }
  return { type, data } as DomainEvent;
};
