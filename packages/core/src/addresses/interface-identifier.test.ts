import { ip } from '../../test/address-host';
import { parsePhysicalAddress, parsePrefix } from '../net';
import { addressWithIdentifier, interfaceIdentifierOf } from './interface-identifier';

const identifierOf = (
  text: string,
  Type: 'IF_TYPE_ETHERNET_CSMACD' | 'IF_TYPE_SOFTWARE_LOOPBACK' = 'IF_TYPE_ETHERNET_CSMACD',
) => {
  const PhysicalAddress = parsePhysicalAddress(text);
  if (PhysicalAddress === undefined) throw new TypeError(text);
  return interfaceIdentifierOf({ PhysicalAddress, Type });
};

it.each([
  ['02-00-00-00-00-05', 'fe80::ff:fe00:5'],
  ['00-15-5D-01-02-03', 'fe80::215:5dff:fe01:203'],
  ['FF-FF-FF-FF-FF-FF', 'fe80::fdff:ffff:feff:ffff'],
  ['00-00-00-00-00-01', 'fe80::200:ff:fe00:1'],
  ['02-00-00-FF-FE-00-00-05', 'fe80::ff:fe00:5'],
  ['00-11-22-33-44-55-66-77', 'fe80::211:2233:4455:6677'],
])('makes of %s the address %s', (physicalAddress, address) => {
  const identifier = identifierOf(physicalAddress);
  const prefix = parsePrefix('fe80::/64');
  expect(identifier && prefix && addressWithIdentifier(prefix, identifier)).toBe(ip(address));
});

it.each([
  '',
  '00-00-00-00-00-00',
  '00-00-00-00-00-00-00-00',
  '02-00-05',
  '02-00-00-00-05',
  '02-00-00-00-00-00-05',
])('makes none of %p', (physicalAddress) => expect(identifierOf(physicalAddress)).toBeUndefined());

it('makes none on a loopback interface', () => {
  expect(identifierOf('02-00-00-00-00-05', 'IF_TYPE_SOFTWARE_LOOPBACK')).toBeUndefined();
});

it('keeps the high 64 bits of the prefix', () => {
  const prefix = parsePrefix('2001:db8:1:2::/64');
  expect(prefix && addressWithIdentifier(prefix, [0x1234_5678, 0x9abc_def0])).toBe(
    '2001:db8:1:2:1234:5678:9abc:def0',
  );
});
