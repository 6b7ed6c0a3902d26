import { expect } from '@jest/globals';

import { matchers } from './matchers';

expect.extend(matchers);

export { timeLine, type TimeLineOptions } from './time-line';
export { matchers } from './matchers';
export { scenarioTests, type ScenarioTestsOptions } from './scenario-tests';
export type {
  AsOfOptions,
  ExpectedNotification,
  ExpectedRoute,
  ExpectedWay,
  HistoryOptions,
  NetlapseMatchers,
  NotifiedOptions,
  NotifyName,
} from './matcher-types';
