export { routerReports } from './reports';
export type { AdvertisedPrefix, AdvertisementParams } from './advertisement';
export type { RouterReads } from './reads';
