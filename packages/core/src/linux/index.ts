export { linuxEvents, type LinuxEvent } from './events';
export { evolveLinux, LinuxTable } from './table';
export { LinuxKind, LinuxObjectData, linuxTable, type LinuxKey, type LinuxObjectRow } from './row';
