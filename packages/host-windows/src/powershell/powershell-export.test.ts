import { deskBefore, exportFile, jsonFile, objectsOf } from '../../test/desk-export';
import { isPowerShell, PowerShellError, readPowerShell } from '.';

const route = { ifIndex: 5, DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' };
const address = { ifIndex: 5, IPAddress: '192.0.2.7', PrefixLength: 24 };
const adapter = { ifIndex: 5, Name: 'LAN', MacAddress: '00-15-5D-01-02-03' };
const ipInterface = { ifIndex: 5, AddressFamily: 2, InterfaceMetric: 25 };
const neighbor = { ifIndex: 5, IPAddress: '192.0.2.1', LinkLayerAddress: '00-15-5D-01-02-03', State: 5 };

const readOf = (value: unknown) => readPowerShell([jsonFile('x.json', value)]);

describe('the forms of a file', () => {
  it('is one object, many, or none beside others', () => {
    expect(readOf(route).route).toHaveLength(1);
    expect(readOf([route, { ...route, NextHop: '192.0.2.2' }]).route).toHaveLength(2);
    const { route: rows, skipped } = readPowerShell([
      jsonFile('r.json', route),
      { name: 'n.json', bytes: Buffer.from('') },
      jsonFile('e.json', []),
    ]);
    expect(rows).toHaveLength(1);
    expect(Array.from(skipped.keys())).toEqual([
      'says nothing, for it is empty: n.json',
      'says nothing, for it is empty: e.json',
    ]);
  });

  it('is UTF-16 or UTF-8 by its mark', () => {
    const text = JSON.stringify({ ...adapter, Name: 'Büro' });
    const bigEndian = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      bigEndian,
    ])
      expect(readPowerShell([{ name: 'a.json', bytes }]).adapter[0]?.description.Alias).toBe('Büro');
  });

  it('is one document behind the other, or lists that an object holds by name', () => {
    const bytes = Buffer.from(
      [adapter, [route], address].map((one) => JSON.stringify(one, null, 1)).join('\r\n'),
    );
    expect(readPowerShell([{ name: 'a.json', bytes }]).counts).toEqual({ adapter: 1, route: 1, address: 1 });
    expect(readOf({ a: adapter, r: { value: [route], Count: 1 }, n: [neighbor], none: [] }).counts).toEqual({
      adapter: 1,
      route: 1,
      neighbor: 1,
    });
  });

  it('holds objects of any cmdlet, told by class or by properties', () => {
    const mixed = readOf([neighbor, route, ipInterface, adapter, address]);
    expect(mixed.counts).toEqual({ adapter: 1, ipInterface: 1, address: 1, route: 1, neighbor: 1 });
    const ofClass = { CimClass: { CimClassName: 'MSFT_NetNeighbor' }, ifIndex: 5, IPAddress: '192.0.2.1' };
    expect(readOf(ofClass).counts).toEqual({ neighbor: 1 });
  });

  it('is recognised by its properties or its mark, not taken for what ip or FRR print', () => {
    for (const file of [...deskBefore(), exportFile('desk/after.json'), exportFile('server/all.json')])
      expect(isPowerShell(file.bytes.subarray(0, 4096))).toBe(true);
    for (const text of [
      '[{"ifindex":1,"ifname":"lo","flags":[]}]',
      '[{"dst":"default","gateway":"192.0.2.1","dev":"eth0","flags":[]}]',
      '{"0.0.0.0/0":[{"prefix":"0.0.0.0/0","nexthops":[{"interfaceIndex":3,"interfaceName":"eth0"}]}]}',
      '\u0018\u0000\u0000\u0000"InterfaceIndex"',
    ])
      expect(isPowerShell(Buffer.from(text))).toBe(false);
  });
});

describe('values', () => {
  const lifetimeOf = (ValidLifetime: unknown) =>
    readOf({ ...address, ValidLifetime }).address[0]?.validLifetime;

  it.each<[unknown, number | null | undefined]>([
    ['29.23:59:58', 2_591_998],
    ['00:10:00', 600],
    ['00:00:00.0000001', 1],
    ['10675199.02:48:05.4775807', null],
    ['00000001120000.000000:000', 129_600],
    ['99999999235959.999999:000', null],
    [{ Ticks: 2 ** 63, TotalSeconds: 922337203685.4775 }, null],
    [{ Ticks: '864000000000' }, 86_400],
    [{ Days: 1, Hours: 12, Minutes: 0, Seconds: 0, Milliseconds: 1 }, 129_601],
    [{ TotalSeconds: 86398.0000001 }, 86_399],
    [null, undefined],
  ])('reads the lifetime %j', (told, seconds) => expect(lifetimeOf(told)).toBe(seconds));

  it.each([['soon'], ['25:00:00'], ['-00:00:01'], [600], [{ Ticks: 'many' }], [{}], [[]]])(
    'refuses the lifetime %j',
    (told) => expect(() => lifetimeOf(told)).toThrow(/^x\.json: object 1: ValidLifetime: .* no TimeSpan/),
  );

  it('takes enumerations by number, by text of a number, or by name, in any case', () => {
    for (const Protocol of [3, '3', 'NetMgmt', 'netmgmt'])
      expect(readOf({ ...route, Protocol }).route[0]?.members.Protocol).toBe('MIB_IPPROTO_NETMGMT');
    for (const Forwarding of [1, true, 'Enabled', 'yes'])
      expect(readOf({ ...ipInterface, Forwarding }).ipInterface[0]?.members.ForwardingEnabled).toBe(true);
    for (const Forwarding of [0, 2, false, 'Disabled', 'No'])
      expect(readOf({ ...ipInterface, Forwarding }).ipInterface[0]?.members.ForwardingEnabled).toBe(false);
  });

  it('drops the scope id of a link-local address, where it is that of the interface', () => {
    expect(readOf({ ...address, IPAddress: 'fe80::1%5' }).address[0]?.Address).toBe('fe80::1');
    expect(() => readOf({ ...address, IPAddress: 'fe80::1%6' })).toThrow(
      'x.json: object 1: IPAddress: fe80::1%6 is of another interface than InterfaceIndex 5',
    );
  });

  it('reads a LUID and a speed that went through a double', () => {
    const [one] = readOf({
      ...adapter,
      NetLuid: 1689399632855040,
      TransmitLinkSpeed: 18446744073709552000,
    }).adapter;
    expect(one?.luid).toBe('0x0006008001000000');
    expect(one?.description.TransmitLinkSpeed).toBe('18446744073709551615');
    expect(readOf({ ...adapter, LinkSpeed: '866.7 Mbps' }).adapter[0]?.description.TransmitLinkSpeed).toBe(
      '866700000',
    );
  });

  it('has no link where an adapter is switched off, whatever its driver remembers', () => {
    const [one] = readOf({ ...adapter, InterfaceAdminStatus: 2, MediaConnectState: 1 }).adapter;
    expect(one?.description.MediaConnectState).toBe('MediaConnectStateDisconnected');
  });
});

describe('what is left out is counted', () => {
  it('of the persistent store, of other compartments, of other cmdlets, twice the same, and unknown', () => {
    const { counts, skipped } = readOf([
      route,
      { ...route, Store: 0 },
      { ...route, PolicyStore: 'PersistentStore' },
      { ...ipInterface, CompartmentId: 2 },
      { CimClass: 'ROOT/StandardCimv2:MSFT_NetConnectionProfile', InterfaceIndex: 5 },
      { ...route, NextHop: '192.0.2.1' },
      { ...address, Colour: 'blue', AddressOrigin: 0, PSComputerName: 'pc' },
    ]);
    expect(counts).toEqual({ ipInterface: 0, address: 1, route: 2 });
    expect(Object.fromEntries(skipped)).toEqual({
      'of the persistent store: Get-NetRoute': 2,
      'of another compartment: Get-NetIPInterface': 1,
      'no counterpart: MSFT_NetConnectionProfile': 1,
      'given twice: x.json': 1,
      'property not kept: Colour': 1,
      'property without counterpart: Get-NetIPAddress': 1,
    });
  });
});

describe('what is not in order is refused by the name of what is at fault', () => {
  it.each<[string, unknown, string | RegExp]>([
    [
      'host bits',
      { ...route, DestinationPrefix: '10.0.0.1/8' },
      /object 1: DestinationPrefix: "10\.0\.0\.1\/8" is no prefix/,
    ],
    [
      'a key that is missing',
      [route, { ...route, NextHop: null }],
      'x.json: object 2: NextHop: it is missing, and the row is named by it',
    ],
    [
      'no interface',
      { DestinationPrefix: '10.0.0.0/8', NextHop: '0.0.0.0' },
      'x.json: object 1: InterfaceIndex: it is missing, and the row is named by it',
    ],
    [
      'aliases that differ',
      { ...route, InterfaceIndex: 6 },
      'x.json: object 1: ifIndex: 5 is not what InterfaceIndex says',
    ],
    [
      'names that differ in case',
      { ...route, nexthop: '192.0.2.9' },
      /object 1: nexthop: "192\.0\.2\.9" is not what NextHop says/,
    ],
    [
      'another family',
      { ...address, AddressFamily: 'IPv6' },
      /AddressFamily: it is AF_INET6, and 192\.0\.2\.7 is AF_INET/,
    ],
    [
      'a next hop of another family',
      { ...route, NextHop: 'fe80::1' },
      /NextHop: fe80::1 is no next hop of a route to 10/,
    ],
    [
      'a length beyond the family',
      { ...address, PrefixLength: 33 },
      /PrefixLength: 33 is no whole number from 0 to 32/,
    ],
    [
      'a number that no constant has',
      { ...address, AddressState: 9 },
      /AddressState: 9 is no one of 0 Invalid, 1 Tentative/,
    ],
    [
      'no physical address',
      { ...neighbor, LinkLayerAddress: '00-15-5' },
      /LinkLayerAddress: "00-15-5" is no physical address/,
    ],
    [
      'no cmdlet that is known',
      [route, { a: 1, b: 2 }],
      'x.json: object 2: it has a, b: expected is what Get-NetAdapter, Get-NetIPInterface, Get-NetIPAddress, Get-NetRoute, Get-NetNeighbor give',
    ],
    [
      'a text for an object',
      [route, 'MSFT_NetRoute (InstanceID = ":8")'],
      /object 2: ConvertTo-Json has made a text of it.*-Depth 4/,
    ],
    ['a number for an object', [5], 'x.json: object 1: 5 is no object'],
    [
      'one key told in two ways',
      [route, { ...route, RouteMetric: 5 }],
      /object 2: object 1 of x\.json is of the same row, 5 10\.0\.0\.0\/8 192\.0\.2\.1, and tells otherwise/,
    ],
    ['an index of 0', { ...adapter, ifIndex: 0 }, /ifIndex: 0 is no whole number from 1/],
  ])('%s', (_, value, message) => {
    expect(() => readOf(value)).toThrow(PowerShellError);
    expect(() => readOf(value)).toThrow(message);
  });

  it('a file that is cut short, is no text, or holds nothing', () => {
    const whole = Buffer.from(JSON.stringify([route, route], null, 1));
    const cut = { name: 'r.json', bytes: whole.subarray(0, -20) };
    expect(() => readPowerShell([cut])).toThrow(
      /^r\.json: what begins in line 1 is no JSON, or is cut short/,
    );
    expect(() => readPowerShell([{ name: 'r.json', bytes: Buffer.from([0x5b, 0xc3, 0x28]) }])).toThrow(
      'r.json: it is no text in UTF-8',
    );
    expect(() => readPowerShell([jsonFile('r.json', [])])).toThrow('there is no object in it');
  });

  it('names of several documents the line in which that at fault begins', () => {
    const bytes = Buffer.from(`${JSON.stringify(route)}\r\n\r\n[ { "ifIndex": 5,, } ]`);
    expect(() => readPowerShell([{ name: 'r.json', bytes }])).toThrow(
      /^r\.json: what begins in line 3 is no JSON/,
    );
  });
});

it('reads both forms of the same host alike', () => {
  const told = readPowerShell([jsonFile('r.json', objectsOf('desk/before-routes.json'))]);
  const byName = objectsOf('desk/before-routes.json').map((one) => ({
    ...one,
    AddressFamily: one['AddressFamily'] === 2 ? 'IPv4' : 'IPv6',
    Protocol: { 2: 'Local', 3: 'NetMgmt' }[one['Protocol'] as number],
    Publish: 'No',
    Store: one['Store'] === 1 ? 'ActiveStore' : 'PersistentStore',
  }));
  const rowsOf = (rows: typeof told.route) => rows.map((row) => ({ ...row, place: undefined }));
  expect(rowsOf(readPowerShell([jsonFile('r.json', byName)]).route)).toEqual(rowsOf(told.route));
});
