export { exportPowerShell, type PowerShellObject, type PowerShellObjects } from './export';
export {
  decidePowerShell,
  ImportBeforeHost,
  importPowerShell,
  type ImportPowerShellOptions,
  type PowerShellDecision,
  type PowerShellSummary,
} from './import';
export {
  cmdletOf,
  isPowerShell,
  objectKinds,
  PowerShellError,
  readPowerShell,
  type ObjectKind,
  type PowerShellExport,
  type PowerShellFile,
} from './powershell';
export { windowsImporters } from './scenario-importers';
