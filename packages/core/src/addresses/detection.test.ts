import { AddressHost, ethernet5 } from '../../test/address-host';
import type { AddressFamily } from '../net';
import { addressApi, addressReports, isStable, isUnsettled, type UnicastIpAddressInput } from '.';

const { CreateUnicastIpAddressEntry, DeleteUnicastIpAddressEntry } = addressApi;

const v4 = '192.0.2.10';
const v6 = '2001:db8::10';

const create = (host: AddressHost, Address: string, members: UnicastIpAddressInput = {}): void => {
  const Row = {
    Address,
    InterfaceIndex: 5,
    OnLinkPrefixLength: 24,
    ValidLifetime: 1000,
    PreferredLifetime: 1000,
    ...members,
  };
  expect(host.call(CreateUnicastIpAddressEntry, { Row }).status).toBe('STATUS_SUCCESS');
  host.appended();
};

const objects = (host: AddressHost, Address: string): void => {
  expect(host.report(addressReports['duplicate-address'], { InterfaceIndex: 5, Address })).toBeUndefined();
};

/** Where an address stands in detection, `dadDueAt` counted from now. */
const detectionOf = (host: AddressHost, address: string): readonly [string | undefined, number | null] => {
  const { DadState, dadDueAt = null } = host.address(address) ?? {};
  return [DadState, dadDueAt === null ? null : dadDueAt - host.at];
};

const tentative = 'IpDadStateTentative';
const preferred = 'IpDadStatePreferred';
const deprecated = 'IpDadStateDeprecated';
const duplicate = 'IpDadStateDuplicate';

describe('a new address', () => {
  const begin = (interfaces: ConstructorParameters<typeof AddressHost>[0]): AddressHost =>
    new AddressHost(interfaces);

  it('is tentative for 3 s of IPv4 and 1 s of IPv6', () => {
    const host = begin([ethernet5]);
    create(host, v4);
    create(host, v6);
    expect(detectionOf(host, v4)).toEqual([tentative, 3000]);
    expect(detectionOf(host, v6)).toEqual([tentative, 1000]);
    expect(host.advance(2999).map(({ at, rule }) => [at - host.at, rule])).toEqual([[-1999, 'dad']]);
    expect(detectionOf(host, v6)).toEqual([preferred, null]);
    expect(detectionOf(host, v4)).toEqual([tentative, 1]);
    expect(host.advance(1)).toMatchObject([
      { at: host.at, rule: 'dad', createdSeq: host.address(v4)?.createdSeq },
    ]);
    expect(detectionOf(host, v4)).toEqual([preferred, null]);
    expect(host.advance(900_000)).toEqual([]);
  });

  it('takes DadTransmits times RetransmitTime as they are when detection begins', () => {
    const host = begin([ethernet5]);
    host.setsIpInterface(5, 'AF_INET', { DadTransmits: 2, RetransmitTime: 5000 });
    create(host, v4);
    host.setsIpInterface(5, 'AF_INET', { DadTransmits: 0 });
    create(host, '192.0.2.11');
    expect(detectionOf(host, v4)).toEqual([tentative, 10_000]);
    expect(detectionOf(host, '192.0.2.11')).toEqual([preferred, null]);
  });

  it('has a detection without end where the product of the two is beyond every instant', () => {
    const host = begin([ethernet5]);
    host.setsIpInterface(5, 'AF_INET', { DadTransmits: 0xffff_fffe, RetransmitTime: 0xffff_fffe });
    create(host, v4);
    expect(host.address(v4)).toMatchObject({ DadState: tentative, dadDueAt: Number.MAX_SAFE_INTEGER });
    objects(host, v4);
    expect(detectionOf(host, v4)).toEqual([duplicate, null]);
  });

  it.each([
    ['is deprecated at once', { DadState: 'IpDadStatePreferred' }, [deprecated, 3000]],
    ['is tentative', {}, [tentative, 3000]],
  ] as const)('without a preferred lifetime %s', (_, members, expected) => {
    const host = begin([ethernet5]);
    create(host, v4, { PreferredLifetime: 0, ...members });
    expect(detectionOf(host, v4)).toEqual(expected);
  });

  it('without a preferred lifetime ends detection deprecated', () => {
    const host = begin([ethernet5]);
    create(host, v4, { PreferredLifetime: 0 });
    host.advance(3000);
    expect(detectionOf(host, v4)).toEqual([deprecated, null]);
  });

  it.each([
    ['asks for it', 'IpDadStatePreferred', [preferred, 3000]],
    ['gives any other state', 'IpDadStateDuplicate', [tentative, 3000]],
    ['gives a number that is no state', 99, [tentative, 3000]],
  ] as const)('is preferred from the start where its caller %s', (_, DadState, expected) => {
    const host = begin([ethernet5]);
    create(host, v4, { DadState });
    expect(detectionOf(host, v4)).toEqual(expected);
  });

  it('waits for a link that is not there; trusted, it needs none', () => {
    const host = begin([{ ...ethernet5, MediaConnectState: 'MediaConnectStateDisconnected' }]);
    create(host, v4);
    create(host, v6, { DadState: 'IpDadStatePreferred' });
    expect(detectionOf(host, v4)).toEqual([tentative, null]);
    expect(detectionOf(host, v6)).toEqual([preferred, null]);
  });

  it('is detected on a link of unknown state, but never on a loopback interface', () => {
    const unknown = begin([{ ...ethernet5, MediaConnectState: 'MediaConnectStateUnknown' }]);
    create(unknown, v4);
    expect(detectionOf(unknown, v4)).toEqual([tentative, 3000]);
    const loopback = begin([{ InterfaceIndex: 5, Type: 'IF_TYPE_SOFTWARE_LOOPBACK' }]);
    loopback.setsIpInterface(5, 'AF_INET', { DadTransmits: 3 });
    create(loopback, v4);
    expect(detectionOf(loopback, v4)).toEqual([preferred, null]);
  });
});

describe('an objection', () => {
  it('within the span makes a duplicate, which stays until the link returns', () => {
    const host = new AddressHost();
    create(host, v4);
    host.advance(2999);
    objects(host, v4);
    expect(host.appended()).toEqual([
      {
        type: 'DadStateChanged',
        data: {
          Address: v4,
          DadState: duplicate,
          InterfaceIndex: 5,
          InterfaceLuid: '0x0006000005000000',
          dadDueAt: null,
        },
      },
    ]);
    expect(host.advance(60_000)).toEqual([]);
    objects(host, v4);
    expect(host.appended()).toEqual([]);
  });

  it('at the end of the span or later is too late', () => {
    const host = new AddressHost();
    create(host, v4);
    create(host, '192.0.2.11', { DadState: preferred });
    create(host, v6, { DadState: preferred });
    host.advance(3000);
    host.appended();
    for (const address of [v4, '192.0.2.11', v6]) objects(host, address);
    expect(host.appended()).toEqual([]);
    expect(detectionOf(host, '192.0.2.11')).toEqual([preferred, 0]);
    expect(detectionOf(host, v6)).toEqual([preferred, -2000]);
  });

  it.each([preferred, deprecated])('makes a duplicate of an optimistic address that is %s', (state) => {
    const host = new AddressHost();
    create(host, v4, { DadState: preferred, PreferredLifetime: 2 });
    host.advance(state === preferred ? 1999 : 2000);
    expect(detectionOf(host, v4)[0]).toBe(state);
    objects(host, v4);
    expect(detectionOf(host, v4)).toEqual([duplicate, null]);
  });

  it('is not remembered, and means nothing without a link or for an address that does not stand', () => {
    const host = new AddressHost();
    objects(host, v4);
    create(host, v4);
    host.link(5, 'Disconnected');
    host.appended();
    objects(host, v4);
    expect(host.appended()).toEqual([]);
    expect(detectionOf(host, v4)[0]).toBe(tentative);
  });

  it('of another link’s neighbor is about another address', () => {
    const host = new AddressHost([ethernet5, { InterfaceIndex: 6 }]);
    create(host, 'fe80::7');
    objects(host, 'fe80::7%6');
    expect(detectionOf(host, 'fe80::7')[0]).toBe(tentative);
    objects(host, 'fe80::7%5');
    expect(detectionOf(host, 'fe80::7')[0]).toBe(duplicate);
  });

  it.each([
    ['an unknown interface', { InterfaceIndex: 99, Address: v4 }, 'InterfaceIndex'],
    ['no interface', { Address: v4 }, 'InterfaceIndex'],
    ['no address', { InterfaceIndex: 5 }, 'Address'],
    ['what is no address', { InterfaceIndex: 5, Address: '192.0.2' }, 'duplicate-address.Address'],
    ['what it cannot bear', { InterfaceIndex: 5, Address: v4, Router: v4 }, 'duplicate-address.Router'],
  ])('that names %s is an error of its reporter', (_, given, member) => {
    const host = new AddressHost();
    create(host, v4);
    expect(host.report(addressReports['duplicate-address'], given)).toBe(member);
    expect(host.appended()).toEqual([]);
  });
});

describe('the link', () => {
  it('cuts detection off when it goes and begins it anew, in order of creation, when it comes', () => {
    const host = new AddressHost();
    create(host, v6);
    create(host, v4);
    create(host, '192.0.2.11');
    objects(host, '192.0.2.11');
    host.advance(500);
    host.link(5, 'Disconnected');
    expect(host.advance(60_000)).toEqual([]);
    host.appended();
    host.link(5, 'Connected');
    expect(host.appended().slice(1)).toMatchObject([
      { type: 'DadStateChanged', data: { Address: v6, DadState: tentative, dadDueAt: host.at + 1000 } },
      { type: 'DadStateChanged', data: { Address: v4, DadState: tentative, dadDueAt: host.at + 3000 } },
      {
        type: 'DadStateChanged',
        data: { Address: '192.0.2.11', DadState: tentative, dadDueAt: host.at + 3000 },
      },
    ]);
    expect(host.advance(3000).map(({ rule }) => rule)).toEqual(['dad', 'dad', 'dad']);
  });

  it('leaves proven addresses alone, and an optimistic detection to its end', () => {
    const host = new AddressHost();
    create(host, v6);
    host.advance(1000);
    create(host, v4, { DadState: preferred });
    host.link(5, 'Disconnected');
    host.advance(500);
    host.appended();
    host.link(5, 'Connected');
    expect(host.appended().map(({ type }) => type)).toEqual(['MediaConnected']);
    objects(host, v4);
    expect(detectionOf(host, v4)).toEqual([duplicate, null]);
  });

  it('proves at once what needs no detection any more', () => {
    const host = new AddressHost();
    create(host, v4, { PreferredLifetime: 5 });
    create(host, '192.0.2.11');
    host.link(5, 'Disconnected');
    host.setsIpInterface(5, 'AF_INET', { DadTransmits: 0 });
    host.advance(5000);
    host.link(5, 'Connected');
    expect(detectionOf(host, v4)).toEqual([deprecated, null]);
    expect(detectionOf(host, '192.0.2.11')).toEqual([preferred, null]);
  });

  it('says nothing of a detection that would end as it would have', () => {
    const host = new AddressHost();
    create(host, v4);
    host.link(5, 'Disconnected');
    host.appended();
    host.link(5, 'Connected');
    expect(host.appended().map(({ type }) => type)).toEqual(['MediaConnected']);
  });
});

describe('a table of addresses is stable', () => {
  const stable = (host: AddressHost, family?: AddressFamily | 'AF_UNSPEC'): boolean =>
    isStable(host.state, family, host.at);

  it('while no address of the family is tentative with its detection running', () => {
    const host = new AddressHost();
    expect(stable(host)).toBe(true);
    create(host, v4);
    expect([stable(host, 'AF_INET'), stable(host, 'AF_INET6')]).toEqual([false, true]);
    expect([stable(host, 'AF_UNSPEC'), stable(host)]).toEqual([false, false]);
    host.advance(3000);
    expect(stable(host)).toBe(true);
  });

  it.each<readonly [string, (host: AddressHost) => void]>([
    ['it is a duplicate', (host) => objects(host, v4)],
    ['its link goes', (host) => host.link(5, 'Disconnected')],
    [
      'it is deleted',
      (host) => void host.call(DeleteUnicastIpAddressEntry, { Row: { Address: v4, InterfaceIndex: 5 } }),
    ],
  ])('once the address in doubt is no longer: %s', (_, settle) => {
    const host = new AddressHost();
    create(host, v4);
    settle(host);
    expect(stable(host)).toBe(true);
  });

  it('of optimistic addresses too, though their detection runs', () => {
    const host = new AddressHost();
    create(host, v4, { DadState: preferred });
    const row = host.address(v4);
    const on = host.state.interfaces.byIndex(5);
    expect(row && on && isUnsettled(row, on, host.at)).toBe(false);
    expect(stable(host)).toBe(true);
  });
});
