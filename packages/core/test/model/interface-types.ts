import type { InterfaceData } from './rows';

interface InterfaceType {
  readonly number: number;
  readonly MediaType: string;
  readonly PhysicalMediumType: string;
  /** Without NET_IF_ACCESS_ before it. */
  readonly access: string;
  readonly isHardware: boolean;
  /** Bytes of a physical address there; 0 for any length, none where the link has no physical addresses. */
  readonly physicalLength: number | 'none';
}

const type = (
  number: number,
  medium: string,
  physicalMedium: string,
  access: string,
  isHardware: boolean,
  physicalLength: number | 'none',
): InterfaceType => ({
  number,
  MediaType: `NdisMedium${medium}`,
  PhysicalMediumType: `NdisPhysicalMedium${physicalMedium}`,
  access,
  isHardware,
  physicalLength,
});

/** What an interface is by its Type, where its host says no other. */
const types: Readonly<Record<string, InterfaceType>> = {
  IF_TYPE_OTHER: type(1, '802_3', 'Unspecified', 'BROADCAST', false, 0),
  IF_TYPE_ETHERNET_CSMACD: type(6, '802_3', '802_3', 'BROADCAST', true, 6),
  IF_TYPE_PPP: type(23, 'Wan', 'Unspecified', 'POINT_TO_POINT', false, 'none'),
  IF_TYPE_SOFTWARE_LOOPBACK: type(24, 'Loopback', 'Unspecified', 'LOOPBACK', false, 'none'),
  IF_TYPE_PROP_VIRTUAL: type(53, 'IP', 'Unspecified', 'POINT_TO_POINT', false, 'none'),
  IF_TYPE_IEEE80211: type(71, 'Native802_11', 'Native802_11', 'BROADCAST', true, 6),
  IF_TYPE_TUNNEL: type(131, 'Tunnel', 'Unspecified', 'POINT_TO_POINT', false, 'none'),
  IF_TYPE_IEEE1394: type(144, '1394', '1394', 'BROADCAST', true, 8),
  IF_TYPE_INFINIBAND: type(199, 'InfiniBand', 'Infiniband', 'BROADCAST', true, 20),
  IF_TYPE_WWANPP: type(243, 'WirelessWan', 'WirelessWan', 'POINT_TO_POINT', true, 'none'),
};

/** The facts of a Type; the model knows the Types that scripts use. */
export const interfaceType = (name: string): InterfaceType => {
  const found = types[name];
  if (found === undefined) throw new Error(`the model knows no interface of ${name}`);
  return found;
};

/** Bytes of a physical address in text. */
export const physicalBytes = (physical: string): number => (physical === '' ? 0 : (physical.length + 1) / 3);

/** Bytes that neighbors' physical addresses have on an interface: those of its own address, else by its Type. */
export const physicalLengthOn = ({ PhysicalAddress, Type }: InterfaceData): number | 'none' =>
  PhysicalAddress === '' ? interfaceType(Type).physicalLength : physicalBytes(PhysicalAddress);

/** Least link speed in bit/s of each automatic metric, fastest first. */
const wirelessMetrics: readonly (readonly [number, number])[] = [
  [2_000_000_000, 25],
  [500_000_000, 30],
  [200_000_000, 35],
  [150_000_000, 40],
  [80_000_000, 45],
  [50_000_000, 50],
  [20_000_000, 55],
  [10_000_000, 60],
  [4_000_000, 65],
  [2_000_000, 70],
  [500_000, 75],
  [200_000, 80],
  [0, 85],
];
const otherMetrics: readonly (readonly [number, number])[] = [
  [100_000_000_000, 5],
  [40_000_000_000, 10],
  [10_000_000_000, 15],
  [2_000_000_000, 20],
  [200_000_000, 25],
  [80_000_000, 35],
  [20_000_000, 45],
  [4_000_000, 55],
  [500_000, 65],
  [0, 75],
];

/** The metric that an interface takes by its link speed; a loopback interface always the same. */
export const metricBySpeed = ({ Type, TransmitLinkSpeed }: InterfaceData): number => {
  if (Type === 'IF_TYPE_SOFTWARE_LOOPBACK') return 75;
  const isWireless = Type === 'IF_TYPE_IEEE80211' || Type === 'IF_TYPE_WWANPP';
  const speed = BigInt(TransmitLinkSpeed);
  const found = (isWireless ? wirelessMetrics : otherMetrics).find(([least]) => speed >= BigInt(least));
  return found?.[1] ?? 0;
};
