import { InterfaceHost } from '../../test/interface-host';

const LUID = '0x0006000005000000';
const GUID = '{00060000-0500-4000-8000-000000000000}';

const host = new InterfaceHost([
  { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' },
  { InterfaceIndex: 6, Alias: 'Straße ς' },
]);

describe('the conversions of identifiers', () => {
  it.each<[Parameters<typeof host.call>[0], object, object]>([
    ['ConvertInterfaceIndexToLuid', { InterfaceIndex: 5 }, { InterfaceLuid: LUID }],
    ['ConvertInterfaceLuidToIndex', { InterfaceLuid: '0x0006000005000000' }, { InterfaceIndex: 5 }],
    ['ConvertInterfaceLuidToGuid', { InterfaceLuid: LUID }, { InterfaceGuid: GUID }],
    [
      'ConvertInterfaceGuidToLuid',
      { InterfaceGuid: GUID.slice(1, -1).toLowerCase() },
      { InterfaceLuid: LUID },
    ],
    ['ConvertInterfaceAliasToLuid', { InterfaceAlias: 'eTHERNET' }, { InterfaceLuid: LUID }],
    ['ConvertInterfaceLuidToAlias', { InterfaceLuid: LUID, Length: 9 }, { InterfaceAlias: 'Ethernet' }],
    ['ConvertInterfaceLuidToAlias', { InterfaceLuid: LUID, Length: '257' }, { InterfaceAlias: 'Ethernet' }],
  ])('%s of %p gives %p', (name, params, out) => {
    expect(host.call(name, params)).toEqual({ status: 'STATUS_SUCCESS', out });
  });

  it.each<[Parameters<typeof host.call>[0], object, object]>([
    ['ConvertInterfaceIndexToLuid', { InterfaceIndex: 9 }, { InterfaceLuid: '0x0000000000000000' }],
    ['ConvertInterfaceIndexToLuid', { InterfaceIndex: 0 }, { InterfaceLuid: '0x0000000000000000' }],
    ['ConvertInterfaceIndexToLuid', {}, { InterfaceLuid: '0x0000000000000000' }],
    ['ConvertInterfaceLuidToIndex', { InterfaceLuid: '0x0006000009000000' }, { InterfaceIndex: 0 }],
    ['ConvertInterfaceLuidToIndex', { InterfaceLuid: null }, { InterfaceIndex: 0 }],
    ['ConvertInterfaceLuidToIndex', { InterfaceLuid: 'five' }, { InterfaceIndex: 0 }],
    [
      'ConvertInterfaceLuidToGuid',
      { InterfaceLuid: '0x0006000009000000' },
      { InterfaceGuid: '{00000000-0000-0000-0000-000000000000}' },
    ],
    ['ConvertInterfaceGuidToLuid', { InterfaceGuid: null }, { InterfaceLuid: '0x0000000000000000' }],
    ['ConvertInterfaceGuidToLuid', { InterfaceGuid: 'no GUID' }, { InterfaceLuid: '0x0000000000000000' }],
    [
      'ConvertInterfaceGuidToLuid',
      { InterfaceGuid: '{00060000-0900-4000-8000-000000000000}' },
      { InterfaceLuid: '0x0000000000000000' },
    ],
    ['ConvertInterfaceAliasToLuid', { InterfaceAlias: 'Ether' }, { InterfaceLuid: '0x0000000000000000' }],
    ['ConvertInterfaceAliasToLuid', { InterfaceAlias: null }, { InterfaceLuid: '0x0000000000000000' }],
    [
      'ConvertInterfaceLuidToAlias',
      { InterfaceLuid: '0x0006000009000000', Length: 257 },
      { InterfaceAlias: '' },
    ],
    ['ConvertInterfaceLuidToAlias', { InterfaceLuid: null, Length: 257 }, { InterfaceAlias: '' }],
  ])('%s of %p is an invalid parameter and leaves %p', (name, params, out) => {
    expect(host.call(name, params)).toMatchObject({ status: 'STATUS_INVALID_PARAMETER', out });
  });

  it.each<[Parameters<typeof host.call>[0], object]>([
    ['ConvertInterfaceIndexToLuid', { InterfaceIndex: 5, InterfaceLuid: null }],
    ['ConvertInterfaceLuidToIndex', { InterfaceLuid: LUID, InterfaceIndex: null }],
    ['ConvertInterfaceLuidToGuid', { InterfaceLuid: LUID, InterfaceGuid: null }],
    ['ConvertInterfaceGuidToLuid', { InterfaceGuid: GUID, InterfaceLuid: null }],
    ['ConvertInterfaceAliasToLuid', { InterfaceAlias: 'Ethernet', InterfaceLuid: null }],
    ['ConvertInterfaceLuidToAlias', { InterfaceLuid: LUID, InterfaceAlias: null, Length: 257 }],
  ])('%s refuses NULL for the result', (name, params) => {
    const answer = host.call(name, params);
    expect(answer.status).toBe('STATUS_INVALID_PARAMETER');
    expect(answer.out).toBeUndefined();
  });

  it('asks for room for the alias and a NUL, once the interface is found', () => {
    expect(host.call('ConvertInterfaceLuidToAlias', { InterfaceLuid: LUID, Length: 8 })).toMatchObject({
      status: 'STATUS_NOT_ENOUGH_MEMORY',
      out: { InterfaceAlias: '' },
    });
    expect(host.call('ConvertInterfaceLuidToAlias', { InterfaceLuid: null, Length: 0 }).status).toBe(
      'STATUS_INVALID_PARAMETER',
    );
  });

  it('compares aliases letter by letter, without case', () => {
    const find = (InterfaceAlias: string) =>
      host.call('ConvertInterfaceAliasToLuid', { InterfaceAlias }).status;
    expect(find('STRAßE Σ')).toBe('STATUS_SUCCESS');
    expect(find('STRASSE Σ')).toBe('STATUS_INVALID_PARAMETER');
  });

  it('takes the lowest index of several interfaces with one alias or one GUID', () => {
    const twins = new InterfaceHost([
      { InterfaceIndex: 9, Alias: 'Twin', InterfaceGuid: GUID },
      { InterfaceIndex: 3, Alias: 'TWIN', InterfaceGuid: GUID },
    ]);
    const third = { status: 'STATUS_SUCCESS', out: { InterfaceLuid: '0x0006000003000000' } };
    expect(twins.call('ConvertInterfaceAliasToLuid', { InterfaceAlias: 'twin' })).toEqual(third);
    expect(twins.call('ConvertInterfaceGuidToLuid', { InterfaceGuid: GUID })).toEqual(third);
  });
});
