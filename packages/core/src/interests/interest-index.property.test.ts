import * as fc from 'fast-check';

import { sampleEvents, sampleInterests } from '../../test/interest-samples';
import { propertyRuns } from '../../test/property-runs';
import { definitionOf, type DomainEvent } from '../catalogue';
import { parsePrefix } from '../net';
import { familyOfKey, inOrder, InterestIndex, isWhere, type Interest, type KeyMembers } from '.';

interface Member {
  readonly number: number;
  readonly interests: readonly Interest[] | undefined;
}

/** What an interest asks of an event, member by member. */
const asksFor = ({ about, family, interface: on, where }: Interest, { type, data }: DomainEvent): boolean => {
  const key = data as KeyMembers;
  return (
    (about === undefined || about === type || about === definitionOf(type).table) &&
    (family === undefined || family === familyOfKey(key)) &&
    (on === undefined || on === key.InterfaceIndex || on === key.InterfaceLuid) &&
    (where === undefined || isWhere(key, where))
  );
};

const foundBy = (index: InterestIndex<Member>, event: DomainEvent): readonly number[] =>
  Array.from(inOrder(index.find(event)), ({ number }) => number);

/** Somebody comes, asking for this; or the one at this place of those who are there goes. */
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.option(fc.array(sampleInterests, { maxLength: 3 }), { nil: undefined }) },
  { weight: 1, arbitrary: fc.nat(1000) },
);

describe('InterestIndex', () => {
  it('finds who a scan of all finds, in the same order, after every change', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 40 }), fc.array(sampleEvents), (changes, events) => {
        const index = new InterestIndex<Member>();
        let all: readonly Member[] = [];
        changes.forEach((change, number) => {
          if (typeof change === 'number') {
            const member = all[change % all.length];
            all = all.filter((each) => each !== member);
            if (member !== undefined) index.remove(member, member.interests);
          } else {
            const member = { number, interests: change };
            all = [...all, member];
            index.add(member, member.interests);
          }
          for (const event of events) {
            const asking = all.filter(({ interests = [{}] }) =>
              interests.some((each) => asksFor(each, event)),
            );
            expect(foundBy(index, event)).toEqual(asking.map((each) => each.number));
          }
        });
        for (const member of all) index.remove(member, member.interests);
        expect(index.isEmpty).toBe(true);
      }),
      propertyRuns(300),
    );
  });

  it('finds prefixes of any length by what they hold and what holds them', () => {
    const lengths = fc.integer({ min: 0, max: 128 });
    const spans = fc
      .tuple(fc.constantFrom(0, 1, 0x8000_0000, 0xffff_ffff), lengths, fc.nat(3))
      .map(([word, length, at]) => spanText(word, length, at));
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 30 }), spans, (asked, about) => {
        const index = new InterestIndex<Member>();
        const wheres = asked.flatMap((prefix) => [{ within: prefix }, { holding: prefix }]);
        const members = wheres.map((where, number) => ({ number, interests: [{ where }] }));
        for (const member of members) index.add(member, member.interests);
        const event = { type: 'RouteSet', data: { DestinationPrefix: about } } as unknown as DomainEvent;
        const asking = members.filter(({ interests: [interest] }) => asksFor(interest as Interest, event));
        expect(foundBy(index, event)).toEqual(asking.map((each) => each.number));
      }),
      propertyRuns(500),
    );
  });
});

/** An IPv6 prefix whose word `at` is `word`, cut to its length. */
const spanText = (word: number, length: number, at: number): NonNullable<ReturnType<typeof parsePrefix>> => {
  const words = [0x2001_0db8, 0, 0, 0].map((each, index) => (index === at ? word : each));
  const cut = words.map((each, index) => {
    const bits = Math.min(32, Math.max(0, length - 32 * index));
    return bits === 0 ? 0 : (each & (0xffff_ffff << (32 - bits))) >>> 0;
  });
  const text = cut.map((each) => `${(each >>> 16).toString(16)}:${(each & 0xffff).toString(16)}`).join(':');
  const prefix = parsePrefix(`${text}/${length}`);
  if (prefix === undefined) throw new Error(`${text}/${length} is no prefix`);
  return prefix;
};
