export { pathApi } from './api';
export type { PathInput } from './codec';
export { pathsBefore } from './consequences';
export { pathEvents, type PathEvent } from './events';
export { readPathRow, type PathEntry } from './get';
export type { PathReads } from './reads';
export { pathReports } from './reports';
export { PathData, pathsTable, type PathKey, type PathRow } from './row';
export { evolvePaths, PathTable } from './table';
