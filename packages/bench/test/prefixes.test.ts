import { parsePrefix, prefixLength, type Prefix } from '@netlapse/core';

import { loadPrefixes, madePrefixes } from '../src/prefixes';

describe('the list of prefixes', () => {
  const { ipv4, ipv6 } = madePrefixes();

  const shareOf = (prefixes: readonly Prefix[], length: number): number =>
    prefixes.filter((prefix) => prefixLength(prefix) === length).length / prefixes.length;

  it('that is made is as large as a full table, and no prefix stands in it twice', () => {
    expect([new Set(ipv4).size, new Set(ipv6).size]).toEqual([900_000, 160_000]);
  });

  it('that is made is canonical', () => {
    const sample = [...ipv4.slice(0, 1000), ...ipv6.slice(0, 1000)];
    expect(sample.map((prefix) => parsePrefix(prefix))).toEqual(sample);
  });

  it('that is made has mostly /24 and /48, as real ones have', () => {
    expect(shareOf(ipv4, 24)).toBeGreaterThan(0.5);
    expect(shareOf(ipv4, 22)).toBeGreaterThan(0.08);
    expect(shareOf(ipv6, 48)).toBeGreaterThan(0.4);
  });

  it('that is named must be there', () => {
    process.env['NETLAPSE_PREFIXES'] = 'no-such-file.txt.gz';
    try {
      expect(loadPrefixes).toThrow('NETLAPSE_PREFIXES: there is no no-such-file.txt.gz');
    } finally {
      delete process.env['NETLAPSE_PREFIXES'];
    }
  });
});
