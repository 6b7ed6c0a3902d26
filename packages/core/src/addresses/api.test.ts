import { AddressHost, type TestFunction } from '../../test/address-host';
import { addressApi, anycastEvents, unicastEvents } from '.';

const definitions = Object.entries(addressApi);

it.each(definitions)('%s is entered under its own name, with all its statuses', (name, definition) => {
  expect(definition.name).toBe(name);
  const checked = new Set(definition.checks?.map(([, status]) => status));
  expect(new Set(definition.statuses.slice(1))).toEqual(checked);
});

it.each(definitions)('%s names events that there are', (_, definition) => {
  for (const event of definition.events ?? [])
    expect({ ...unicastEvents, ...anycastEvents }).toHaveProperty(event);
});

it('runs its examples, each after those that it needs', () => {
  const host = new AddressHost();
  const inOrder: ReadonlyArray<TestFunction<object, object>> = [
    addressApi.InitializeUnicastIpAddressEntry,
    addressApi.CreateUnicastIpAddressEntry,
    addressApi.SetUnicastIpAddressEntry,
    addressApi.GetUnicastIpAddressEntry,
    addressApi.GetUnicastIpAddressTable,
    addressApi.GetMulticastIpAddressEntry,
    addressApi.GetMulticastIpAddressTable,
    addressApi.DeleteUnicastIpAddressEntry,
    addressApi.CreateAnycastIpAddressEntry,
    addressApi.GetAnycastIpAddressEntry,
    addressApi.GetAnycastIpAddressTable,
    addressApi.DeleteAnycastIpAddressEntry,
  ];
  expect(inOrder).toHaveLength(definitions.length);
  for (const definition of inOrder)
    expect([definition.name, host.call(definition, definition.example ?? {}).status]).toEqual([
      definition.name,
      'STATUS_SUCCESS',
    ]);
});
