export { bestRoute$, type BestRouteAnswer, type BestRouteOptions } from './best-route';
export { resolveNeighbor, type Resolution, type ResolveOptions } from './resolve-neighbor';
export { rows$, type DocumentedRow, type DocumentedTable, type TableReading } from './rows';
export { runClock } from './run-clock';
export { scoped, type Scoped } from './scoped';
export { select$, snapshot$, table$, type StateTable } from './snapshot';
export { stateThenChanges$, type StateThenChangesOptions } from './state-then-changes';
