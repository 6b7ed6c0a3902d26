import { answer, query, refused } from '../call';

const notModelled = (name: string, why: string) =>
  query<object, object, object>({
    name,
    summary: `Is there by name and always answers STATUS_NOT_SUPPORTED: ${why}.`,
    parameters: [],
    statuses: ['STATUS_NOT_SUPPORTED'],
    example: {},
    run: () => refused({ status: 'STATUS_NOT_SUPPORTED', why }),
  });

/** Functions that are declared without a return value have nothing to answer with. */
const doesNothing = (name: string, why: string) =>
  query<object, object, object>({
    name,
    summary: `Is there by name and does nothing: ${why}.`,
    parameters: [],
    statuses: [],
    example: {},
    run: () => answer({}),
  });

const oneCompartment = 'there is one compartment only';
const networksAreOne = 'networks are not told apart';
const wholeComputer = 'name resolution of the computer as a whole is not network state';
const framingLayer = 'interfaces of the framing layer of a virtual switch are not documented';
const noPackets = 'hardware stamps packets with times, and there are no packets';

/** Functions of netioapi.h that the model has no use for. They look at no parameter. */
export const notModelledApi = {
  SetCurrentThreadCompartmentScope: notModelled('SetCurrentThreadCompartmentScope', oneCompartment),
  ConvertCompartmentGuidToId: notModelled('ConvertCompartmentGuidToId', oneCompartment),
  ConvertCompartmentIdToGuid: notModelled('ConvertCompartmentIdToGuid', oneCompartment),
  CreateCompartment: notModelled('CreateCompartment', oneCompartment),
  DeleteCompartment: notModelled('DeleteCompartment', oneCompartment),
  InitializeCompartmentEntry: doesNothing('InitializeCompartmentEntry', oneCompartment),
  GetInterfaceCompartmentId: notModelled('GetInterfaceCompartmentId', oneCompartment),
  NotifyCompartmentChange: notModelled('NotifyCompartmentChange', oneCompartment),
  GetNetworkInformation: notModelled('GetNetworkInformation', networksAreOne),
  SetNetworkInformation: notModelled('SetNetworkInformation', networksAreOne),
  GetDnsSettings: notModelled('GetDnsSettings', wholeComputer),
  SetDnsSettings: notModelled('SetDnsSettings', wholeComputer),
  FreeDnsSettings: doesNothing('FreeDnsSettings', wholeComputer),
  CreateFlVirtualInterface: notModelled('CreateFlVirtualInterface', framingLayer),
  SetFlVirtualInterface: notModelled('SetFlVirtualInterface', framingLayer),
  DeleteFlVirtualInterface: notModelled('DeleteFlVirtualInterface', framingLayer),
  GetFlVirtualInterface: notModelled('GetFlVirtualInterface', framingLayer),
  GetFlVirtualInterfaceTable: notModelled('GetFlVirtualInterfaceTable', framingLayer),
  InitializeFlVirtualInterfaceEntry: doesNothing('InitializeFlVirtualInterfaceEntry', framingLayer),
  CaptureInterfaceHardwareCrossTimestamp: notModelled('CaptureInterfaceHardwareCrossTimestamp', noPackets),
  GetInterfaceActiveTimestampCapabilities: notModelled('GetInterfaceActiveTimestampCapabilities', noPackets),
  GetInterfaceSupportedTimestampCapabilities: notModelled(
    'GetInterfaceSupportedTimestampCapabilities',
    noPackets,
  ),
  RegisterInterfaceTimestampConfigChange: notModelled('RegisterInterfaceTimestampConfigChange', noPackets),
  UnregisterInterfaceTimestampConfigChange: notModelled(
    'UnregisterInterfaceTimestampConfigChange',
    noPackets,
  ),
  ConvertInterfacePhysicalAddressToLuid: notModelled(
    'ConvertInterfacePhysicalAddressToLuid',
    'a physical address does not identify an interface',
  ),
} as const;
