export { matches } from './compare';
export {
  formatFailure,
  runScenario,
  type Failure,
  type Importer,
  type RunOptions,
  type ScenarioResult,
} from './run-scenario';
export {
  MalformedScenario,
  readScenario,
  type Scenario,
  type ScenarioHost,
  type ScenarioStep,
} from './scenario';
