/** A page of the reference that tells of functions, and the functions that it tells of. */
export interface FunctionPage {
  /** File name below docs/reference, without `.md`. */
  readonly file: string;
  readonly title: string;
  readonly intro: string;
  /** Win32 names in the order of the page. */
  readonly functions: readonly string[];
}

/**
 * Every function that netioapi.h declares, or that is documented beside it, by the page that tells of it. The list
 * is kept apart from the registry of the engine on purpose: where the two differ, something was forgotten.
 */
export const functionPages: readonly FunctionPage[] = [
  {
    file: 'interfaces',
    title: 'Interfaces',
    intro:
      'An interface is a row of MIB_IF_ROW2. An IP interface is an interface with one address family, a row of ' +
      'MIB_IPINTERFACE_ROW; interface metrics, forwarding and MTU belong to it. Interfaces come and go by ' +
      '[reports](reports.md) alone: no function creates one. There is one compartment, and everything is in it.',
    functions: [
      'GetIfEntry2',
      'GetIfEntry2Ex',
      'GetIfTable2',
      'GetIfTable2Ex',
      'GetIpInterfaceEntry',
      'GetIpInterfaceTable',
      'SetIpInterfaceEntry',
      'InitializeIpInterfaceEntry',
      'GetIfStackTable',
      'GetInvertedIfStackTable',
      'GetNetworkConnectivityHint',
      'GetNetworkConnectivityHintForInterface',
      'GetIpNetworkConnectionBandwidthEstimates',
      'GetCurrentThreadCompartmentId',
      'SetCurrentThreadCompartmentId',
      'GetCurrentThreadCompartmentScope',
      'GetDefaultCompartmentId',
      'GetSessionCompartmentId',
      'SetSessionCompartmentId',
      'GetJobCompartmentId',
      'SetJobCompartmentId',
    ],
  },
  {
    file: 'conversions',
    title: 'Conversions',
    intro:
      'An interface is named by its index, its LUID, its GUID, its alias and its name. The index and the LUID are ' +
      'never given to another interface in the same log. A name is made of the LUID alone, so converting one needs ' +
      'no interface.',
    functions: [
      'ConvertInterfaceIndexToLuid',
      'ConvertInterfaceLuidToIndex',
      'ConvertInterfaceGuidToLuid',
      'ConvertInterfaceLuidToGuid',
      'ConvertInterfaceAliasToLuid',
      'ConvertInterfaceLuidToAlias',
      'ConvertInterfaceLuidToNameA',
      'ConvertInterfaceLuidToNameW',
      'ConvertInterfaceNameToLuidA',
      'ConvertInterfaceNameToLuidW',
      'if_indextoname',
      'if_nametoindex',
      'ConvertLengthToIpv4Mask',
      'ConvertIpv4MaskToLength',
    ],
  },
  {
    file: 'dns',
    title: 'DNS settings',
    intro: 'The DNS settings of an interface are kept for each address family. Nothing here resolves a name.',
    functions: ['GetInterfaceDnsSettings', 'SetInterfaceDnsSettings', 'FreeInterfaceDnsSettings'],
  },
  {
    file: 'addresses',
    title: 'Addresses',
    intro:
      'A unicast address brings its routes and multicast groups when it comes and takes them along when it goes. ' +
      'It is tentative until duplicate address detection has passed, deprecated when its preferred lifetime ends, ' +
      'and deleted when its valid lifetime ends.',
    functions: [
      'CreateUnicastIpAddressEntry',
      'SetUnicastIpAddressEntry',
      'DeleteUnicastIpAddressEntry',
      'GetUnicastIpAddressEntry',
      'GetUnicastIpAddressTable',
      'InitializeUnicastIpAddressEntry',
      'CreateAnycastIpAddressEntry',
      'DeleteAnycastIpAddressEntry',
      'GetAnycastIpAddressEntry',
      'GetAnycastIpAddressTable',
      'GetMulticastIpAddressEntry',
      'GetMulticastIpAddressTable',
    ],
  },
  {
    file: 'routes',
    title: 'Routes',
    intro:
      'A route is named by its interface, its destination prefix and its next hop. A lookup takes the longest ' +
      'prefix, then the lowest sum of the metrics of route and interface.',
    functions: [
      'CreateIpForwardEntry2',
      'SetIpForwardEntry2',
      'DeleteIpForwardEntry2',
      'GetIpForwardEntry2',
      'GetIpForwardTable2',
      'InitializeIpForwardEntry',
      'GetBestRoute2',
      'CreateSortedAddressPairs',
      'FreeMibTable',
    ],
  },
  {
    file: 'neighbors',
    title: 'Neighbors',
    intro:
      'A neighbor is an address on the link of an interface. It walks through the states of RFC 4861; the link ' +
      'itself is virtual, and [reports](reports.md) tell who answers there.',
    functions: [
      'CreateIpNetEntry2',
      'SetIpNetEntry2',
      'DeleteIpNetEntry2',
      'GetIpNetEntry2',
      'GetIpNetTable2',
      'FlushIpNetTable2',
      'ResolveIpNetEntry2',
    ],
  },
  {
    file: 'paths-and-teredo',
    title: 'Paths and Teredo',
    intro:
      'A path is what the host knows of the way from one of its addresses to a destination. Paths, like the port ' +
      'of the Teredo client, come by [reports](reports.md).',
    functions: ['GetIpPathEntry', 'GetIpPathTable', 'FlushIpPathTable', 'GetTeredoPort'],
  },
  {
    file: 'notifications',
    title: 'Notifications',
    intro:
      'A callback is called once for each event that concerns it, after the append of that event is committed and ' +
      'before the call that caused it returns; in the order of the events, and for each event in the order of ' +
      'registration. Which event gives which notification stands in [Events](events.md).',
    functions: [
      'NotifyRouteChange2',
      'NotifyIpInterfaceChange',
      'NotifyUnicastIpAddressChange',
      'NotifyTeredoPortChange',
      'NotifyNetworkConnectivityHintChange',
      'NotifyStableUnicastIpAddressTable',
      'CancelMibChangeNotify2',
    ],
  },
];

/** The functions that are there by name and answer STATUS_NOT_SUPPORTED, or do nothing where they return nothing. */
export const notModelledPage: FunctionPage = {
  file: 'not-modelled',
  title: 'Functions that are not modelled',
  intro:
    'These functions are declared in netioapi.h or documented beside it, and the model has no use for them. They ' +
    'are there by name, so that code which calls them links and gets an answer: STATUS_NOT_SUPPORTED, or nothing ' +
    'at all where the function returns nothing. They look at no parameter.',
  functions: [
    'SetCurrentThreadCompartmentScope',
    'ConvertCompartmentGuidToId',
    'ConvertCompartmentIdToGuid',
    'CreateCompartment',
    'DeleteCompartment',
    'InitializeCompartmentEntry',
    'GetInterfaceCompartmentId',
    'NotifyCompartmentChange',
    'GetNetworkInformation',
    'SetNetworkInformation',
    'GetDnsSettings',
    'SetDnsSettings',
    'FreeDnsSettings',
    'CreateFlVirtualInterface',
    'SetFlVirtualInterface',
    'DeleteFlVirtualInterface',
    'GetFlVirtualInterface',
    'GetFlVirtualInterfaceTable',
    'InitializeFlVirtualInterfaceEntry',
    'CaptureInterfaceHardwareCrossTimestamp',
    'GetInterfaceActiveTimestampCapabilities',
    'GetInterfaceSupportedTimestampCapabilities',
    'RegisterInterfaceTimestampConfigChange',
    'UnregisterInterfaceTimestampConfigChange',
    'ConvertInterfacePhysicalAddressToLuid',
    'ResolveNeighbor',
  ],
};

/** Names that only one of the two lists has. */
export interface Disagreement {
  /** Declared by the header, not in the registry. */
  readonly missing: readonly string[];
  /** In the registry, on no page. */
  readonly undeclared: readonly string[];
}

/** Compares the functions that the pages list with those that the registry holds. */
export const compareWithRegistry = (
  pages: readonly FunctionPage[],
  registered: readonly string[],
): Disagreement => {
  const declared = pages.flatMap(({ functions }) => functions);
  return {
    missing: declared.filter((name) => !registered.includes(name)),
    undeclared: registered.filter((name) => !declared.includes(name)),
  };
};
