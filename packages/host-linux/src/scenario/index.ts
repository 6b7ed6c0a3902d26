export { rtnetlinkForm } from './rtnetlink-form';
export { scenarioImporters } from './scenario-importers';
