import { createHash } from 'node:crypto';

import {
  ChainVerifier,
  decodeEvent,
  EMPTY_HEAD,
  sealDrafts,
  type Head,
  type LogRecord,
  type RecordDraft,
} from '@netlapse/core';

import { definitionOf } from '../../core/src/catalogue';
import { decodeRecord } from '../../core/src/log/record-codec';
import { keep } from '../src/bench';
import { loadPrefixes } from '../src/prefixes';
import { ask } from '../src/question';
import { StoredRows } from '../src/stored-rows';

const BATCH = 500;
const hasher = (text: string): string => createHash('sha256').update(text).digest('hex');

const genesis: RecordDraft = {
  kind: 'genesis',
  at: 0,
  format: 'netlapse-log',
  formatVersion: 1,
  logId: 'log',
  hostId: 'host',
  stacks: ['AF_INET'],
};

ask({
  name: 'decode-event',
  title: 'Records and events in and out of a log',
  about:
    'Appends of one route each, as JSON text. Reading them is parsing, the check of the record, the check of the event by its compiled codec, and the hash held against the chain; writing them is the check before writing, canonical JSON and the hash.',
  measure: (bench) => {
    const routes = new StoredRows(loadPrefixes().ipv4.slice(0, bench.size(20_000, 500))).of('routes');
    const start = sealDrafts(EMPTY_HEAD, [genesis], hasher);
    const drafts = routes.map((data, index): RecordDraft => ({
      kind: 'commit',
      at: index,
      cause: { kind: 'call', name: 'CreateIpForwardEntry2', params: { Row: { Metric: index } } },
      status: 'STATUS_SUCCESS',
      events: [{ seq: index + 1, type: 'RouteCreated', v: 1, data }],
    }));
    const batches = Array.from({ length: Math.ceil(drafts.length / BATCH) }, (_, index) =>
      drafts.slice(index * BATCH, (index + 1) * BATCH),
    );
    const sealAll = (use: (records: readonly LogRecord[]) => void): Head => {
      let { head } = start;
      for (const batch of batches) {
        const sealed = sealDrafts(head, batch, hasher);
        use(sealed.records.map(({ record }) => record));
        head = sealed.head;
      }
      return head;
    };
    const texts: string[] = [];
    sealAll((records) => texts.push(...records.map((record) => JSON.stringify(record))));
    const parsed = texts.map((text) => JSON.parse(text) as LogRecord);
    const events = parsed.flatMap((record) => (record.kind === 'commit' ? record.events : []));
    const operations = texts.length;
    const codec = definitionOf('RouteCreated').data;
    const { checked, interpreted, parse, record, chain, seal } = bench.race({
      checked: {
        operations,
        run: () => events.forEach((event) => keep(decodeEvent(event, { at: 0 }).type.length)),
      },
      interpreted: {
        operations,
        run: () => events.forEach(({ data }) => keep(codec.decode(data)._tag.length)),
      },
      parse: { operations, run: () => texts.forEach((text) => keep((JSON.parse(text) as LogRecord).n)) },
      record: { operations, run: () => parsed.forEach((value) => keep(decodeRecord(value, 2).n)) },
      chain: {
        operations,
        run: () => {
          const verifier = new ChainVerifier(hasher);
          for (const first of start.records) verifier.check(first.record);
          for (const value of parsed) verifier.check(value);
        },
      },
      seal: { operations, run: () => keep(sealAll((records) => keep(records.length)).n) },
    });
    bench.beside('checking an event', checked, 'its codec interpreted', interpreted);
    bench.time('parsing the text of a record', parse);
    bench.time('checking the form of a record', record);
    bench.time('holding a record against its hash', chain);
    bench.time('sealing a record', seal);
  },
});
