import { join } from 'node:path';

import {
  attachArchive,
  compact,
  createHost,
  MemoryEventLog,
  netioapi,
  openHost,
  stateDocument,
  type EventLog,
  type Host,
} from '@netlapse/core';

import { makeLogDirectory } from '../test/log-directory';
import { nodeHmacSha256, openSqliteLog, type SqliteLogOptions } from '.';

const directory = makeLogDirectory();
afterAll(() => directory.remove());

const forever = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };

/** A host with so many routes, each an append of its own, on a log. */
const filled = (log: EventLog, routes: number): Host => {
  const host = createHost({ now: 0, log, interfaces: [{ InterfaceIndex: 5 }] });
  host.batch(() => {
    for (let index = 0; index < routes; index += 1)
      netioapi(host).CreateIpForwardEntry2(
        {
          Row: {
            InterfaceIndex: 5,
            DestinationPrefix: `10.${index >> 8}.${index & 255}.0/24`,
            NextHop: '192.0.2.1',
            ...forever,
          },
        },
        { at: index },
      );
  });
  return host;
};

const open = (name: string, mode: SqliteLogOptions['mode'], key?: string) =>
  openSqliteLog(join(directory.path, name), {
    mode,
    ...(key === undefined ? {} : { hasher: nodeHmacSha256(key) }),
  });

describe('the compaction of a log in a file', () => {
  it('is the same into a file as into memory, and the same from either', () => {
    const file = filled(open('whole.db', 'create'), 700);
    const memory = filled(new MemoryEventLog(), 700);
    const heads = [file, memory].flatMap((host, from) =>
      [open(`compacted-${from}.db`, 'create'), new MemoryEventLog()].map((target) => {
        const { head } = compact(host, { at: 100 }, target);
        target.close();
        return head;
      }),
    );
    const texts = heads.map(({ n, hash, seq, at }) => JSON.stringify([n, hash, seq, at]));
    expect(new Set(texts).size).toBe(1);
    expect(heads[0]).toMatchObject({ n: 600, seq: 703, at: 699 });
    file.close();
  });

  it('opens to the same state, and with its archive to the same past', () => {
    const whole = openHost(open('whole.db', 'read'));
    const compacted = open('compacted-0.db', 'write');
    const again = openHost(attachArchive(compacted, open('whole.db', 'read')));
    for (const at of [0, 50, 100, 101, 500, 699])
      expect(stateDocument(again.view({ at }).state)).toEqual(stateDocument(whole.view({ at }).state));
    expect(again.log.head).toEqual(whole.log.head);
    expect([...again.log.records(90, 110)]).toEqual([...whole.log.records(90, 110)]);
    again.close();
    whole.close();
  });

  it('takes what is written with its archive at hand into the compacted file alone', () => {
    const archive = open('whole.db', 'read');
    const host = openHost(attachArchive(open('compacted-0.db', 'write'), archive));
    const { n } = archive.head;
    netioapi(host).DeleteIpForwardEntry2({
      Row: { InterfaceIndex: 5, DestinationPrefix: '10.0.0.0/24', NextHop: '192.0.2.1' },
    });
    expect([archive.head.n, host.log.head.n]).toEqual([n, n + 1]);
    host.close();
    const read = openHost(open('compacted-0.db', 'read'));
    expect([read.state.routes.size, read.log.head.n]).toEqual([699, 601]);
    read.close();
  });

  it('follows a compacted file that another program writes', () => {
    const writer = openHost(open('compacted-0.db', 'write'));
    const whole = attachArchive(open('compacted-0.db', 'read'), open('whole.db', 'read'));
    const before = whole.head;
    netioapi(writer).DeleteIpForwardEntry2({
      Row: { InterfaceIndex: 5, DestinationPrefix: '10.0.1.0/24', NextHop: '192.0.2.1' },
    });
    expect(whole.head.n).toBe(before.n + 1);
    expect([...whole.records(before.n + 1)][0]).toMatchObject({ kind: 'commit', prev: before.hash });
    whole.close();
    writer.close();
  });

  it('keeps the key of a keyed log: without it, it can be neither opened nor checked', () => {
    const host = filled(open('keyed.db', 'create', 'secret'), 20);
    const target = open('keyed-compacted.db', 'create', 'secret');
    compact(host, { at: 10 }, target);
    target.close();
    const again = openHost(open('keyed-compacted.db', 'read', 'secret'));
    expect(again.state.routes.size).toBe(20);
    again.close();
    for (const key of [undefined, 'another'])
      expect(() => open('keyed-compacted.db', 'write', key)).toThrow('is damaged');
    const { head } = host.log;
    const whole = openHost(attachArchive(open('keyed-compacted.db', 'read', 'secret'), host.log));
    expect(whole.log.head).toEqual(head);
    whole.close();
    host.close();
  });
});
