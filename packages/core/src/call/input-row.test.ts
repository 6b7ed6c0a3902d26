import { either } from 'fp-ts';

import { enumeration } from '../codec';
import {
  booleanByteInput,
  booleanInput,
  enumInput,
  inputRow,
  luidInput,
  prefixInput,
  readInputRow,
  socketAddressInput,
  ulong64Input,
  ulongInput,
} from '.';

const Colour = enumeration('COLOUR', { Red: 1, Green: 2, Unchanged: -1 });
const structure = inputRow('THING', {
  Metric: ulongInput,
  Enabled: booleanByteInput,
  Colour: enumInput(Colour),
});

describe('a structure as a caller gives it', () => {
  it('has every member left out as zero', () => {
    expect(readInputRow(structure, { Metric: 7 }, 'Row')).toEqual(
      either.right({ Metric: 7, Enabled: 0, Colour: 0 }),
    );
  });

  it.each([
    ['NULL', null, 'Row'],
    ['not given', undefined, 'Row'],
    ['a list', [], 'Row'],
    ['text', 'x', 'Row'],
    ['a member that is no ULONG', { Metric: -1 }, 'Row.Metric'],
    ['a fraction', { Metric: 1.5 }, 'Row.Metric'],
    ['a member that is null', { Metric: null }, 'Row.Metric'],
    ['an unknown constant', { Colour: 'Blue' }, 'Row.Colour'],
    ['a member that the structure does not have', { Metirc: 1 }, 'Row.Metirc'],
  ])('is refused, naming the member at fault: %s', (_, value, member) => {
    expect(readInputRow(structure, value, 'Row')).toMatchObject({
      left: { status: 'STATUS_INVALID_PARAMETER', member },
    });
  });
});

describe('members', () => {
  it.each([
    [ulongInput.read(0xffff_ffff), 0xffff_ffff],
    [ulongInput.read(0x1_0000_0000), undefined],
    [booleanByteInput.read(true), 1],
    [booleanByteInput.read(255), 255],
    [booleanByteInput.read(256), undefined],
    [booleanInput.read(255), true],
    [booleanInput.read(0), false],
    [enumInput(Colour).read('Unchanged'), -1],
    [enumInput(Colour).read(99), 99],
    [ulong64Input.read('18446744073709551615'), 18_446_744_073_709_551_615n],
    [ulong64Input.read('18446744073709551616'), undefined],
    [ulong64Input.read(-1), undefined],
    [luidInput.read('0x0006000005000000'), '0x0006000005000000'],
    [luidInput.read('5'), undefined],
    [prefixInput.read('10.0.0.0/8'), '10.0.0.0/8'],
    [prefixInput.read('10.1.2.3/8'), undefined],
    [prefixInput.read('10.0.0.0/33'), undefined],
    [socketAddressInput.read('fe80::1%5'), { family: 'AF_INET6', address: 'fe80::1', scopeId: 5 }],
    [socketAddressInput.read('10.0.0.256'), undefined],
  ])('read %p as %p', (got, expected) => {
    expect(got).toEqual(expected);
  });
});
