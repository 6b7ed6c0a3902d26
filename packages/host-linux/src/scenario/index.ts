export { scenarioImporters } from './scenario-importers';
