import * as fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { enumeration } from '../codec';
import {
  booleanByteInput,
  booleanInput,
  enumInput,
  ignoredInput,
  inputRow,
  luidInput,
  physicalAddressInput,
  prefixInput,
  readInputRow,
  socketAddressInput,
  textInput,
  ulong64Input,
  ulongInput,
} from '.';

const structure = inputRow('THING', {
  InterfaceLuid: luidInput,
  DestinationPrefix: prefixInput,
  NextHop: socketAddressInput,
  PhysicalAddress: physicalAddressInput,
  Metric: ulongInput,
  Speed: ulong64Input,
  Loopback: booleanInput,
  Publish: booleanByteInput,
  Colour: enumInput(enumeration('COLOUR', { Red: 1, Green: 2 })),
  Alias: textInput,
  Age: ignoredInput,
});

const often = <A>(values: readonly A[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...values) as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, null, NaN, -1, 1.5, 'x', '', [], {}, 1n) },
  );
const given = fc.record(
  {
    InterfaceLuid: often(['0x0006000005000000', '0X000600000500000A', '0x0']),
    DestinationPrefix: often([
      '10.0.0.0/8',
      '2001:DB8::/32',
      '2001:db8::/32',
      '10.0.0.1/8',
      '::ffff:192.0.2.0/120',
    ]),
    NextHop: often(['10.0.0.1', 'fe80::1%7', 'FE80::1', 'AF_UNSPEC']),
    PhysicalAddress: often(['02-00-00-00-00-05', 'ff']),
    Metric: often([0, -0, 5, 0xffff_ffff, 0x1_0000_0000]),
    Speed: often(['18446744073709551615', 5, '00']),
    Loopback: often([true, false, 0, 255]),
    Publish: often([true, 255, 256]),
    Colour: often(['Red', 2, 99, 'Blue']),
    Alias: often(['eth0']),
    Age: often([5]),
    Metirc: fc.constant(5),
  },
  { requiredKeys: [] },
);
const withUnknown = fc
  .tuple(given, fc.integer({ min: 0, max: 9 }), fc.boolean())
  .map(([{ Metirc, ...members }, among, reversed]) => {
    const entries = Object.entries(among === 0 ? { ...members, Metirc } : members);
    return Object.fromEntries(reversed ? entries.reverse() : entries);
  });

/** The same members in an object with a prototype of its own, which is read member by member. */
const slowly = (members: object): object => Object.assign(Object.create({}) as object, members);

describe('a structure of random members', () => {
  it('is read at once as it is read member by member', () => {
    fc.assert(
      fc.property(withUnknown, (members) => {
        expect(readInputRow(structure, members, 'Row')).toStrictEqual(
          readInputRow(structure, slowly(members), 'Row'),
        );
      }),
      propertyRuns(5000),
    );
  });

  it('takes nothing from a prototype, and what a loop over the members does not meet', () => {
    const inherited = Object.create({ Metric: 5 }) as object;
    const hidden = Object.defineProperty({}, 'Metric', { value: 5, enumerable: false });
    expect(readInputRow(structure, inherited, 'Row')).toMatchObject({ right: { Metric: 0 } });
    expect(readInputRow(structure, hidden, 'Row')).toMatchObject({ right: { Metric: 5 } });
  });
});
