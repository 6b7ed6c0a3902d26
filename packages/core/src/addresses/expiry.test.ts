import { AddressHost, ethernet5 } from '../../test/address-host';
import { addressApi, nextAddressDue, type UnicastIpAddressInput } from '.';

const { CreateUnicastIpAddressEntry, SetUnicastIpAddressEntry } = addressApi;

const row = {
  Address: '192.0.2.10',
  InterfaceIndex: 5,
  OnLinkPrefixLength: 24,
  ValidLifetime: 100,
  PreferredLifetime: 50,
};

const hostWith = (...rows: readonly UnicastIpAddressInput[]): AddressHost => {
  const host = new AddressHost();
  for (const members of rows) host.call(CreateUnicastIpAddressEntry, { Row: { ...row, ...members } });
  host.appended();
  return host;
};

/** What fell due, as seconds from `from`, rule and address. */
const story = (host: AddressHost, milliseconds: number) => {
  const from = host.at;
  return host
    .advance(milliseconds)
    .map(({ at, rule, events }) => [(at - from) / 1000, rule, events.map(({ data }) => data.Address).join()]);
};

it('ends detection, deprecates and deletes, each at its very instant', () => {
  const host = hostWith({});
  const [created] = [host.address('192.0.2.10')];
  expect(story(host, 99_999)).toEqual([
    [3, 'dad', '192.0.2.10'],
    [50, 'preferred-lifetime', '192.0.2.10'],
  ]);
  expect(host.address('192.0.2.10')).toMatchObject({ DadState: 'IpDadStateDeprecated', dadDueAt: null });
  const [due] = host.advance(1);
  expect(due).toEqual({
    at: host.at,
    createdSeq: created?.createdSeq,
    causationSeq: (created?.createdSeq ?? 0) + 3,
    rule: 'valid-lifetime',
    events: [
      {
        type: 'UnicastAddressDeleted',
        data: {
          Address: '192.0.2.10',
          InterfaceIndex: 5,
          InterfaceLuid: '0x0006000005000000',
          reason: 'expired',
        },
      },
    ],
  });
  expect(host.state.unicast.size).toBe(0);
});

it('keeps the end of an optimistic detection when it deprecates', () => {
  const host = hostWith({ DadState: 'IpDadStatePreferred', PreferredLifetime: 2 });
  const dadDueAt = host.at + 3000;
  expect(story(host, 60_000)).toEqual([[2, 'preferred-lifetime', '192.0.2.10']]);
  expect(host.address('192.0.2.10')).toMatchObject({ DadState: 'IpDadStateDeprecated', dadDueAt });
});

it('tells the preferred end by the end of detection, where they meet or it came before', () => {
  const host = hostWith({ PreferredLifetime: 3 }, { Address: '192.0.2.11', PreferredLifetime: 2 });
  expect(story(host, 60_000)).toEqual([
    [3, 'dad', '192.0.2.10'],
    [3, 'dad', '192.0.2.11'],
  ]);
  for (const address of ['192.0.2.10', '192.0.2.11'])
    expect(host.address(address)).toMatchObject({ DadState: 'IpDadStateDeprecated' });
});

it('deletes only, where the valid end meets another', () => {
  const host = hostWith(
    { ValidLifetime: 3, PreferredLifetime: 3 },
    { Address: '192.0.2.11', ValidLifetime: 3, PreferredLifetime: 3, DadState: 'IpDadStatePreferred' },
  );
  expect(story(host, 60_000)).toEqual([
    [3, 'valid-lifetime', '192.0.2.10'],
    [3, 'valid-lifetime', '192.0.2.11'],
  ]);
});

it('goes by instant, then by order of creation, whichever was set last', () => {
  const host = hostWith(
    { Address: '192.0.2.3', ValidLifetime: 40, PreferredLifetime: 40 },
    { Address: '192.0.2.2', ValidLifetime: 90, PreferredLifetime: 90 },
    { Address: '192.0.2.1', ValidLifetime: 40, PreferredLifetime: 40 },
  );
  host.advance(10_000);
  const Row = { ...row, Address: '192.0.2.3', ValidLifetime: 30, PreferredLifetime: 30, SkipAsSource: true };
  host.call(SetUnicastIpAddressEntry, { Row });
  expect(story(host, 100_000)).toEqual([
    [30, 'valid-lifetime', '192.0.2.3'],
    [30, 'valid-lifetime', '192.0.2.1'],
    [80, 'valid-lifetime', '192.0.2.2'],
  ]);
});

it('deletes what is tentative without a link, and passes over the detection that waits there', () => {
  const host = new AddressHost([ethernet5, { InterfaceIndex: 6 }]);
  for (const InterfaceIndex of [5, 6])
    host.call(CreateUnicastIpAddressEntry, { Row: { ...row, InterfaceIndex } });
  host.link(5, 'Disconnected');
  expect(nextAddressDue(host.state, host.at + 3000)).toMatchObject({
    rule: 'dad',
    events: [{ data: { InterfaceIndex: 6 } }],
  });
  host.advance(99_999);
  expect(host.address('192.0.2.10', 5)).toMatchObject({ DadState: 'IpDadStateTentative' });
  host.advance(1);
  expect(host.state.unicast.size).toBe(0);
});

it('has nothing due where nothing ends', () => {
  const host = hostWith({
    DadState: 'IpDadStatePreferred',
    ValidLifetime: 4_294_967_295,
    PreferredLifetime: 4_294_967_295,
  });
  expect(nextAddressDue(host.state, Number.MAX_SAFE_INTEGER)).toBeUndefined();
});
