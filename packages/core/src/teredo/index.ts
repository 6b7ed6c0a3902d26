export { teredoApi } from './api';
export { teredoEvents, type TeredoEvent } from './events';
export { evolveTeredo } from './fold';
export type { TeredoReads } from './get';
export { teredoReports } from './reports';
