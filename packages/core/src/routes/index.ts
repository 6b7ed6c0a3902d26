export { routeApi } from './api';
export {
  bestRoute,
  limitOfSource,
  sourceText,
  type BestRoute,
  type GetBestRoute2Out,
  type LookupReads,
  type MirroredLookup,
  type SourceLimit,
} from './best-route';
export type { BestRouteParams, LookupRequest } from './best-route-params';
export type { CreateIpForwardEntry2Params } from './create';
export type { DeleteIpForwardEntry2Params } from './delete';
export type {
  GetIpForwardEntry2Out,
  GetIpForwardEntry2Params,
  GetIpForwardTable2Out,
  GetIpForwardTable2Params,
} from './get';
export type { SetIpForwardEntry2Params } from './set';
export type {
  AddressPair,
  CreateSortedAddressPairsOut,
  CreateSortedAddressPairsParams,
} from './sorted-pairs';
export { routesAfter, routesBefore, type BroughtRouteReads } from './consequences';
export { RouteOrigin, RouteProtocol } from './enumerations';
export { routeEvents, type RouteEvent } from './events';
export { nextRouteDue } from './expiry';
export { destinationEdges } from './destination-edges';
export { evolveRoutes } from './fold';
export type { RouteReads } from './locate';
export { routeNotification } from './notify';
export { policyOf, type Policy } from './policy-table';
export {
  readRouteRow,
  type RouteEntry,
  type RouteInput,
  type RouteOriginName,
  type RouteProtocolName,
} from './route-entry';
export { RouteMatchIndex, rowsOf, type RouteMatch } from './route-match-index';
export { RouteData, routeKeyMembers, routesTable, type RouteKey, type RouteRow } from './row';
export { RouteReplay, type RouteMisfit } from './replay';
export { onLinkNextHop, routesOfAnycast, routesOfUnicast } from './routes-of-address';
export { selectSource } from './source-selection';
export { RouteTable } from './table';
export type { RouteTableBatch } from './table-batch';
export { readRoutes, writeRoutes } from './route-columns';
