import { concat, hex, littleEndian, text } from '../../test/compose-message';
import { attributeSet } from './attribute-set';
import { AttributeReader } from './attributes';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, nested, u8, u16, u32 } = littleEndian;
const set = attributeSet('X_', { ONE: 1, TWO: 2, THREE: 3 });

const reading = (bytes: Uint8Array, end = bytes.length) => {
  const skips = new SkipTally();
  return { skips, attributes: new AttributeReader(new Wire(bytes), set, 0, end, skips) };
};

const typesIn = (attributes: AttributeReader): number[] => {
  const types: number[] = [];
  while (attributes.advance()) types.push(attributes.type);
  return types;
};

describe('a list of attributes', () => {
  it('is walked attribute by attribute, whatever their padding', () => {
    const { attributes, skips } = reading(
      concat(attribute(1, u8(7)), attribute(2), attribute(3, u32(5), u8(1))),
    );
    expect(typesIn(attributes)).toEqual([1, 2, 3]);
    expect(skips.counts()).toEqual([]);
  });

  it('may end without the padding of its last attribute', () => {
    const bytes = concat(attribute(1, u8(7)), attribute(2, u8(7)));
    const { attributes } = reading(bytes, bytes.length - 3);
    expect(typesIn(attributes)).toEqual([1, 2]);
  });

  it('says types without the flags for nested data and network order', () => {
    const { attributes } = reading(concat(attribute(0x8001), attribute(0x4002), attribute(0xc003)));
    expect(typesIn(attributes)).toEqual([1, 2, 3]);
  });

  it.each([0, 3])('ends at an attribute of length %i', (length) => {
    const { attributes, skips } = reading(concat(attribute(1, u8(7)), u16(length), u16(2), attribute(3)));
    expect(typesIn(attributes)).toEqual([1]);
    expect(attributes.advance()).toBe(false);
    expect(skips.counts()).toEqual([{ reason: 'bad length', name: 'X_TWO', count: 1 }]);
  });

  it('ends at an attribute that goes past its end', () => {
    const { attributes, skips } = reading(concat(attribute(1), u16(9), u16(99), u32(0)));
    expect(typesIn(attributes)).toEqual([1]);
    expect(skips.counts()).toEqual([{ reason: 'bad length', name: 'X 99', count: 1 }]);
  });

  it('ends where fewer than four bytes are left', () => {
    const { attributes, skips } = reading(concat(attribute(1), hex('040002')));
    expect(typesIn(attributes)).toEqual([1]);
    expect(skips.counts()).toEqual([]);
  });
});

describe('the data of an attribute', () => {
  const first = (bytes: Uint8Array) => {
    const result = reading(bytes);
    expect(result.attributes.advance()).toBe(true);
    return result;
  };

  it('are numbers of several sizes', () => {
    const { attributes, skips } = first(attribute(1, u32(0xffff_fffe), u32(0x0100_0000)));
    expect(attributes.u8()).toBe(0xfe);
    expect(attributes.u16()).toBe(0xfffe);
    expect(attributes.u32()).toBe(0xffff_fffe);
    expect(attributes.s32()).toBe(-2);
    expect(attributes.networkU64()).toBe(String(0xfeff_ffff_0000_0001n));
    expect(skips.counts()).toEqual([]);
  });

  it('are as good as absent, and counted, when they are too short', () => {
    const { attributes, skips } = first(attribute(2, u8(1), u16(1)));
    expect(attributes.u32()).toBeUndefined();
    expect(attributes.s32()).toBeUndefined();
    expect(attributes.networkU64()).toBeUndefined();
    expect(attributes.address('inet')).toBeUndefined();
    expect(attributes.sharedAddress('inet6')).toBeUndefined();
    expect(attributes.u16()).toBeDefined();
    expect(skips.counts()).toEqual([{ reason: 'unexpected size', name: 'X_TWO', count: 5 }]);
  });

  it('are addresses, text and hex digits', () => {
    const { attributes } = first(attribute(1, hex('20010db8000000000000000000000001')));
    expect(attributes.address('inet6')).toBe('2001:db8::1');
    expect(attributes.sharedAddress('inet6')).toBe('2001:db8::1');
    expect(attributes.address('inet')).toBe('32.1.13.184');
    expect(first(attribute(1, text('lo'))).attributes.text()).toBe('lo');
    expect(first(attribute(1, hex('0aff'))).attributes.hex('')).toBe('0aff');
  });

  it('are a link-layer address of 32 bytes at most', () => {
    expect(first(attribute(1, hex('02 00 00 00 00 0A'))).attributes.hardwareAddress()).toBe(
      '02:00:00:00:00:0a',
    );
    expect(first(attribute(1)).attributes.hardwareAddress()).toBe('');
    const { attributes, skips } = first(attribute(1, new Uint8Array(33)));
    expect(attributes.hardwareAddress()).toBeUndefined();
    expect(skips.counts()).toEqual([{ reason: 'unexpected size', name: 'X_ONE', count: 1 }]);
  });

  it('are a list of their own', () => {
    const inner = attributeSet('Y_', { SEVEN: 7 });
    const { attributes, skips } = first(nested(1, attribute(7, u8(1)), attribute(8)));
    const list = attributes.nested(inner);
    expect(list.advance()).toBe(true);
    expect([list.type, list.u8()]).toEqual([7, 1]);
    list.pass();
    expect(list.advance()).toBe(true);
    list.pass();
    expect(list.advance()).toBe(false);
    expect(skips.counts()).toEqual([{ reason: 'unknown attribute', name: 'Y 8', count: 1 }]);
  });
});

describe('counting what was skipped', () => {
  it('counts by reason and name, in order', () => {
    const skips = new SkipTally();
    skips.message('unknown message type', 200);
    skips.message('message type not mirrored', 88);
    skips.message('message type not mirrored', 88);
    skips.message('message type not mirrored', 84);
    skips.attribute('unknown attribute', set, 9);
    skips.attribute('unexpected size', set, 1);
    expect(skips.counts()).toEqual([
      { reason: 'message type not mirrored', name: 'RTM_NEWMDB', count: 1 },
      { reason: 'message type not mirrored', name: 'RTM_NEWNSID', count: 2 },
      { reason: 'unexpected size', name: 'X_ONE', count: 1 },
      { reason: 'unknown attribute', name: 'X 9', count: 1 },
      { reason: 'unknown message type', name: 'message type 200', count: 1 },
    ]);
  });
});
