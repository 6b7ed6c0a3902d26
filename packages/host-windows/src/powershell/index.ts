export type { PowerShellFile } from './decode-text';
export { isPowerShell } from './is-powershell';
export { cmdletOf, objectKinds, type ObjectKind } from './object-kind';
export { readPowerShell, type PowerShellExport } from './powershell-export';
export { faultAt, PowerShellError, type Place } from './powershell-error';
export type {
  InterfaceData,
  IpInterfaceData,
  NeighborData,
  RouteData,
  ToldAdapter,
  ToldAddress,
  ToldIpInterface,
  ToldNeighbor,
  ToldRoute,
  UnicastData,
} from './told-rows';
