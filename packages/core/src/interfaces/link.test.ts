import { parsePhysicalAddress, type PhysicalAddress } from '../net';
import { hasPhysicalAddresses, isConnected, physicalAddressLengthOf } from './index';
import type { InterfaceRow } from './row';

const link = (Type: InterfaceRow['Type'], address = '') => ({
  Type,
  PhysicalAddress: parsePhysicalAddress(address) as PhysicalAddress,
});

describe('physical addresses on a link', () => {
  it.each<[InterfaceRow['Type'], boolean, number | undefined]>([
    ['IF_TYPE_ETHERNET_CSMACD', true, 6],
    ['IF_TYPE_ISO88025_TOKENRING', true, 6],
    ['IF_TYPE_FDDI', true, 6],
    ['IF_TYPE_IEEE80211', true, 6],
    ['IF_TYPE_IEEE1394', true, 8],
    ['IF_TYPE_INFINIBAND', true, 20],
    ['IF_TYPE_PPP', false, undefined],
    ['IF_TYPE_SOFTWARE_LOOPBACK', false, undefined],
    ['IF_TYPE_SLIP', false, undefined],
    ['IF_TYPE_PROP_VIRTUAL', false, undefined],
    ['IF_TYPE_TUNNEL', false, undefined],
    ['IF_TYPE_WWANPP', false, undefined],
    ['IF_TYPE_WWANPP2', false, undefined],
    ['IF_TYPE_ATM', true, undefined],
    ['IF_TYPE_BRIDGE', true, undefined],
    [999, true, undefined],
  ])('of type %s follow from the type', (type, has, length) => {
    expect(hasPhysicalAddresses(link(type))).toBe(has);
    expect(physicalAddressLengthOf(link(type))).toBe(length);
  });

  it.each<InterfaceRow['Type']>([
    'IF_TYPE_TUNNEL',
    'IF_TYPE_SOFTWARE_LOOPBACK',
    'IF_TYPE_ETHERNET_CSMACD',
    'IF_TYPE_ATM',
  ])('of type %s have the length of the interface’s own where it has one', (type) => {
    const own = link(type, '02-00-00-00-00-00-00-05');
    expect(hasPhysicalAddresses(own)).toBe(true);
    expect(physicalAddressLengthOf(own)).toBe(8);
  });
});

describe('isConnected', () => {
  it.each<[InterfaceRow['MediaConnectState'], boolean]>([
    ['MediaConnectStateConnected', true],
    ['MediaConnectStateUnknown', true],
    ['MediaConnectStateDisconnected', false],
  ])('takes %s for %s', (MediaConnectState, connected) => {
    expect(isConnected({ Type: 'IF_TYPE_ETHERNET_CSMACD', MediaConnectState })).toBe(connected);
    expect(isConnected({ Type: 'IF_TYPE_SOFTWARE_LOOPBACK', MediaConnectState })).toBe(true);
  });
});
