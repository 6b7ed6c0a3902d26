import { address } from '../../test/neighbor-host';
import { faultOfNeighborAddress } from './acceptable-address';

describe('the address of a neighbor', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.255',
    '::1',
    '0.0.0.0',
    '0.0.0.1',
    '0.255.255.255',
    '::',
    '240.0.0.0',
    '255.255.255.255',
    '::ffff:192.0.2.1',
  ])('is not %s', (text) => {
    expect(faultOfNeighborAddress(address(text))).toEqual(expect.any(String));
  });

  it.each([
    '1.0.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '192.0.2.1',
    '192.0.2.255',
    '224.0.0.0',
    '239.255.255.255',
    'ff02::1',
    'fe80::1',
    '::2',
    '2001:db8::',
    '::fffe:192.0.2.1',
  ])('may be %s', (text) => {
    expect(faultOfNeighborAddress(address(text))).toBeUndefined();
  });
});
