/** @jest-config-loader esbuild-register */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['packages', 'docs', 'examples']
    .filter((folder) => existsSync(join(__dirname, folder)))
    .map((folder) => `<rootDir>/${folder}`),
  testMatch: [
    '<rootDir>/packages/**/src/**/*.test.ts',
    '<rootDir>/packages/*/test/**/*.test.ts',
    '<rootDir>/docs/**/*.test.ts',
    '<rootDir>/examples/*/test/**/*.test.ts',
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist/'],
  // Tests run on the sources, so that a package need not be built before another is tested.
  moduleNameMapper: {
    '^@netlapse/core$': '<rootDir>/packages/core/src/index.ts',
    '^@netlapse/core/scenario$': '<rootDir>/packages/core/src/scenario/index.ts',
    '^@netlapse/log-sqlite$': '<rootDir>/packages/log-sqlite/src/index.ts',
    '^@netlapse/host-linux$': '<rootDir>/packages/host-linux/src/index.ts',
    '^@netlapse/host-windows$': '<rootDir>/packages/host-windows/src/index.ts',
    '^@netlapse/jest$': '<rootDir>/packages/jest/src/index.ts',
    // Examples stand beside the packages, and find what these stand on where they are.
    '^rxjs$': '<rootDir>/packages/core/node_modules/rxjs',
  },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  maxWorkers: '100%',
  // Of a test that hangs, not of one that is slow: times are judged by nobody here.
  testTimeout: 60_000,
};

export default config;
