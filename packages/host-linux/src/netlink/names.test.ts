import { bitNames } from './bit-names';
import { linkFlagBits, linkFlagNames, linkTypeNames } from './link-constants';
import { messageTypeName } from './message-type';
import { neighborStateNames } from './neighbor-constants';
import { routeFlagNames, routeProtocolNames, scopeNames, routeTableNames } from './route-constants';

describe('names of numbers', () => {
  it('are the words of ip, or decimal text', () => {
    expect([routeProtocolNames.nameOf(12), routeProtocolNames.nameOf(200)]).toEqual(['bird', '200']);
    expect([scopeNames.nameOf(253), scopeNames.nameOf(77)]).toEqual(['link', '77']);
    expect([routeTableNames.nameOf(254), routeTableNames.nameOf(4_294_967_295)]).toEqual([
      'main',
      '4294967295',
    ]);
    expect([linkTypeNames.nameOf(65_534), linkTypeNames.nameOf(519)]).toEqual(['none', '519']);
    expect([messageTypeName(104), messageTypeName(15), messageTypeName(200)]).toEqual([
      'RTM_NEWNEXTHOP',
      'NLMSG_TSTAMP',
      undefined,
    ]);
  });

  it('go back to their numbers', () => {
    for (let number = 0; number < 256; number++) {
      expect(routeProtocolNames.numberOf(routeProtocolNames.nameOf(number))).toBe(number);
      expect(scopeNames.numberOf(scopeNames.nameOf(number))).toBe(number);
    }
    for (let number = 0; number < 65_536; number++)
      expect(linkTypeNames.numberOf(linkTypeNames.nameOf(number))).toBe(number);
  });

  it.each(['', 'Main', '-1', '0x10', '010', '1.5', 'toString'])('know no number of %j', (text) => {
    expect(routeTableNames.numberOf(text)).toBeUndefined();
  });
});

describe('names of bits', () => {
  it('stand in the order of ip', () => {
    expect(routeFlagNames.namesOf(0x15)).toEqual(['dead', 'onlink', 'linkdown']);
    expect(routeFlagNames.bitsOf(['dead', 'onlink', 'linkdown'])).toBe(0x15);
    expect(routeFlagNames.namesOf(0x2000_0000)).toEqual(['rt_offload_failed']);
  });

  it('share one frozen list for equal bits', () => {
    expect(neighborStateNames.namesOf(2)).toBe(neighborStateNames.namesOf(2));
    expect(Object.isFrozen(neighborStateNames.namesOf(2))).toBe(true);
  });

  it('end in a hexadecimal number, or not at all, where bits have no name', () => {
    expect(neighborStateNames.namesOf(0x102)).toEqual(['REACHABLE', '100']);
    expect(neighborStateNames.bitsOf(['REACHABLE', '100'])).toBe(0x102);
    expect(neighborStateNames.bitsOf(['UNHEARD_OF'])).toBe(0);
    expect(routeFlagNames.namesOf(0x1000_0000)).toEqual([]);
  });

  it('stay right when there are more combinations than are shared', () => {
    const names = bitNames([['low', 1]], 'hex');
    for (let bits = 0; bits < 5000; bits++) expect(names.bitsOf(names.namesOf(bits))).toBe(bits);
    expect(names.namesOf(0xffff_ffff)).toEqual(['low', 'fffffffe']);
  });
});

describe('flags of links', () => {
  it.each([
    [0x1003, ['NO-CARRIER', 'BROADCAST', 'MULTICAST', 'UP']],
    [0x11043, ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP']],
    [0x1002, ['BROADCAST', 'MULTICAST']],
    [0x10049, ['LOOPBACK', 'UP', 'LOWER_UP']],
    [0x8000_0041, ['UP', '80000000']],
    [0, []],
  ])('of %i are printed as %j', (bits, names) => {
    expect(linkFlagNames(bits)).toEqual(names);
    expect(linkFlagBits(names)).toBe(bits);
  });

  it('cannot tell whether a link that is down is running', () => {
    expect(linkFlagNames(0x1042)).toEqual(['BROADCAST', 'MULTICAST']);
  });

  it('do not mind what speaks of another link', () => {
    expect(linkFlagBits(['NO-CARRIER', 'UP', 'M-DOWN'])).toBe(1);
  });
});
