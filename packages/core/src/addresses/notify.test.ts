import { AddressHost } from '../../test/address-host';
import { addressApi, unicastEvents, unicastNotification, type UnicastEvent } from '.';

const isUnicastEvent = (event: { readonly type: string }): event is UnicastEvent =>
  Object.hasOwn(unicastEvents, event.type);

it('tells of each event by its type, with the key members alone', () => {
  const host = new AddressHost();
  const Row = {
    Address: '192.0.2.10',
    InterfaceIndex: 5,
    OnLinkPrefixLength: 24,
    ValidLifetime: 60,
    PreferredLifetime: 60,
  };
  host.call(addressApi.CreateUnicastIpAddressEntry, { Row });
  host.call(addressApi.SetUnicastIpAddressEntry, { Row: { ...Row, SkipAsSource: true } });
  host.advance(3000);
  host.call(addressApi.DeleteUnicastIpAddressEntry, { Row });
  const notifications = host.appended().filter(isUnicastEvent).map(unicastNotification);
  expect(notifications.map(({ NotificationType }) => NotificationType)).toEqual([
    'MibAddInstance',
    'MibParameterNotification',
    'MibParameterNotification',
    'MibDeleteInstance',
  ]);
  for (const { family, Row: told } of notifications)
    expect({ family, Row: told }).toEqual({
      family: 'AF_INET',
      Row: {
        Address: '192.0.2.10',
        InterfaceLuid: '0x0006000005000000',
        InterfaceIndex: 5,
        PrefixOrigin: 'IpPrefixOriginOther',
        SuffixOrigin: 'IpSuffixOriginOther',
        ValidLifetime: 0,
        PreferredLifetime: 0,
        OnLinkPrefixLength: 0,
        SkipAsSource: false,
        DadState: 'IpDadStateInvalid',
        ScopeId: 0,
        CreationTimeStamp: '0',
      },
    });
});
