import * as fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { ip, luid, prefix } from '../../test/route-host';
import { CreationIndex } from './creation-index';
import type { Replacement } from './creation-order';
import { recordOf, type RouteRecord } from './route-record';
import { prefixBitsOf } from '../table';
import { SharedMembersPool } from './shared-members';

const luids = [luid('0x0006000005000000'), luid('0x0006000006000000')];
const pool = new SharedMembersPool();

/** A route of one of 256 keys on two interfaces, as the event `seq` creates it. */
const routeOf = (key: number, seq: number): RouteRecord => {
  const DestinationPrefix = prefix(`10.${key >> 1}.0.0/16`);
  return recordOf(
    {
      AutoconfigureAddress: false,
      DestinationPrefix,
      Immortal: false,
      InterfaceIndex: 5 + (key & 1),
      InterfaceLuid: luids[key & 1] ?? luid('0x0'),
      Loopback: false,
      Metric: seq % 3,
      NextHop: ip('192.0.2.1'),
      Origin: 'NlroManual',
      Protocol: 'MIB_IPPROTO_NETMGMT',
      Publish: false,
      SitePrefixLength: 0,
      ageSince: 0,
      preferredUntil: null,
      validUntil: null,
    },
    prefixBitsOf(DestinationPrefix),
    seq,
    seq,
    pool,
  );
};

/** What a version has to read like: its routes by key. */
type Plain = ReadonlyMap<number, RouteRecord>;

const textsOf = (records: Iterable<RouteRecord>): readonly string[] =>
  Array.from(records, (record) => `${record.createdSeq} ${record.keyText()}`);

const inOrder = (records: Iterable<RouteRecord>): readonly RouteRecord[] =>
  [...records].sort((a, b) => a.createdSeq - b.createdSeq || (a.keyText() < b.keyText() ? -1 : 1));

const expectSame = (index: CreationIndex, plain: Plain): void => {
  const records = inOrder(plain.values());
  expect(textsOf(index.inOrder())).toEqual(textsOf(records));
  for (const each of luids)
    expect(textsOf(index.onInterface(each))).toEqual(
      textsOf(records.filter(({ shared }) => shared.InterfaceLuid === each)),
    );
};

describe('CreationIndex', () => {
  it('reads as a plain list of its routes, whenever it is read, on versions kept from before as well', () => {
    const steps = fc.array(
      fc.record({
        keys: fc.array(fc.nat({ max: 255 }), { minLength: 1, maxLength: 40 }),
        together: fc.boolean(),
        // Most versions are not read before the end: what changes waits then.
        read: fc.nat({ max: 5 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.nat({ max: 200 }), steps, fc.boolean(), (built, script, isSameSeq) => {
        let plain: Plain = new Map(
          Array.from({ length: built }, (_, key) => [
            key,
            routeOf(key, isSameSeq ? 1 : 1 + ((key * 7) % 211)),
          ]),
        );
        const records = [...plain.values()];
        let index = CreationIndex.of(() => records, records.length);
        const versions: [CreationIndex, Plain][] = [[index, plain]];
        let seq = 1000;
        for (const { keys, together, read } of script) {
          const changed = new Map(plain);
          const replacements = keys.map((key): Replacement => {
            const old = changed.get(key);
            seq++;
            // A route goes, comes, or is set: then it counts as created when it was.
            const record =
              old === undefined
                ? routeOf(key, seq)
                : seq % 3 === 0
                  ? routeOf(key, seq).createdBy(old.createdSeq)
                  : undefined;
            if (record === undefined) changed.delete(key);
            else changed.set(key, record);
            return [old, record];
          });
          index = together
            ? index.afterAll(replacements)
            : replacements.reduce((each, [old, record]) => each.replaced(old, record), index);
          plain = changed;
          versions.push([index, plain]);
          if (read === 0) expectSame(index, plain);
        }
        for (const [version, expected] of versions) expectSame(version, expected);
      }),
      propertyRuns(60),
    );
  });
});
