export { AnsweringTable, evolveAnswering } from './answering-table';
export { neighborApi } from './api';
export type { NeighborInput } from './codec';
export { neighborsAfter } from './consequences';
export { foundIn } from './entering';
export { NeighborState } from './enumerations';
export { answeringEvents, neighborEvents, type AnsweringEvent, type NeighborEvent } from './events';
export { nextNeighborDue } from './expiry';
export { readNeighborRow, type NeighborEntry } from './get';
export { solicitationsOf, type Link, type Solicitation } from './link';
export type { NeighborReadReads, NeighborReads } from './reads';
export { neighborReports } from './reports';
export { resolutionStatus } from './resolve';
export {
  AnsweringData,
  answeringTable,
  NeighborData,
  neighborsTable,
  type AnsweringRow,
  type NeighborKey,
  type NeighborRow,
} from './row';
export { evolveNeighbors, NeighborTable } from './table';
