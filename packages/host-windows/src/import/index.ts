export { ImportBeforeHost } from './import-before-host';
export {
  decidePowerShell,
  importPowerShell,
  type ImportPowerShellOptions,
  type PowerShellDecision,
  type PowerShellSummary,
} from './import-powershell';
