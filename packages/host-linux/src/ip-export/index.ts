export { IpExportError } from './ip-export-error';
export {
  readIpExport,
  type ExportedObjects,
  type IpExport,
  type IpExportOptions,
  type OnRead,
  type RouteScope,
} from './ip-export';
