import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';

import { transformSync } from 'esbuild';
import * as rxjs from 'rxjs';

import * as core from '@netlapse/core';

/** Folders whose examples are whole programs over a host with the interface 5, and a route that it can take. */
const folders = ['history', 'streams', 'reactive'] as const;

interface Example {
  readonly name: string;
  readonly code: string;
}

const sources = join(__dirname, '..', 'src');

/** The examples of a file, each by the name that is exported after it. */
const examplesIn = (file: string): readonly Example[] => {
  const text = readFileSync(file, 'utf8');
  return Array.from(
    text.matchAll(/ \* @example\n((?: \*.*\n)+?) \*\/\nexport (?:const|function\*) ([\w$]+)/g),
    ([, lines = '', name = '']) => ({
      name,
      code: lines.replaceAll(/^ \* ?/gm, ''),
    }),
  );
};

const examples = folders.flatMap((folder) =>
  readdirSync(join(sources, folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => examplesIn(join(sources, folder, file))),
);

/** A line `value; // => expected` becomes a check. */
const withChecks = (code: string): string =>
  code.replaceAll(
    /^( *)(.+); \/\/ => (.+)$/gm,
    (_, indent: string, value: string, expected: string) => `${indent}check(${value}, ${expected});`,
  );

const run = async ({ code }: Example): Promise<number> => {
  let checks = 0;
  const scope: Readonly<Record<string, unknown>> = {
    ...core,
    VirtualTimeScheduler: rxjs.VirtualTimeScheduler,
    host: core.createHost({
      now: 0,
      interfaces: [{ InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' }],
    }),
    route: {
      DestinationPrefix: '10.0.0.0/8',
      NextHop: '192.0.2.1',
      InterfaceIndex: 5,
      ValidLifetime: 0xffff_ffff,
      PreferredLifetime: 0xffff_ffff,
    },
    check: (value: unknown, expected: unknown) => {
      checks += 1;
      expect(value).toEqual(expected);
    },
  };
  const program = `const example = async () => {\n${withChecks(code)}\n};`;
  const { code: script } = transformSync(program, { loader: 'ts', target: 'node20' });
  // What the program uses without importing it are its parameters.
  const compiled = compileFunction(`${script}\nreturn example();`, Object.keys(scope)) as (
    ...given: unknown[]
  ) => Promise<void>;
  await compiled(...Object.values(scope));
  return checks;
};

describe('the examples of the documentation', () => {
  it('are there for what an author reaches for first', () => {
    expect(examples.map(({ name }) => name).sort()).toEqual(
      [
        'bestRoute$',
        'bufferedChanges',
        'changedDestinations',
        'changes$',
        'changesSince',
        'commandsFor',
        'compact',
        'findEvents',
        'history',
        'leaks',
        'leaksWithin',
        'plan',
        'replay',
        'resolveNeighbor',
        'revertPlan',
        'rows$',
        'runClock',
        'scoped',
        'select$',
        'snapshot$',
        'snapshotThenChanges',
        'stateThenChanges$',
        'table$',
        'untilAborted',
      ].sort(),
    );
  });

  it.each(examples.map((example) => [example.name, example] as const))(
    'does what it says: %s',
    async (_, example) => {
      expect(await run(example)).toBeGreaterThan(0);
    },
  );
});
