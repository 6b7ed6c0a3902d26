import { ethernet, InterfaceHost } from '../../test/interface-host';

const GUID = '{00060000-0500-4000-8000-000000000000}';

const set = (host: InterfaceHost, Settings: unknown, Interface: unknown = GUID) =>
  host.call('SetInterfaceDnsSettings', { Interface, Settings });

const get = (host: InterfaceHost, Settings: object = { Version: 1 }) =>
  host.call('GetInterfaceDnsSettings', { Interface: GUID, Settings }).out?.['Settings'];

describe('SetInterfaceDnsSettings', () => {
  const bad = { NameServer: '2001:db8::53' };
  const nobody = '{00060000-0900-4000-8000-000000000000}';
  // Each case is wrong in its own way and in those of the cases below it.
  it.each<[string, unknown, string, string]>([
    ['NULL', null, 'STATUS_INVALID_PARAMETER', 'Settings'],
    ['an unknown member', { ...bad, Server: '' }, 'STATUS_INVALID_PARAMETER', 'Settings.Server'],
    ['no version', { ...bad, Flags: '64' }, 'STATUS_INVALID_PARAMETER', 'Settings.Version'],
    ['version 4', { ...bad, Version: 4, Flags: '64' }, 'STATUS_INVALID_PARAMETER', 'Settings.Version'],
    ['an unknown flag', { ...bad, Version: 3, Flags: 0x1042 }, 'STATUS_INVALID_PARAMETER', 'Settings.Flags'],
    [
      'a flag of the second version',
      { ...bad, Version: 1, Flags: '2050' },
      'STATUS_INVALID_PARAMETER',
      'Settings.Flags',
    ],
    [
      'encryption of the third',
      { ...bad, Version: 2, Flags: 0x1002 },
      'STATUS_INVALID_PARAMETER',
      'Settings.Flags',
    ],
    [
      'a flag above 32 bits',
      { ...bad, Version: 3, Flags: '4294967296' },
      'STATUS_INVALID_PARAMETER',
      'Settings.Flags',
    ],
    ['encryption', { ...bad, Version: 3, Flags: 0x1002 }, 'STATUS_NOT_SUPPORTED', 'Settings.Flags'],
    [
      'encryption of profiles',
      { ...bad, Version: 3, Flags: 0x2002 },
      'STATUS_NOT_SUPPORTED',
      'Settings.Flags',
    ],
    [
      'an IPv6 server for IPv4',
      { ...bad, Version: 1, Flags: '2' },
      'STATUS_INVALID_PARAMETER',
      'Settings.NameServer',
    ],
    [
      'a name for a server',
      { Version: 1, Flags: 0x200, ProfileNameServer: '192.0.2.1 dns.example' },
      'STATUS_INVALID_PARAMETER',
      'Settings.ProfileNameServer',
    ],
    ['an interface that nobody has', { Version: 1, Flags: '32', ...bad }, 'STATUS_NOT_FOUND', 'Interface'],
  ])('refuses %s', (_, settings, status, member) => {
    const host = new InterfaceHost([ethernet], { mirrored: true });
    const before = host.state;
    expect(set(host, settings, nobody)).toMatchObject({ status, member });
    expect(host.state).toBe(before);
  });

  it('refuses a GUID that is none, and takes a missing one for zero', () => {
    const host = new InterfaceHost();
    const settings = { Version: 1, Flags: '0' };
    expect(set(host, settings, 'Ethernet').status).toBe('STATUS_INVALID_PARAMETER');
    expect(host.call('SetInterfaceDnsSettings', { Settings: settings }).status).toBe('STATUS_NOT_FOUND');
  });

  it('is not supported on a mirrored host', () => {
    const host = new InterfaceHost([ethernet], { mirrored: true });
    expect(set(host, { Version: 1, Flags: '32', Domain: 'x' }).status).toBe('STATUS_NOT_SUPPORTED');
  });

  it('replaces the flagged members, in one form, and makes one event of the whole record', () => {
    const host = new InterfaceHost();
    const answer = set(host, {
      Version: 2,
      Flags: 0x2 | 0x4 | 0x8 | 0x10 | 0x800,
      NameServer: ' 192.0.2.53,, 198.51.100.53 192.0.2.53 ',
      SearchList: 'example.com, Example.net',
      RegistrationEnabled: 0,
      RegisterAdapterName: 7,
      EnableLLMNR: 0,
      SupplementalSearchList: 'a.example\tb.example',
    });
    expect(answer).toEqual({ status: 'STATUS_SUCCESS' });
    expect(host.takeEvents()).toEqual([
      {
        type: 'InterfaceDnsSet',
        data: {
          InterfaceLuid: '0x0006000005000000',
          InterfaceIndex: 5,
          Family: 'AF_INET',
          NameServer: '192.0.2.53,198.51.100.53,192.0.2.53',
          SearchList: 'example.com,Example.net',
          RegistrationEnabled: 0,
          RegisterAdapterName: 1,
          Domain: '',
          EnableLLMNR: 1,
          QueryAdapterName: 1,
          ProfileNameServer: '',
          DisableUnconstrainedQueries: 0,
          SupplementalSearchList: 'a.example,b.example',
        },
      },
    ]);
  });

  it('keeps the families apart, by a flag, bound or not', () => {
    const host = new InterfaceHost([{ ...ethernet, families: [] }], { stacks: [] });
    expect(set(host, { Version: 1, Flags: '3', NameServer: '2001:DB8:0::53' }).status).toBe('STATUS_SUCCESS');
    expect(get(host)).toMatchObject({ NameServer: '', Flags: '0', Version: 1 });
    expect(get(host, { Version: 3, Flags: 1 })).toMatchObject({
      NameServer: '2001:db8::53',
      Flags: '1',
      Version: 3,
    });
  });

  it('empties a flagged text of NULL or of nothing, and leaves the unflagged', () => {
    const host = new InterfaceHost();
    set(host, {
      Version: 1,
      Flags: '38',
      NameServer: '192.0.2.53',
      SearchList: 'a.example',
      Domain: 'b.example',
    });
    set(host, { Version: 1, Flags: '2', NameServer: '', Domain: 'c.example' });
    set(host, { Version: 1, Flags: '4', SearchList: null });
    expect(get(host)).toMatchObject({ NameServer: '', SearchList: '', Domain: 'b.example' });
  });

  it('makes no event where nothing differs from the record or from the defaults', () => {
    const host = new InterfaceHost();
    set(host, { Version: 1, Flags: '10', NameServer: null, RegistrationEnabled: 5 });
    expect(host.takeEvents()).toEqual([]);
    set(host, { Version: 1, Flags: '2', NameServer: '192.0.2.53' });
    expect(host.takeEvents()).toHaveLength(1);
    set(host, { Version: 1, Flags: '2', NameServer: '192.0.2.53 ' });
    set(host, { Version: 1, Flags: '0', Domain: 'a.example' });
    expect(host.takeEvents()).toEqual([]);
  });
});

describe('GetInterfaceDnsSettings', () => {
  it('gives every member, whatever the version, and the defaults where nothing was set', () => {
    expect(get(new InterfaceHost(), { Version: 1, Flags: '64' })).toEqual({
      Version: 1,
      Flags: '64',
      NameServer: '',
      SearchList: '',
      RegistrationEnabled: 1,
      RegisterAdapterName: 0,
      Domain: '',
      EnableLLMNR: 1,
      QueryAdapterName: 1,
      ProfileNameServer: '',
      DisableUnconstrainedQueries: 0,
      SupplementalSearchList: '',
    });
  });

  it.each<[string, unknown, unknown, string]>([
    ['NULL', null, 'no GUID', 'STATUS_INVALID_PARAMETER'],
    ['version 0', { Version: 0 }, '{00060000-0900-4000-8000-000000000000}', 'STATUS_INVALID_PARAMETER'],
    ['nobody’s GUID', { Version: 1 }, '{00060000-0900-4000-8000-000000000000}', 'STATUS_NOT_FOUND'],
  ])('refuses %s', (_, Settings, Interface, status) => {
    const answer = new InterfaceHost().call('GetInterfaceDnsSettings', { Interface, Settings });
    expect(answer.status).toBe(status);
    expect(answer.out).toBeUndefined();
  });
});
