import { AddressHost } from '../../test/address-host';
import { addressApi, anycastEvents, unicastEvents } from '.';

const definitions = Object.entries(addressApi);

it.each(definitions)('%s is entered under its own name, with all its statuses', (name, definition) => {
  expect(definition.name).toBe(name);
  const checked = new Set(definition.checks?.map(([, status]) => status));
  expect(new Set(definition.statuses.slice(1))).toEqual(checked);
});

it.each(definitions)('%s names events that there are', (_, definition) => {
  for (const event of definition.events ?? []) expect({ ...unicastEvents, ...anycastEvents }).toHaveProperty(event);
});

it('runs its examples, each after those that it needs', () => {
  const host = new AddressHost();
  const status = <Params extends object, Out extends object>(
    definition: Parameters<AddressHost['call']>[0] & { readonly example?: Readonly<Record<string, unknown>> },
  ): string => host.call<Params, Out>(definition as never, (definition.example ?? {}) as Params).status;
  const inOrder = [
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
  expect(inOrder.map((definition) => status(definition as never))).toEqual(inOrder.map(() => 'STATUS_SUCCESS'));
  expect(inOrder).toHaveLength(definitions.length);
});
