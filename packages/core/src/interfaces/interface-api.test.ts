import { ethernet, InterfaceHost } from '../../test/interface-host';
import { counterNames } from './interface-entry';

describe('GetIfEntry2 and GetIfEntry2Ex', () => {
  it('give the whole row, by index or by LUID, without any stack', () => {
    const host = new InterfaceHost([ethernet], { stacks: [] });
    const row = host.call('GetIfEntry2', { Row: { InterfaceIndex: 5 } }).out?.['Row'] as Record<
      string,
      unknown
    >;
    expect(row).toMatchObject({
      InterfaceLuid: '0x0006000005000000',
      InterfaceIndex: 5,
      Alias: 'Ethernet',
      Description: 'Ethernet',
      PhysicalAddressLength: 6,
      PhysicalAddress: '02-00-00-00-00-05',
      InterfaceAndOperStatusFlags: { HardwareInterface: true, NotMediaConnected: false },
      ConnectionType: 'NET_IF_CONNECTION_DEDICATED',
    });
    for (const name of counterNames) expect(row[name]).toBe('0');
    for (const member of ['supportsRoutes', 'lowerInterfaces', 'createdSeq'])
      expect(row).not.toHaveProperty(member);
    expect(Object.isFrozen(row) && Object.isFrozen(row['InterfaceAndOperStatusFlags'])).toBe(true);
    const byLuid = { InterfaceLuid: '0x0006000005000000', InterfaceIndex: 77, Alias: 'any' };
    expect(host.call('GetIfEntry2', { Row: byLuid }).out?.['Row']).toEqual(row);
    for (const Level of [undefined, 0, 2, 'MibIfEntryNormal', 'MibIfEntryNormalWithoutStatistics'])
      expect(host.call('GetIfEntry2Ex', { Level, Row: { InterfaceIndex: 5 } }).out?.['Row']).toEqual(row);
  });

  it('tell the media state by NotMediaConnected', () => {
    const host = new InterfaceHost();
    host.report('media-disconnects', { InterfaceIndex: 5 });
    expect(host.call('GetIfEntry2', { Row: { InterfaceIndex: 5 } }).out?.['Row']).toMatchObject({
      OperStatus: 'IfOperStatusDown',
      MediaConnectState: 'MediaConnectStateDisconnected',
      TransmitLinkSpeed: '1000000000',
      InterfaceAndOperStatusFlags: { NotMediaConnected: true },
    });
  });

  it.each<[string, unknown, string]>([
    ['a NULL row', null, 'STATUS_INVALID_PARAMETER'],
    ['an unknown member', { Family: 'AF_INET', InterfaceIndex: 99 }, 'STATUS_INVALID_PARAMETER'],
    ['no key', {}, 'STATUS_INVALID_PARAMETER'],
    ['no such index', { InterfaceIndex: 99 }, 'STATUS_NOT_FOUND'],
    ['no such LUID', { InterfaceLuid: '0x0006000006000000', InterfaceIndex: 5 }, 'STATUS_NOT_FOUND'],
  ])('refuse %s', (_, Row, status) => {
    const host = new InterfaceHost();
    for (const answer of [host.call('GetIfEntry2', { Row }), host.call('GetIfEntry2Ex', { Level: 0, Row })]) {
      expect(answer.status).toBe(status);
      expect(answer.out).toBeUndefined();
    }
  });

  it.each([[1], [3], [-1], ['MibIfTableRaw'], [null]])('refuse the level %p before the row', (Level) => {
    expect(new InterfaceHost().call('GetIfEntry2Ex', { Level, Row: null })).toMatchObject({
      status: 'STATUS_INVALID_PARAMETER',
      member: 'Level',
    });
  });
});

describe('GetIfTable2 and GetIfTable2Ex', () => {
  it('list all interfaces by index, those without a family too, at every level', () => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 1, families: [] }]);
    const { status, out } = host.call('GetIfTable2');
    expect(status).toBe('STATUS_SUCCESS');
    expect(out?.['Table']).toMatchObject([{ InterfaceIndex: 1 }, { InterfaceIndex: 5 }]);
    expect(Object.isFrozen(out?.['Table'])).toBe(true);
    for (const Level of [undefined, 'MibIfTableNormal', 1, 2])
      expect(host.call('GetIfTable2Ex', { Level }).out).toEqual(out);
  });

  it('give an empty table where there is none', () => {
    expect(new InterfaceHost([]).call('GetIfTable2')).toEqual({
      status: 'STATUS_SUCCESS',
      out: { Table: [] },
    });
  });

  it('refuse NULL and unknown levels', () => {
    const host = new InterfaceHost();
    expect(host.call('GetIfTable2', { Table: null })).toMatchObject({ member: 'Table' });
    expect(host.call('GetIfTable2Ex', { Level: 3, Table: null })).toMatchObject({
      status: 'STATUS_INVALID_PARAMETER',
      member: 'Level',
    });
    expect(host.call('GetIfTable2Ex', { Level: 0, Table: null })).toMatchObject({ member: 'Table' });
  });
});

describe('GetIfStackTable and GetInvertedIfStackTable', () => {
  const bridge = { InterfaceIndex: 2, Type: 'IF_TYPE_BRIDGE', lowerInterfaces: [9, 5, 77] } as const;

  it('order by the higher, or by the lower interface', () => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 9, lowerInterfaces: [5] }, bridge]);
    const pair = (HigherLayerInterfaceIndex: number, LowerLayerInterfaceIndex: number) => ({
      HigherLayerInterfaceIndex,
      LowerLayerInterfaceIndex,
    });
    expect(host.call('GetIfStackTable').out).toEqual({ Table: [pair(2, 5), pair(2, 9), pair(9, 5)] });
    expect(host.call('GetInvertedIfStackTable').out).toEqual({ Table: [pair(2, 5), pair(9, 5), pair(2, 9)] });
    const [inverted] = host.table('GetInvertedIfStackTable');
    expect(Object.keys(inverted ?? {})).toEqual(['LowerLayerInterfaceIndex', 'HigherLayerInterfaceIndex']);
  });

  it('list a row while both interfaces stand', () => {
    const host = new InterfaceHost([ethernet, bridge]);
    expect(host.call('GetIfStackTable').out?.['Table']).toHaveLength(1);
    host.report('interface-arrives', { interface: { InterfaceIndex: 77 } });
    expect(host.call('GetIfStackTable').out?.['Table']).toHaveLength(2);
    host.report('interface-departs', { InterfaceIndex: 5 });
    host.report('interface-departs', { InterfaceIndex: 77 });
    for (const name of ['GetIfStackTable', 'GetInvertedIfStackTable'] as const)
      expect(host.call(name)).toMatchObject({ status: 'STATUS_NOT_FOUND', out: { Table: null } });
  });

  it('refuse NULL before they look', () => {
    const host = new InterfaceHost([]);
    for (const name of ['GetIfStackTable', 'GetInvertedIfStackTable'] as const)
      expect(host.call(name, { Table: null }).status).toBe('STATUS_INVALID_PARAMETER');
  });
});
