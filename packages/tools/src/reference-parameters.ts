/** A parameter as far as its meaning goes. */
interface Parameter {
  readonly name: string;
  readonly direction: string;
  readonly meaning?: string;
}

/** What a parameter of a name means wherever it is given in; the registry says it only where it means more. */
const givenIn: Readonly<Record<string, string>> = {
  AddressFamily: 'The family of the IP interface.',
  CompartmentId: 'The compartment.',
  DestinationAddress: 'Where to.',
  InterfaceAlias: 'The alias that people gave the interface.',
  InterfaceGuid: 'The GUID of the interface.',
  InterfaceIndex: 'The index of the interface.',
  InterfaceLuid: 'The LUID of the interface.',
  InterfaceName: 'The name of the interface.',
  JobHandle: 'The job.',
  Level: 'With or without statistics: the rows are the same.',
  Mask: 'The mask, its first byte lowest, as it lies in memory.',
  MaskLength: 'How many bits are set, from the left.',
  Route: 'The route, named by its key members, with the values that it is to have.',
  Row: 'The row, named by its key members.',
  SessionId: 'The session.',
};

/** What a parameter of a name means wherever it is given back. */
const givenBack: Readonly<Record<string, string>> = {
  BandwidthEstimates: 'The estimates.',
  BestRoute: 'The route.',
  CompartmentId: 'The compartment.',
  CompartmentScope: 'The scope.',
  ConnectivityHint: 'The hint.',
  InterfaceAlias: 'The alias.',
  InterfaceGuid: 'The GUID.',
  InterfaceIndex: 'The index.',
  InterfaceLuid: 'The LUID.',
  InterfaceName: 'The name.',
  Mask: 'The mask, its first byte lowest, as it lies in memory.',
  MaskLength: 'How many bits are set, from the left.',
  Port: 'The UDP port.',
  Row: 'The row.',
  SortedAddressPairCount: 'How many pairs there are.',
  SortedAddressPairList: 'The pairs.',
  Table: 'The rows.',
};

/** What a parameter means: what the registry says of it, or what its name says everywhere. */
export const meaningOfParameter = ({ name, direction, meaning }: Parameter): string | undefined => {
  if (meaning !== undefined) return meaning;
  if (direction === 'out') return givenBack[name];
  return givenIn[name] ?? givenBack[name];
};
