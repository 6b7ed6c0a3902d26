import { summarize } from '../test-summary';

const allPassed = { success: true, numPassedTests: 12, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

describe('the line that sums up the tests', () => {
  it('counts what passed', () => {
    expect(summarize(allPassed)).toEqual({ line: '12 passed, 0 failed', isGood: true });
  });

  it('counts what failed', () => {
    expect(summarize({ ...allPassed, success: false, numFailedTests: 3 })).toEqual({
      line: '12 passed, 3 failed',
      isGood: false,
    });
  });

  it('counts a file that could not be run as a failure', () => {
    expect(summarize({ ...allPassed, success: false, numRuntimeErrorTestSuites: 1 })).toEqual({
      line: '12 passed, 1 failed',
      isGood: false,
    });
  });

  it('is not good when jest was unhappy for a reason of its own', () => {
    expect(summarize({ ...allPassed, success: false }).isGood).toBe(false);
  });
});
