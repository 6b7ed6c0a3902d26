export { rtnetlinkForm } from './rtnetlink-form';
export { linuxImporters } from './scenario-importers';
