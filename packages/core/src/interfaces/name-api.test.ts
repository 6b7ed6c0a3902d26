import { InterfaceHost } from '../../test/interface-host';

const host = new InterfaceHost();

describe('ConvertInterfaceLuidToName', () => {
  it.each([
    ['0x0001000003000000', 'other_3'],
    ['0x0006000005000000', 'ethernet_5'],
    ['0x0009000001000000', 'tokenring_1'],
    ['0x0017000002000000', 'ppp_2'],
    ['0x0018000001000000', 'loopback_1'],
    ['0x0025000001000000', 'atm_1'],
    ['0x004700000c000000', 'wireless_12'],
    ['0x0083ffffff000000', 'tunnel_16777215'],
    ['0x0090000000000000', 'ieee1394_0'],
    ['0x0035000007000000', 'iftype53_7'],
    ['0x0000000005000000', 'iftype0_5'],
    ['0xffff000000000000', 'iftype65535_0'],
    ['0x0006000005ABCDEF', 'ethernet_5'],
  ])('of %s gives %s', (InterfaceLuid, InterfaceName) => {
    for (const name of ['ConvertInterfaceLuidToNameA', 'ConvertInterfaceLuidToNameW'] as const)
      expect(host.call(name, { InterfaceLuid, Length: 257 })).toEqual({
        status: 'STATUS_SUCCESS',
        out: { InterfaceName },
      });
  });

  it.each<[string, object, string, object | undefined]>([
    [
      'no buffer',
      { InterfaceLuid: null, InterfaceName: null, Length: 0 },
      'STATUS_INVALID_PARAMETER',
      undefined,
    ],
    ['no LUID', { InterfaceLuid: null, Length: 0 }, 'STATUS_INVALID_PARAMETER', { InterfaceName: '' }],
    [
      'a LUID of zero',
      { InterfaceLuid: '0x0000000000000000', Length: 0 },
      'STATUS_INVALID_PARAMETER',
      { InterfaceName: '' },
    ],
    [
      'text that is no LUID',
      { InterfaceLuid: 'ethernet_5', Length: 0 },
      'STATUS_INVALID_PARAMETER',
      { InterfaceName: '' },
    ],
    [
      'a buffer without room for the NUL',
      { InterfaceLuid: '0x0006000005000000', Length: 10 },
      'STATUS_NOT_ENOUGH_MEMORY',
      { InterfaceName: '' },
    ],
    [
      'a buffer of no stated length',
      { InterfaceLuid: '0x0006000005000000' },
      'STATUS_NOT_ENOUGH_MEMORY',
      { InterfaceName: '' },
    ],
  ])('refuses %s', (_, params, status, out) => {
    for (const name of ['ConvertInterfaceLuidToNameA', 'ConvertInterfaceLuidToNameW'] as const) {
      const answer = host.call(name, params);
      expect(answer.status).toBe(status);
      expect(answer.out).toEqual(out);
    }
  });

  it('takes a buffer that just fits', () => {
    const params = { InterfaceLuid: '0x0006000005000000', Length: 11 };
    expect(host.call('ConvertInterfaceLuidToNameW', params).status).toBe('STATUS_SUCCESS');
  });
});

describe('ConvertInterfaceNameToLuid', () => {
  const both = ['ConvertInterfaceNameToLuidA', 'ConvertInterfaceNameToLuidW'] as const;

  it.each([
    ['ethernet_77', '0x000600004d000000'],
    ['loopback_1', '0x0018000001000000'],
    ['ieee1394_0', '0x0090000000000000'],
    ['iftype53_9', '0x0035000009000000'],
    ['iftype6_5', '0x0006000005000000'],
    ['iftype0_0', '0x0000000000000000'],
    ['iftype65535_16777215', '0xffffffffff000000'],
  ])('of %s gives %s, without an interface of that LUID', (InterfaceName, InterfaceLuid) => {
    for (const name of both)
      expect(host.call(name, { InterfaceName })).toEqual({
        status: 'STATUS_SUCCESS',
        out: { InterfaceLuid },
      });
  });

  it.each([
    ['Ethernet'],
    ['Ethernet_5'],
    ['ethernet_05'],
    ['ethernet_'],
    ['ethernet5'],
    ['ethernet_-1'],
    ['ethernet_+1'],
    ['ethernet_ 1'],
    ['ethernet_5 '],
    ['ethernet_5\n'],
    ['ethernet_16777216'],
    ['ethernet_99999999999'],
    ['iftype_5'],
    ['iftype06_5'],
    ['iftype65536_5'],
    ['ieee_5'],
    ['constructor_5'],
    ['_5'],
    [''],
    [null],
    [5],
  ])('refuses %p', (InterfaceName) => {
    for (const name of both)
      expect(host.call(name, { InterfaceName })).toMatchObject({
        status: 'STATUS_INVALID_NAME',
        out: { InterfaceLuid: '0x0000000000000000' },
      });
  });

  it.each<[string | null, string, string]>([
    [null, 'STATUS_INVALID_PARAMETER', 'STATUS_INVALID_NAME'],
    ['bad', 'STATUS_INVALID_PARAMETER', 'STATUS_INVALID_NAME'],
    ['e'.repeat(257), 'STATUS_INVALID_PARAMETER', 'ERROR_BUFFER_OVERFLOW'],
    ['ethernet_5', 'STATUS_INVALID_PARAMETER', 'STATUS_INVALID_PARAMETER'],
  ])('checks a NULL result first in W and last in A: %p', (InterfaceName, wide, narrow) => {
    const params = { InterfaceName, InterfaceLuid: null };
    expect(host.call('ConvertInterfaceNameToLuidW', params).status).toBe(wide);
    expect(host.call('ConvertInterfaceNameToLuidA', params).status).toBe(narrow);
    expect(host.call('ConvertInterfaceNameToLuidA', params).out).toBeUndefined();
  });

  it('calls 256 characters malformed and more too long, in A alone', () => {
    const statusOf = (name: (typeof both)[number], length: number) =>
      host.call(name, { InterfaceName: 'e'.repeat(length) }).status;
    expect(statusOf('ConvertInterfaceNameToLuidA', 256)).toBe('STATUS_INVALID_NAME');
    expect(statusOf('ConvertInterfaceNameToLuidA', 257)).toBe('ERROR_BUFFER_OVERFLOW');
    expect(statusOf('ConvertInterfaceNameToLuidW', 257)).toBe('STATUS_INVALID_NAME');
  });
});

describe('if_indextoname and if_nametoindex', () => {
  it('give the name of an interface that stands', () => {
    expect(host.call('if_indextoname', { InterfaceIndex: 5 }).out).toEqual({
      ReturnValue: 'ethernet_5',
      InterfaceName: 'ethernet_5',
    });
    expect(host.call('if_nametoindex', { InterfaceName: 'ethernet_5' }).out).toEqual({ ReturnValue: 5 });
  });

  it.each([
    [{ InterfaceIndex: 6 }],
    [{}],
    [{ InterfaceIndex: 'five' }],
    [{ InterfaceIndex: 5, InterfaceName: null }],
  ])('return NULL for %p', (params) => {
    expect(host.call('if_indextoname', params).out).toEqual({ ReturnValue: null });
  });

  it.each([['ethernet_77'], ['Ethernet'], [null], [undefined], [5]])('return 0 for %p', (InterfaceName) => {
    expect(host.call('if_nametoindex', { InterfaceName }).out).toEqual({ ReturnValue: 0 });
  });

  it('go by the LUID, which need not be that of type and index', () => {
    const other = new InterfaceHost([{ InterfaceIndex: 5, InterfaceLuid: '0x0047000102000000' }]);
    expect(other.call('if_indextoname', { InterfaceIndex: 5 }).out?.['ReturnValue']).toBe('wireless_258');
    expect(other.call('if_nametoindex', { InterfaceName: 'wireless_258' }).out?.['ReturnValue']).toBe(5);
  });
});
