import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import rootConfig from '../../../jest.config';

const workspaceRoot = join(__dirname, '..', '..', '..');

/** What a run of jest gave. */
export interface JestRun {
  readonly exitCode: number | null;
  /** All that it wrote. */
  readonly output: string;
  /** Full name of each test, and how it ended. */
  readonly tests: Readonly<Record<string, string>>;
}

const inWorkspace = (text: string): string => text.replaceAll('<rootDir>', workspaceRoot);

/** A folder of tests that jest runs by itself, on the sources of this workspace. */
export class TestProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'netlapse-jest-'));

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  run(...args: readonly string[]): JestRun {
    const names = Object.entries(rootConfig.moduleNameMapper ?? {});
    const config = {
      // That of the workspace, so that what was compiled once is found again.
      rootDir: workspaceRoot,
      roots: [this.folder],
      testEnvironment: 'node',
      testMatch: [`${this.folder}/**/*.test.ts`],
      moduleNameMapper: Object.fromEntries(names.map(([name, path]) => [name, inWorkspace(String(path))])),
      transform: Object.fromEntries(
        Object.entries(rootConfig.transform ?? {}).map(([pattern, [transformer, options]]) => [
          pattern,
          [require.resolve(transformer as string), options],
        ]),
      ),
    };
    const results = join(this.folder, 'results.json');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(workspaceRoot, 'node_modules', 'jest', 'bin', 'jest.js'),
        ...['--config', JSON.stringify(config)],
        ...['--json', '--outputFile', results, '--runInBand', '--colors=false'],
        ...args,
      ],
      { cwd: this.folder, encoding: 'utf8', env: { ...process.env, CI: '', FORCE_COLOR: '0' } },
    );
    const found = JSON.parse(readFileSync(results, 'utf8')) as {
      readonly testResults?: ReadonlyArray<{
        readonly assertionResults: ReadonlyArray<{ readonly fullName: string; readonly status: string }>;
      }>;
    };
    const tests = (found.testResults ?? []).flatMap(({ assertionResults }) =>
      assertionResults.map(({ fullName, status: ended }) => [fullName, ended]),
    );
    return {
      exitCode: status,
      output: `${stdout}${stderr}`,
      tests: Object.fromEntries(tests) as Readonly<Record<string, string>>,
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
