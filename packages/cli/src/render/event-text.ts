import { eventCatalogue, tableOfEventType, type DomainEvent } from '@netlapse/core';

import type { InterfaceNames } from './interface-names';
import { changesText, memberChanges } from './member-text';
import { plainText } from './plain-text';
import { rowKeyText, rowText } from './row-text';

/** What an event did to its row. */
export type EventSign = '+' | '~' | '-';

export const signOf = ({ type }: DomainEvent, before: object | undefined): EventSign => {
  const { kind } = eventCatalogue[type];
  if (kind === 'removed') return '-';
  return kind === 'added' || (kind === 'put' && before === undefined) ? '+' : '~';
};

/** What an event changed; it bears no bookkeeping, which the row before it does. */
const changesOf = (before: object, event: DomainEvent): string =>
  changesText(memberChanges(before, { ...before, ...event.data }));

/** What an event says of its row, in words; `signOf` tells whether the row came, changed or went. */
export const eventText = (event: DomainEvent, before: object | undefined, names: InterfaceNames): string => {
  const table = tableOfEventType(event.type);
  if (table === undefined) return changesOf(before ?? {}, event);
  switch (signOf(event, before)) {
    case '+':
      return rowText(table, event.data, names);
    case '-': {
      const { reason, inferred } = event.data as { readonly reason?: string; readonly inferred?: boolean };
      const why = reason ?? (inferred === true ? 'inferred' : undefined);
      return `${rowKeyText(table, event.data, names)}${why === undefined ? '' : ` (${plainText(why)})`}`;
    }
    case '~': {
      const key = rowKeyText(table, event.data, names);
      const changes = before === undefined ? '' : changesOf(before, event);
      return changes === '' ? key : `${key}: ${changes}`;
    }
  }
};
