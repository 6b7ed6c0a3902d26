import { address } from '../../test/neighbor-host';
import { parsePhysicalAddress, type PhysicalAddress } from '../net';
import { derivedPhysicalAddress, fitsLink, ofLength, type LinkLayer } from './physical-address';

const physical = (text: string): PhysicalAddress => {
  const parsed = parsePhysicalAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no physical address`);
  return parsed;
};
const bytes = (count: number): PhysicalAddress =>
  physical(Array.from({ length: count }, () => '02').join('-'));
const link = (Type: LinkLayer['Type'], own = ''): LinkLayer => ({ Type, PhysicalAddress: physical(own) });

describe('the physical address of a neighbor', () => {
  it.each([
    ['IF_TYPE_ETHERNET_CSMACD', 6],
    ['IF_TYPE_ISO88025_TOKENRING', 6],
    ['IF_TYPE_FDDI', 6],
    ['IF_TYPE_IEEE80211', 6],
    ['IF_TYPE_IEEE1394', 8],
    ['IF_TYPE_INFINIBAND', 20],
  ] as const)('has on %s the length %d and no other', (type, length) => {
    expect(fitsLink(link(type), bytes(length))).toBe(true);
    expect(fitsLink(link(type), bytes(length - 1))).toBe(false);
    expect(fitsLink(link(type), bytes(length + 1))).toBe(false);
  });

  it.each([
    'IF_TYPE_PPP',
    'IF_TYPE_SOFTWARE_LOOPBACK',
    'IF_TYPE_SLIP',
    'IF_TYPE_PROP_VIRTUAL',
    'IF_TYPE_TUNNEL',
    'IF_TYPE_WWANPP',
    'IF_TYPE_WWANPP2',
  ] as const)('does not exist on %s', (type) => {
    expect(fitsLink(link(type), bytes(6))).toBe(false);
  });

  it('may have any length on other links', () => {
    for (const length of [1, 6, 8, 32]) expect(fitsLink(link('IF_TYPE_BRIDGE'), bytes(length))).toBe(true);
  });

  it('has the length of the interface’s own address, whatever the type', () => {
    const tunnel = link('IF_TYPE_TUNNEL', '02-00-00-05');
    expect(fitsLink(tunnel, bytes(4))).toBe(true);
    expect(fitsLink(tunnel, bytes(6))).toBe(false);
    expect(fitsLink(link('IF_TYPE_ETHERNET_CSMACD', '02-00-00-05'), bytes(6))).toBe(false);
  });

  it('is not empty and not all zero', () => {
    expect(fitsLink(link('IF_TYPE_BRIDGE'), physical(''))).toBe(false);
    expect(fitsLink(link('IF_TYPE_BRIDGE'), physical('00-00-00-00'))).toBe(false);
    expect(fitsLink(link('IF_TYPE_BRIDGE'), physical('00-00-00-10'))).toBe(true);
    expect(fitsLink(link('IF_TYPE_BRIDGE'), physical('0A-00'))).toBe(true);
  });

  it('may be a group address', () => {
    expect(fitsLink(link('IF_TYPE_ETHERNET_CSMACD'), physical('03-BF-00-00-00-01'))).toBe(true);
  });

  it('is cut to its length, or filled up with zeros', () => {
    expect(ofLength(physical('01-02-03'), 2)).toBe('01-02');
    expect(ofLength(physical('01-02'), 4)).toBe('01-02-00-00');
    expect(ofLength(physical(''), 2)).toBe('00-00');
  });
});

describe('the physical address of a group', () => {
  it.each([
    ['224.0.0.251', '01-00-5E-00-00-FB'],
    ['239.255.255.250', '01-00-5E-7F-FF-FA'],
    ['224.129.3.4', '01-00-5E-01-03-04'],
    ['ff02::1:ff12:3456', '33-33-FF-12-34-56'],
  ])('of %s is %s', (group, derived) => {
    expect(derivedPhysicalAddress(link('IF_TYPE_ETHERNET_CSMACD'), address(group))).toBe(derived);
  });

  it('is derived only where addresses are 6 bytes long', () => {
    expect(derivedPhysicalAddress(link('IF_TYPE_BRIDGE', '02-00-00-00-00-05'), address('224.0.0.1'))).toBe(
      '01-00-5E-00-00-01',
    );
    for (const type of ['IF_TYPE_BRIDGE', 'IF_TYPE_INFINIBAND', 'IF_TYPE_PPP'] as const)
      expect(derivedPhysicalAddress(link(type), address('224.0.0.1'))).toBeUndefined();
  });
});
