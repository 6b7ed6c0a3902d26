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
export type { MirrorForm } from './recorded-steps';
export {
  NotRepeatable,
  scenarioOfLog,
  type ScenarioOfLog,
  type ScenarioOfLogOptions,
  type ScenarioOfLogProgress,
} from './scenario-of-log';
export { scenarioText } from './scenario-text';
export { toldAgain, type ToldAgain, type ToldItem } from './told-again';
