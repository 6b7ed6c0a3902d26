import { automaticMetric } from './index';
import type { InterfaceRow } from './row';

const wireless: readonly (readonly [string, number])[] = [
  ['2000000000', 25],
  ['1999999999', 30],
  ['500000000', 30],
  ['499999999', 35],
  ['200000000', 35],
  ['199999999', 40],
  ['150000000', 40],
  ['149999999', 45],
  ['80000000', 45],
  ['79999999', 50],
  ['50000000', 50],
  ['49999999', 55],
  ['20000000', 55],
  ['19999999', 60],
  ['10000000', 60],
  ['9999999', 65],
  ['4000000', 65],
  ['3999999', 70],
  ['2000000', 70],
  ['1999999', 75],
  ['500000', 75],
  ['499999', 80],
  ['200000', 80],
  ['199999', 85],
  ['0', 85],
];

const other: readonly (readonly [string, number])[] = [
  ['18446744073709551615', 5],
  ['100000000000', 5],
  ['99999999999', 10],
  ['40000000000', 10],
  ['39999999999', 15],
  ['10000000000', 15],
  ['9999999999', 20],
  ['2000000000', 20],
  ['1999999999', 25],
  ['200000000', 25],
  ['199999999', 35],
  ['80000000', 35],
  ['79999999', 45],
  ['20000000', 45],
  ['19999999', 55],
  ['4000000', 55],
  ['3999999', 65],
  ['500000', 65],
  ['499999', 75],
  ['0', 75],
];

const metric = (Type: InterfaceRow['Type'], TransmitLinkSpeed: string): number =>
  automaticMetric({ Type, TransmitLinkSpeed });

describe('the automatic interface metric', () => {
  it.each(wireless)('of a wireless interface at %s bit/s is %d', (speed, expected) => {
    expect(metric('IF_TYPE_IEEE80211', speed)).toBe(expected);
    expect(metric('IF_TYPE_WWANPP', speed)).toBe(expected);
    expect(metric('IF_TYPE_WWANPP2', speed)).toBe(expected);
  });

  it.each(other)('of any other interface at %s bit/s is %d', (speed, expected) => {
    expect(metric('IF_TYPE_ETHERNET_CSMACD', speed)).toBe(expected);
    expect(metric('IF_TYPE_IEEE80216_WMAN', speed)).toBe(expected);
    expect(metric(250, speed)).toBe(expected);
  });

  it('of a loopback interface is 75 at every speed', () => {
    expect(metric('IF_TYPE_SOFTWARE_LOOPBACK', '100000000000')).toBe(75);
    expect(metric('IF_TYPE_SOFTWARE_LOOPBACK', '0')).toBe(75);
  });
});
