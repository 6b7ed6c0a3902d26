import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { TestProject } from '../test/child-jest';

const recording = join(__dirname, '..', '..', 'host-linux', 'recordings', 'laptop', 'laptop.rtmon');

let project: TestProject;
beforeEach(() => {
  project = new TestProject();
});
afterEach(() => {
  project.remove();
});

const scenario = (name: string, Alias: string): string =>
  JSON.stringify({
    name,
    covers: ['GetIfEntry2'],
    why: 'An interface that is there is found.',
    host: { interfaces: [{ InterfaceIndex: 5, Alias: 'Cable' }] },
    steps: [{ call: 'GetIfEntry2', in: { Row: { InterfaceIndex: 5 } }, out: { Row: { Alias } } }],
  });

const program = (path: string): string =>
  `import { scenarioTests } from '@netlapse/jest';\nscenarioTests(${JSON.stringify(path)});\n`;

it('makes a test of each scenario file, a describe of each folder, a failure of nothing to run, and says which step fails', () => {
  project.write('net.test.ts', program('cases'));
  project.write('one.test.ts', program('cases/good.json'));
  project.write('none.test.ts', program('nowhere'));
  project.write('cases/good.json', scenario('good', 'Cable'));
  project.write('cases/deep/bad.json', scenario('bad', 'Wireless'));
  project.write('cases/deep/broken.json', '{ "name": ');
  project.write('cases/empty/readme.txt', 'no scenario');
  project.write(
    'cases/mirror.json',
    JSON.stringify({
      name: 'mirror',
      covers: ['GetBestRoute2'],
      why: 'A recording is imported.',
      steps: [
        { import: 'rtmon', file: recording },
        {
          call: 'GetBestRoute2',
          in: { DestinationAddress: '8.8.8.8' },
          out: { BestRoute: { NextHop: '10.20.0.1' } },
        },
      ],
    }),
  );
  const { exitCode, output, tests } = project.run();
  expect(tests).toEqual({
    'cases good': 'passed',
    'cases mirror': 'passed',
    'cases deep bad': 'failed',
    'cases deep broken': 'failed',
    good: 'passed',
    'nowhere has scenario files': 'failed',
  });
  expect(exitCode).toBe(1);
  expect(output).toContain('bad: step 1 (call GetIfEntry2) failed');
  expect(output).toContain('expected "Wireless"');
  expect(output).toContain(join('cases', 'deep', 'bad.json'));
});

const history = (metric: number): string => `
import { expect, test } from '@jest/globals';
import { createHost, netioapi } from '@netlapse/core';
import '@netlapse/jest';

test('a route', () => {
  const host = createHost({ now: 5, interfaces: [{ InterfaceIndex: 5, Alias: 'Cable' }] });
  const api = netioapi(host);
  const way = { InterfaceIndex: 5, DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', ValidLifetime: 60, PreferredLifetime: 60 };
  api.CreateIpForwardEntry2({ Row: { ...way, Metric: 1 } }, { actor: 'dhcp' });
  host.advance(2500);
  api.SetIpForwardEntry2({ Route: { ...way, Metric: ${metric} } });
  api.CreateIpForwardEntry2({ Row: { ...way, Metric: 1 } });
  expect(host).toMatchHistory({ tables: ['routes'] });
});
`;

it('writes the history at first, fails when it is another one, and takes it with -u', () => {
  project.write('history.test.ts', history(2));
  expect(project.run('--ci=false').tests).toEqual({ 'a route': 'passed' });
  const [file = ''] = readdirSync(join(project.folder, '__snapshots__'));
  const snapshot = (): string => readFileSync(join(project.folder, '__snapshots__', file), 'utf8');
  expect(snapshot()).toContain(`exports[\`a route: history 1\`] = \`
"+0.000s  CreateIpForwardEntry2 by dhcp  + routes 10.0.0.0/8 via 192.0.2.1 on Cable #5
+2.500s  SetIpForwardEntry2             ~ routes 10.0.0.0/8 via 192.0.2.1 on Cable #5: Metric 1 → 2, preferredUntil 60005 → 62505, validUntil 60005 → 62505
+2.500s  CreateIpForwardEntry2          ! ERROR_OBJECT_ALREADY_EXISTS"
\`;`);
  project.write('history.test.ts', history(3));
  const changed = project.run('--ci=false');
  expect(changed.tests).toEqual({ 'a route': 'failed' });
  expect(changed.output).toContain('Metric 1 → 2');
  expect(changed.output).toContain('Metric 1 → 3');
  expect(project.run('-u').tests).toEqual({ 'a route': 'passed' });
  expect(snapshot()).toContain('Metric 1 → 3');
});
