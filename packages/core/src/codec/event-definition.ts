import type * as t from 'io-ts';

import { checkerOf } from './checker';

/** What an event does to the row of its key. `put`: makes the row, or replaces the one that stands. */
export type EventKind = 'added' | 'changed' | 'removed' | 'put';

/** One kind of event: the single place where its payload, table and meaning are declared. */
export interface EventDefinition<Data> {
  /** Schema version; raised with any change of the payload's shape or meaning. */
  readonly v: number;
  /** The table whose row it touches; null for the facts that the host has but once. */
  readonly table: string | null;
  readonly kind: EventKind;
  readonly data: t.Type<Data>;
  /** Whether `data` takes a value: its own `is`, compiled. */
  readonly isData: t.Is<Data>;
  /** One sentence for the reference: what became true. */
  readonly meaning: string;
}

export const defineEvent = <Data>(
  declared: Omit<EventDefinition<Data>, 'isData'>,
): EventDefinition<Data> => ({ ...declared, isData: checkerOf(declared.data) });

type DataOf<Definition> = Definition extends { readonly data: t.Type<infer Data> } ? Data : never;

/** The union of events that a record of definitions declares: `{ type, data }` for each. */
export type EventOf<
  Definitions extends { readonly [Type in keyof Definitions]: { readonly data: t.Mixed } },
> = {
  readonly [Type in keyof Definitions & string]: {
    readonly type: Type;
    readonly data: DataOf<Definitions[Type]>;
  };
}[keyof Definitions & string];

/** What every event looks like to code that treats all kinds alike. */
export interface AnyEvent {
  readonly type: string;
  readonly data: object;
}

/** Sequence number and instant under which an event is folded. */
export interface FoldContext {
  readonly seq: number;
  readonly at: number;
}

/** Bookkeeping that folding adds to every row: the events that created it and touched it last. */
export interface Stamps {
  readonly createdSeq: number;
  readonly setSeq: number;
}
