import {
  address,
  BEGIN,
  delAddress,
  link,
  mirroredHost,
  newAddress,
  newLink,
  objectsOf,
  rowsOf,
  typesOf,
} from '../../test/mirrored-host';

const begun = () => mirroredHost(newLink(link(2)));

describe('RTM_NEWADDR', () => {
  it('adds the row of an address, for ever where the message says no more', () => {
    expect(rowsOf(begun().tell(newAddress(address(2, '192.0.2.1/24')), 3))).toEqual([
      {
        type: 'UnicastAddressCreated',
        data: {
          Address: '192.0.2.1',
          DadState: 'IpDadStatePreferred',
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          OnLinkPrefixLength: 24,
          PrefixOrigin: 'IpPrefixOriginManual',
          ScopeId: 0,
          SkipAsSource: false,
          SuffixOrigin: 'IpSuffixOriginManual',
          createdAt: BEGIN + 3000,
          dadDueAt: null,
          preferredUntil: null,
          validUntil: null,
        },
      },
    ]);
  });

  it('ends lifetimes so many seconds after the message', () => {
    const lease = address(2, '192.0.2.1/24', {
      dynamic: true,
      preferred_life_time: 300,
      valid_life_time: 600,
    });
    const mirror = begun();
    expect(rowsOf(mirror.tell(newAddress(lease), 2))[0]).toMatchObject({
      data: { preferredUntil: BEGIN + 302_000, validUntil: BEGIN + 602_000 },
    });
    expect(mirror.state.linux.addressesHolding('192.0.2.1')[0]?.object).toMatchObject({
      preferred_until: BEGIN + 302_000,
      valid_life_time: 600,
      valid_until: BEGIN + 602_000,
    });
  });

  it('counts ends as the same that are a second apart, for the kernel cuts to seconds', () => {
    const lease = { dynamic: true, preferred_life_time: 300, valid_life_time: 600 } as const;
    const mirror = begun();
    mirror.tell(newAddress(address(2, '192.0.2.1/24', lease)));
    const later = { ...lease, preferred_life_time: 290, valid_life_time: 590 };
    expect(mirror.tell(newAddress(address(2, '192.0.2.1/24', later)), 9)).toEqual([]);
    expect(mirror.tell(newAddress(address(2, '192.0.2.1/24', later)), 3)).not.toEqual([]);
  });

  it('tells a renewed lease as another row of the same creation', () => {
    const lease = { dynamic: true, preferred_life_time: 300, valid_life_time: 600 } as const;
    const mirror = begun();
    mirror.tell(newAddress(address(2, '192.0.2.1/24', lease)));
    expect(rowsOf(mirror.tell(newAddress(address(2, '192.0.2.1/24', lease)), 100))).toMatchObject([
      { type: 'UnicastAddressSet', data: { createdAt: BEGIN, validUntil: BEGIN + 700_000 } },
    ]);
  });

  it('tells the end of detection by DadStateChanged alone', () => {
    const mirror = begun();
    mirror.tell(newAddress(address(2, '2001:db8::5/64', { tentative: true })));
    expect(rowsOf(mirror.tell(newAddress(address(2, '2001:db8::5/64'))))).toEqual([
      {
        type: 'DadStateChanged',
        data: {
          Address: '2001:db8::5',
          DadState: 'IpDadStatePreferred',
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          dadDueAt: null,
        },
      },
    ]);
  });

  it('sets what else differs first, with the old DadState', () => {
    const mirror = begun();
    mirror.tell(
      newAddress(address(2, '2001:db8::5/64', { dynamic: true, valid_life_time: 100, tentative: true })),
    );
    const changed = address(2, '2001:db8::5/64', { deprecated: true, dynamic: true, valid_life_time: 900 });
    expect(rowsOf(mirror.tell(newAddress(changed)))).toMatchObject([
      { type: 'UnicastAddressSet', data: { DadState: 'IpDadStateTentative', validUntil: BEGIN + 900_000 } },
      { type: 'DadStateChanged', data: { DadState: 'IpDadStateDeprecated' } },
    ]);
  });

  it('keeps what has no row in the object', () => {
    const mirror = begun();
    mirror.tell(newAddress(address(2, '192.0.2.1/24', { label: 'eth2' })));
    expect(typesOf(mirror.tell(newAddress(address(2, '192.0.2.1/24', { label: 'eth2:1' }))))).toEqual([
      'LinuxObjectReported',
    ]);
  });

  it('says nothing of rows on links that are not known', () => {
    expect(typesOf(mirroredHost().tell(newAddress(address(7, '192.0.2.1/24'))))).toEqual([
      'LinuxObjectReported',
    ]);
  });
});

describe('one address with two prefix lengths', () => {
  const both = () => {
    const mirror = begun();
    mirror.tellAll(newAddress(address(2, '192.0.2.1/24')), newAddress(address(2, '192.0.2.1/28')));
    return mirror;
  };

  it('is one row, that of the one which was reported first', () => {
    const { state } = both();
    expect(state.linux.addressesHolding('192.0.2.1')).toHaveLength(2);
    expect(Array.from(state.unicast.values(), (row) => row.OnLinkPrefixLength)).toEqual([24]);
  });

  it('is that of the other one when the first goes', () => {
    const mirror = both();
    expect(rowsOf(mirror.tell(delAddress(address(2, '192.0.2.1/24')), 5))).toMatchObject([
      { type: 'UnicastAddressSet', data: { OnLinkPrefixLength: 28, createdAt: BEGIN } },
    ]);
    expect(rowsOf(mirror.tell(delAddress(address(2, '192.0.2.1/28'))))).toMatchObject([
      { type: 'UnicastAddressDeleted', data: { reason: 'host-report' } },
    ]);
  });
});

it('tells addresses with different peers apart, and gives a row the length of the host', () => {
  const mirror = begun();
  mirror.tellAll(
    newAddress(address(2, '192.0.2.1/30', { address: '198.51.100.1' })),
    newAddress(address(2, '192.0.2.1/30', { address: '198.51.100.9' })),
  );
  expect(mirror.state.linux.addressesHolding('192.0.2.1').map(({ key }) => key)).toEqual([
    '192.0.2.1/30 peer 198.51.100.1 dev 2',
    '192.0.2.1/30 peer 198.51.100.9 dev 2',
  ]);
  expect(Array.from(mirror.state.unicast.values(), (row) => row.OnLinkPrefixLength)).toEqual([32]);
});

describe('RTM_DELADDR', () => {
  it('takes the object, then the row', () => {
    const mirror = begun();
    mirror.tell(newAddress(address(2, '2001:db8::5/64')));
    const events = mirror.tell(delAddress(address(2, '2001:db8::5/64')));
    expect(objectsOf(events)).toEqual([
      { type: 'LinuxObjectWithdrawn', data: { inferred: false, key: '2001:db8::5/64 dev 2', kind: 'addr' } },
    ]);
    expect(rowsOf(events)).toEqual([
      {
        type: 'UnicastAddressDeleted',
        data: {
          Address: '2001:db8::5',
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          reason: 'host-report',
        },
      },
    ]);
  });

  it('says nothing of an address that was never told of', () => {
    expect(begun().tell(delAddress(address(2, '2001:db8::5/64')))).toEqual([]);
  });
});

it('lets rows stand past their end until the host says that they are gone', () => {
  const mirror = begun();
  mirror.tell(newAddress(address(2, '192.0.2.1/24', { dynamic: true, valid_life_time: 10 })));
  mirror.host.advance(60_000);
  expect(mirror.state.unicast.size).toBe(1);
});
