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
  PowerShellError,
  readPowerShell,
  type ObjectKind,
  type PowerShellExport,
  type PowerShellFile,
} from './powershell';
export { windowsImporters } from './scenario-importers';
