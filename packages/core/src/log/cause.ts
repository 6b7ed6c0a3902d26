import * as t from 'io-ts';

import { ChoiceType, closedRecord, SequenceNumber } from '../codec';
import type { JsonObject } from './json';
import { JsonObjectCodec } from './member-codecs';

/**
 * What brought a record about: `call`: a function; `hardware`: a report of the host's hardware; `time`:
 * something fell due; `genesis`: what the host began with; `import`: a live host or a file; `replay`: a
 * command of another log run again on a fork.
 */
export type CauseKind = (typeof causeKinds)[number];
export const causeKinds = ['call', 'hardware', 'time', 'genesis', 'import', 'replay'] as const;

/** Why a record is in the log, as far as the one who caused it said so. */
export interface Cause {
  readonly kind: CauseKind;
  /** The function, the hardware report or, for `time`, the rule by which something fell due. */
  readonly name: string;
  /** As the caller gave them, before anything was filled in. */
  readonly params: JsonObject;
  /** Who did it, in the words of the embedding application. */
  readonly actor?: string;
  /** Unique per command: a command that comes again under its id is not carried out again. */
  readonly commandId?: string;
  /** One task over many commands. */
  readonly correlationId?: string;
  /** The event during whose delivery the command was given, or which set the timer. */
  readonly causationSeq?: number;
}

const CauseKindCodec = new ChoiceType<CauseKind>('CauseKind', causeKinds, `one of ${causeKinds.join(', ')}`);

/** A cause as stored. */
export const CauseCodec = closedRecord<Cause>(
  'Cause',
  { kind: CauseKindCodec, name: t.string, params: JsonObjectCodec },
  { actor: t.string, commandId: t.string, correlationId: t.string, causationSeq: SequenceNumber },
);
