import { InterfaceHost } from '../../test/interface-host';
import { isStatus } from '../call';
import { interfaceApi } from './index';

const names = Object.keys(interfaceApi) as (keyof typeof interfaceApi)[];

describe('interfaceApi', () => {
  it.each(names)('%s stands under its own name, and its example gives one of its statuses', (name) => {
    const definition = interfaceApi[name];
    expect(definition.name).toBe(name);
    expect(definition.statuses.every(isStatus)).toBe(true);
    const { status } = new InterfaceHost().call(name, definition.example ?? {});
    expect(definition.statuses.length === 0 ? 'STATUS_SUCCESS' : definition.statuses).toContain(status);
    for (const [, refusal] of definition.checks ?? []) expect(definition.statuses).toContain(refusal);
  });

  it.each(names)('%s refuses nonsense by a status, and throws nothing', (name) => {
    const nonsense = [null, undefined, 7, -1, 'text', [], {}, { Family: 7 }, true, Number.NaN, 1n];
    const parameters = interfaceApi[name].parameters.map((parameter) => parameter.name);
    for (const value of nonsense) {
      const params = Object.fromEntries(parameters.map((parameter) => [parameter, value]));
      expect(isStatus(new InterfaceHost().call(name, params).status)).toBe(true);
    }
    expect(isStatus(new InterfaceHost().call(name, {}).status)).toBe(true);
  });
});

describe('functions that are not modelled', () => {
  it.each<keyof typeof interfaceApi>([
    'SetCurrentThreadCompartmentScope',
    'ConvertCompartmentGuidToId',
    'ConvertCompartmentIdToGuid',
    'GetNetworkInformation',
    'SetNetworkInformation',
    'CreateCompartment',
    'DeleteCompartment',
    'NotifyCompartmentChange',
    'GetDnsSettings',
    'SetDnsSettings',
    'GetInterfaceCompartmentId',
    'CreateFlVirtualInterface',
    'DeleteFlVirtualInterface',
    'SetFlVirtualInterface',
    'GetFlVirtualInterface',
    'GetFlVirtualInterfaceTable',
    'GetInterfaceActiveTimestampCapabilities',
    'GetInterfaceSupportedTimestampCapabilities',
    'CaptureInterfaceHardwareCrossTimestamp',
    'RegisterInterfaceTimestampConfigChange',
    'UnregisterInterfaceTimestampConfigChange',
    'ConvertInterfacePhysicalAddressToLuid',
  ])('%s is not supported', (name) => {
    const answer = new InterfaceHost().call(name, { Row: null });
    expect(answer.status).toBe('STATUS_NOT_SUPPORTED');
    expect(answer.out).toBeUndefined();
  });

  it.each<keyof typeof interfaceApi>([
    'FreeDnsSettings',
    'FreeInterfaceDnsSettings',
    'InitializeFlVirtualInterfaceEntry',
    'InitializeCompartmentEntry',
  ])('%s does nothing', (name) => {
    expect(new InterfaceHost().call(name, { Settings: null })).toEqual({ status: 'STATUS_SUCCESS', out: {} });
  });
});

describe('compartments', () => {
  const host = new InterfaceHost([]);

  it.each<keyof typeof interfaceApi>([
    'GetCurrentThreadCompartmentId',
    'GetDefaultCompartmentId',
    'GetSessionCompartmentId',
    'GetJobCompartmentId',
  ])('%s returns 1', (name) => {
    expect(host.call(name, { SessionId: 3, JobHandle: null })).toEqual({
      status: 'STATUS_SUCCESS',
      out: { ReturnValue: 1 },
    });
  });

  it.each<keyof typeof interfaceApi>([
    'SetCurrentThreadCompartmentId',
    'SetSessionCompartmentId',
    'SetJobCompartmentId',
  ])('%s takes 0 and 1 alone, also where nothing else can be changed', (name) => {
    const mirror = new InterfaceHost([], { mirrored: true });
    for (const CompartmentId of [0, 1])
      expect(mirror.call(name, { CompartmentId })).toEqual({ status: 'STATUS_SUCCESS' });
    expect(mirror.call(name, { CompartmentId: 2 }).status).toBe('STATUS_NOT_FOUND');
    expect(mirror.call(name, { CompartmentId: 'one' }).status).toBe('STATUS_INVALID_PARAMETER');
    expect(mirror.takeEvents()).toEqual([]);
  });

  it('have a scope of 0', () => {
    expect(host.call('GetCurrentThreadCompartmentScope', {}).out).toEqual({
      CompartmentScope: 0,
      CompartmentId: 1,
    });
    expect(host.call('GetCurrentThreadCompartmentScope', { CompartmentScope: null }).out).toEqual({
      CompartmentId: 1,
    });
  });
});
