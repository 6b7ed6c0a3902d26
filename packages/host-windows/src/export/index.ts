export { exportPowerShell, type PowerShellObjects } from './export-powershell';
export type { PowerShellObject } from './objects';
