import type { Host } from '../engine';
import { canonicalJson, type Json } from '../log';
import { findEvents, type EventSearch } from './find-events';

/**
 * Events that are looked for, and refusals where these are asked for, as lines of JSON: envelopes, and records of refused
 * commands. Such a list is no log: it has gaps, and folds to nothing.
 */
export function* exportEvents(host: Host, search: EventSearch = {}): IterableIterator<string> {
  for (const entry of findEvents(host, search))
    yield `${canonicalJson((entry.kind === 'event' ? entry.envelope : entry.record) as unknown as Json)}\n`;
}
