import type { ObjectKind } from './object-kind';

/** What every object of CIM and of PowerShell bears besides its own: it says nothing of the network. */
const noise: ReadonlySet<string> = new Set([
  'availablerequestedstates',
  'caption',
  'cimclass',
  'ciminstanceproperties',
  'cimsystemproperties',
  'communicationstatus',
  'creationclassname',
  'description',
  'detailedstatus',
  'elementname',
  'enableddefault',
  'enabledstate',
  'healthstate',
  'installdate',
  'instanceid',
  'name',
  'operatingstatus',
  'operationalstatus',
  'otherenabledstate',
  'primarystatus',
  'pscomputername',
  'psshowcomputername',
  'requestedstate',
  'runspaceid',
  'status',
  'statusdescriptions',
  'systemcreationclassname',
  'systemname',
  'timeoflaststatechange',
  'transitioningtostate',
]);

const ofAdapter =
  'ActiveMaximumTransmissionUnit AdditionalAvailability AdminLocked AutoSense Availability ComponentID DeviceName DeviceWakeUpEnable DriverDate DriverDateData DriverDescription DriverFileName DriverInformation DriverMajorNdisVersion DriverMinorNdisVersion DriverName DriverProvider DriverVersion DriverVersionString ErrorCleared ErrorDescription FullDuplex Hidden IdentifyingDescriptions ifDesc ifName InterfaceName iSCSIInterface LastErrorCode LinkTechnology MajorDriverVersion MaxQuiesceTime MaxSpeed MediaDuplexState MediaType MinorDriverVersion NdisVersion NetworkAddresses NotUserRemovable OperationalStatusDownDefaultPortNotAuthenticated OperationalStatusDownMediaDisconnected OtherIdentifyingInfo OtherLinkTechnology OtherNetworkPortType OtherPortType PhysicalMediaType PnPDeviceID PortNumber PortType PowerManagementCapabilities PowerManagementSupported PowerOnHours PromiscuousMode RequestedSpeed Speed State StatusInfo SupportedMaximumTransmissionUnit TotalPowerOnHours UsageRestriction Virtual VlanID WdmInterface';
const ofIpInterface =
  'Address AddressOrigin AddressType AdvertisedRouterLifetime ClampMss CurrentHopLimit DadRetransmitTime DadRetransmitTimeMs Dhcp DirectedMacWolPattern EcnMarking ForceArpNdWolPattern FriendlyName InternetSharing IPVersionSupport NetworkCategory OtherTypeDescription PrefixLength ProtocolIFType ProtocolType SubnetMask';
const ofAddress =
  'Address AddressOrigin AddressType IPVersionSupport OtherTypeDescription ProtocolIFType SubnetMask';
const ofRoute =
  'AdminDistance DestinationAddress DestinationMask IfMetric InterfaceMetric IsStatic NextHopAddress PrefixLength RouteDerivation State TypeOfRoute';
const ofNeighbor = 'NlnsState SystemTime';

const listOf = (names: string): ReadonlySet<string> =>
  new Set(names.split(' ').map((name) => name.toLowerCase()));

const documented: Readonly<Record<ObjectKind, ReadonlySet<string>>> = {
  adapter: listOf(ofAdapter),
  ipInterface: listOf(ofIpInterface),
  address: listOf(ofAddress),
  route: listOf(ofRoute),
  neighbor: listOf(ofNeighbor),
};

/**
 * What is to be said of a property that is not kept: nothing of what every object bears, that it has no counterpart of
 * one that the cmdlet documents, and its name of any other.
 */
export const unkept = (kind: ObjectKind, name: string): 'noise' | 'documented' | 'unknown' => {
  const key = name.toLowerCase();
  if (noise.has(key)) return 'noise';
  return documented[kind].has(key) ? 'documented' : 'unknown';
};
