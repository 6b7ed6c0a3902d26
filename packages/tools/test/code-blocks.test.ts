import { checkDocument, programsOf, type World } from '../src/code-blocks';
import { wordsOf } from '../src/code-blocks-commands';
import { parseBlocks, withOutputs } from '../src/code-blocks-parse';
import { findTypeFaults } from '../src/code-blocks-types';
import { workspaceRoot } from './documents';

/** A command line that knows two commands: one prints its arguments, one fails. */
const world: World = {
  root: workspaceRoot,
  requireModule: (name) => {
    if (name === 'paths') return { folder: process.cwd() };
    if (name === 'numbers') return { one: 1, two: 2 };
    throw new Error(`no module ${name}`);
  },
  expect,
  netlapse: ([command, ...args], env) => {
    if (command === 'echo') return { output: `${args.join(' ')}\n`, exitCode: 0 };
    if (command === 'env') return { output: `${env['NETLAPSE_LOG'] ?? 'unset'}\n`, exitCode: 0 };
    if (command === 'demo')
      return { output: 'log at /tmp/some/where/netlapse-demo-a1B2c3/laptop.db\n', exitCode: 0 };
    return { output: 'netlapse: no such command\n', exitCode: 2 };
  },
  scripts: ['start', 'test', 'bench'],
  packages: ['@netlapse/core', 'netlapse'],
};

const block = (language: string, ...lines: readonly string[]): string =>
  ['```' + language, ...lines, '```'].join('\n');
const document = (...parts: readonly string[]): string => parts.join('\n\n');
const faultsOf = async (...parts: readonly string[]): Promise<readonly string[]> =>
  (await checkDocument(document(...parts), world)).map(({ line, why }) => `${line}: ${why}`);

const scenario = (status: string): string =>
  JSON.stringify({
    name: 'route-needs-an-interface',
    covers: ['DeleteIpForwardEntry2'],
    why: 'There is no interface.',
    steps: [
      {
        call: 'DeleteIpForwardEntry2',
        in: { Row: { InterfaceIndex: 5, DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' } },
        status,
      },
    ],
  });

describe('blocks of TypeScript', () => {
  it('are right where they print what is written behind console.log', async () => {
    const program = block(
      'ts',
      "import { one } from 'numbers';",
      'console.log(one + 1, { a: [1] }); // 2 { a: [ 1 ] }',
    );
    expect(await faultsOf(program)).toEqual([]);
  });

  it('are wrong where they print something else', async () => {
    const program = block('ts', "import { one } from 'numbers';", 'console.log(one); // 2');
    expect(await faultsOf('# Title', program)).toEqual(['5: printed was: 1']);
  });

  it('are wrong where nothing says what they print', async () => {
    const program = block('ts', "import { one } from 'numbers';", 'console.log(one);');
    expect(await faultsOf(program)).toEqual(['3: no comment says what is printed, which is: 1']);
  });

  it('are wrong where something said to be printed never is', async () => {
    const program = block('ts', "import { one } from 'numbers';", 'if (one > 1) console.log(one); // 1');
    expect(await faultsOf(program)).toEqual(['3: this is never printed']);
  });

  it('may print the same line several times', async () => {
    const program = block(
      'ts',
      "import { one, two } from 'numbers';",
      'for (const n of [one, two]) console.log(n); // 1; 2',
    );
    expect(await faultsOf(program)).toEqual([]);
  });

  it('may say in a block of text all that they print', async () => {
    const program = block(
      'ts',
      "import { one, two } from 'numbers';",
      'console.log(one);',
      'console.log(two);',
    );
    expect(await faultsOf(program, block('text', '1', '2'))).toEqual([]);
    expect(await faultsOf(program, block('text', '1', '3'))).toEqual(['8: printed was\n1\n2']);
  });

  it('go on with the block before where they import nothing', async () => {
    const first = block('ts', "import { one } from 'numbers';", 'const sum = one + 1;');
    expect(await faultsOf(first, 'It goes on.', block('ts', 'console.log(sum); // 2'))).toEqual([]);
  });

  it('are wrong where they go on with nothing', async () => {
    const faults = ['2: this block begins with no import, and there is no program that it goes on with'];
    expect(await faultsOf(block('ts', 'const a = 1;'))).toEqual(faults);
  });

  it('are wrong where they throw, and where they import what nobody has', async () => {
    const throwing = block('ts', "import { one } from 'numbers';", "if (one) throw new Error('broken');");
    expect(await faultsOf(throwing)).toEqual(['2: the program fails: broken']);
    const importing = block('ts', "import { a } from 'elsewhere';", 'a();');
    expect(await faultsOf(importing)).toEqual(['2: the program fails: no module elsewhere']);
  });

  it('may hold tests, which run', async () => {
    const tests = (sum: number): string =>
      block(
        'ts',
        "import { one } from 'numbers';",
        "describe('numbers', () => {",
        `  it('add up', () => void expect(one + one).toBe(${sum}));`,
        '});',
      );
    expect(await faultsOf(tests(2))).toEqual([]);
    expect(await faultsOf(tests(3))).toEqual([expect.stringContaining('2: the test "add up" fails')]);
  });

  it('run in a folder of their own, which goes', async () => {
    const before = process.cwd();
    const program = block(
      'ts',
      "import { folder } from 'paths';",
      "console.log(folder.includes('netlapse-documents-')); // true",
    );
    expect(await faultsOf(program)).toEqual([]);
    expect(process.cwd()).toBe(before);
  });

  it('have a text to type-check whose lines are those of the document', () => {
    const first = block('ts', "import { one } from 'numbers';", 'const a = one;');
    const text = document('# Title', first, 'More.', block('ts', 'a;'), 'End.');
    const [source = ''] = programsOf(text);
    const code = ["import { one } from 'numbers';", 'const a = one;', 'a;'];
    const lines = text.split('\n').map((line) => (code.includes(line) ? line : ''));
    expect(`${source.trimEnd()}\n`).toBe(`${lines.join('\n').trimEnd()}\n`);
  });

  it('are wrong where a type is', () => {
    const right = "import { createHost } from '@netlapse/core';\ncreateHost({ hostId: 'a' });\n";
    const wrong = "\nimport { createHost } from '@netlapse/core';\ncreateHost({ hostId: 1 });\n";
    expect(
      findTypeFaults(workspaceRoot, [
        { document: 'right.md', source: right },
        { document: 'wrong.md', source: wrong },
      ]),
    ).toEqual([
      { document: 'wrong.md', line: 3, why: expect.stringContaining("'number' is not assignable") },
    ]);
  });
});

describe('blocks of commands', () => {
  it('are right where they print the block of text behind them', async () => {
    expect(
      await faultsOf(block('sh', '# first', "npx netlapse echo a 'b c'"), block('text', 'a b c')),
    ).toEqual([]);
  });

  it('are wrong where they print something else', async () => {
    expect(await faultsOf(block('sh', 'npx netlapse echo a'), block('text', 'b'))).toEqual([
      '6: printed was\na',
    ]);
  });

  it('need not tell what they print', async () => {
    expect(await faultsOf(block('sh', 'npx netlapse echo a'), 'Then:', block('text', 'b'))).toEqual([]);
  });

  it('are wrong where they fail and do not say so', async () => {
    expect(await faultsOf(block('sh', 'npx netlapse oops'))).toEqual([
      '2: it ends with 2 and prints\nnetlapse: no such command\n',
    ]);
    expect(await faultsOf(block('sh', 'npx netlapse oops # exits 2'))).toEqual([]);
    expect(await faultsOf(block('sh', 'npx netlapse echo a # exits 2'))).toEqual([
      '2: it ends with 0 and prints\na\n',
    ]);
  });

  it('keep a variable for those behind them', async () => {
    expect(
      await faultsOf(
        block('sh', 'npx netlapse env', 'export NETLAPSE_LOG=a.db', 'npx netlapse env'),
        block('text', 'unset', 'a.db'),
      ),
    ).toEqual([]);
  });

  it('know the two commands of the checkout, with temporary paths made the same', async () => {
    const shown = block('text', 'log at /tmp/netlapse-demo-…/laptop.db');
    expect(await faultsOf(block('sh', 'npm start'), shown, block('sh', 'npm test'))).toEqual([]);
    expect(await faultsOf(block('sh', 'npm start'), block('text', 'log at /tmp/laptop.db'))).toHaveLength(1);
  });

  it('name scripts that are there and packages that are published', async () => {
    expect(await faultsOf(block('sh', 'npm run bench', 'npm install @netlapse/core'))).toEqual([]);
    expect(
      await faultsOf(block('sh', 'npm run brench', 'npm install --save-dev @netlapse/cor', 'npm publish')),
    ).toEqual([
      '2: there is no script brench',
      '3: no package is published as @netlapse/cor',
      '4: nothing here can check npm publish',
    ]);
  });

  it('are wrong where nothing here can check them', async () => {
    expect(await faultsOf(block('sh', 'ls', 'npx netlapse echo a | head'))).toEqual([
      '2: nothing here can check ls',
      '3: this is more than a plain command: nothing here can check it',
    ]);
  });

  it.each([
    ['a b', ['a', 'b']],
    [`a 'b c' "d e"`, ['a', 'b c', 'd e']],
    ['', []],
    ['a > b', undefined],
    ['a; b', undefined],
    ['a $B', undefined],
    ["a 'b", undefined],
  ])('%s is cut into words', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });
});

describe('blocks of JSON', () => {
  it('must be JSON', async () => {
    expect(await faultsOf(block('json', '{ "a": 1 }'))).toEqual([]);
    expect(await faultsOf(block('json', '{ a: 1 }'))).toEqual([expect.stringMatching(/^2: this is no JSON/)]);
  });

  it('are run where they are scenarios', async () => {
    expect(await faultsOf(block('json', scenario('STATUS_NOT_FOUND')))).toEqual([]);
    expect(await faultsOf(block('json', scenario('STATUS_SUCCESS')))).toEqual([
      expect.stringContaining('expected "STATUS_SUCCESS"'),
    ]);
  });
});

describe('documents', () => {
  it('can be written anew with what is printed', async () => {
    const before = document(
      block('sh', 'npx netlapse echo a'),
      block('text', 'b', 'c'),
      block('ts', "import { one } from 'numbers';", 'console.log(one);', 'console.log(one);'),
      block('text'),
      'End.',
    );
    const after = withOutputs(before, await checkDocument(before, world));
    expect(await checkDocument(after, world)).toEqual([]);
    expect(after.endsWith('```text\n1\n1\n```\n\nEnd.')).toBe(true);
  });

  it('may hold pictures', async () => {
    expect(await faultsOf(block('mermaid', 'flowchart LR'), block('text', 'a → b'))).toEqual([]);
  });

  it('are wrong where a block is of a language that nothing here can check', async () => {
    expect(await faultsOf(block('python', 'pass'), block('', 'a'))).toEqual([
      '1: nothing here can check a block of python',
      '5: nothing here can check a block of no language',
    ]);
  });

  it('are wrong where a fence is left open', async () => {
    expect(await faultsOf('```ts')).toEqual(['1: this fence is not closed']);
  });

  it('may indent a block in a list', () => {
    expect(parseBlocks('- one\n\n  ```sh\n  npm test\n    x\n  ```').blocks).toEqual([
      { language: 'sh', lines: ['npm test', '  x'], firstLine: 4, followsBlock: false },
    ]);
  });
});
