'use strict';

/**
 * Packs every public package and uses the tarballs as a user would: installed by npm and by pnpm into projects of their own,
 * type-checked as strictly as users do, with the tests of the example, and with the programs of the README. publint and
 * attw look at each tarball.
 *
 *   node packages/tools/packed.js [--keep]
 *
 * --keep leaves the projects where they are, and says where.
 */

const { spawn } = require('node:child_process');
const {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const { ensureBuilt, ensureInstalled, workspaceRoot } = require('./workspace');

const isKept = process.argv.includes('--keep');
const example = join(workspaceRoot, 'examples', 'vpn-client');
const bin = join(__dirname, 'node_modules', '.bin');

/** What runs at the moment: when one fails, there is no use in waiting for the others. */
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command; what it prints is kept, and shown when it fails.
 *
 * @param {string} what in words, for whoever reads that it failed
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @returns {Promise<string>} what it printed
 */
const run = (what, command, args, cwd) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(command, args, { cwd, env, shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    running.add(child);
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else reject(new Error(`${what}: \`${command} ${args.join(' ')}\` ended with ${code}\n${output}`));
    });
  });

const manager = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')).packageManager;

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The public packages: folder and manifest. */
const publicPackages = () =>
  readdirSync(join(workspaceRoot, 'packages'))
    .map((name) => join(workspaceRoot, 'packages', name))
    .map((folder) => ({ folder, manifest: readJson(join(folder, 'package.json')) }))
    .filter(({ manifest }) => manifest.private !== true);

/**
 * Packs a package.
 *
 * @param {{ readonly folder: string, readonly manifest: { readonly name: string, readonly exports: object } }} of
 * @param {string} to
 */
const pack = async ({ folder, manifest }, to) => {
  const output = await run(
    `packing ${manifest.name}`,
    'npx',
    ['--yes', manager, 'pack', '--pack-destination', to, '--json'],
    folder,
  );
  const { filename } = JSON.parse(output.slice(output.indexOf('{')));
  return { name: manifest.name, tarball: filename, hasTypes: Object.hasOwn(manifest.exports, '.') };
};

/**
 * What the linters of packages say of a tarball.
 *
 * @param {{ readonly name: string, readonly tarball: string, readonly hasTypes: boolean }} packed
 */
const lint = async ({ name, tarball, hasTypes }) => {
  await run(`publint of ${name}`, join(bin, 'publint'), ['run', tarball, '--strict'], workspaceRoot);
  // The command line offers nothing to import. Resolution as of TypeScript's node10 knows no subpaths: nobody is to use it.
  if (hasTypes)
    await run(
      `attw of ${name}`,
      join(bin, 'attw'),
      [tarball, '--profile', 'node16', '--format', 'ascii', '--no-emoji'],
      workspaceRoot,
    );
};

/** The programs of the README, each a test: what declares no test is one by itself. */
const readmePrograms = () => {
  require('esbuild-register/dist/node').register({ target: 'node20' });
  const { programsOf } = require('./src/code-blocks.ts');
  return programsOf(readFileSync(join(workspaceRoot, 'README.md'), 'utf8')).map(
    (/** @type {string} */ source) => {
      const text = source.trimStart();
      return /\b(?:test|it|scenarioTests)\(/.test(text) ? text : `${text}\ntest('runs', () => undefined);\n`;
    },
  );
};

/**
 * Makes a project: the example with the tarballs in place of the published packages.
 *
 * @param {string} folder
 * @param {ReadonlyArray<{ readonly name: string, readonly tarball: string }>} tarballs
 */
const makeProject = (folder, tarballs) => {
  mkdirSync(folder, { recursive: true });
  cpSync(example, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const manifest = readJson(join(folder, 'package.json'));
  const files = Object.fromEntries(tarballs.map(({ name, tarball }) => [name, `file:${tarball}`]));
  for (const kind of ['dependencies', 'devDependencies'])
    for (const name of Object.keys(manifest[kind]))
      if (files[name] !== undefined) manifest[kind][name] = files[name];
  // What a package says of the others is their version, which no registry has yet.
  const whole = { ...manifest, devDependencies: { ...manifest.devDependencies, ...files }, dependencies: {} };
  whole.dependencies = Object.fromEntries(
    Object.entries(manifest.dependencies).filter(([name]) => files[name] === undefined),
  );
  whole.pnpm = { overrides: files };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(whole, undefined, 2));
  const programs = join(folder, 'test', 'readme');
  mkdirSync(programs);
  for (const [index, text] of readmePrograms().entries())
    writeFileSync(join(programs, `${index + 1}.test.ts`), text);
  const { compilerOptions, include } = readJson(join(folder, 'tsconfig.json'));
  const bundler = { ...compilerOptions, module: 'esnext', moduleResolution: 'bundler' };
  writeFileSync(join(folder, 'tsconfig.bundler.json'), JSON.stringify({ compilerOptions: bundler, include }));
};

/** A live Linux host is there without a script of koffi's having run; who may not listen is told so in words. */
const liveProgram = `
const { LinuxLiveHost, LiveHostUnavailable } = require('@netlapse/host-linux');
const { createHost, repeatLive } = require('@netlapse/core');
try {
  const live = new LinuxLiveHost();
  const host = createHost({ mirror: 'linux', now: Date.now() });
  repeatLive(host, live);
  setTimeout(() => {
    console.log(host.state.interfaces.inOrderOfIndex().map(({ Alias }) => Alias).join(' '));
    live.close();
  }, 1000);
} catch (error) {
  if (!(error instanceof LiveHostUnavailable)) throw error;
  console.log('unavailable: ' + error.message);
}
`;

/**
 * Everything that a user does in a project with the packages installed.
 *
 * @param {string} by
 * @param {string} folder
 */
const use = async (by, folder) => {
  const node = process.execPath;
  const tsc = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
  const jest = join(folder, 'node_modules', 'jest', 'bin', 'jest.js');
  await Promise.all([
    run(`types with node16, installed by ${by}`, node, [tsc, '-p', 'tsconfig.json'], folder),
    run(`types with bundler, installed by ${by}`, node, [tsc, '-p', 'tsconfig.bundler.json'], folder),
  ]);
  const tests = await run(`tests installed by ${by}`, node, [jest, '--ci', '--silent'], folder);
  const shown = await run(`netlapse installed by ${by}`, 'npx', ['--no-install', 'netlapse', 'demo'], folder);
  if (!shown.includes('Which way went 8.8.8.8'))
    throw new Error(`netlapse demo, installed by ${by}: ${shown}`);
  writeFileSync(join(folder, 'live.js'), liveProgram);
  const live =
    process.platform === 'linux'
      ? await run(`a live host, installed by ${by}`, node, ['live.js'], folder)
      : '';
  const counted = /^Tests:.*$/m.exec(tests)?.[0] ?? 'no test was counted';
  process.stdout.write(`installed by ${by}: ${counted}${live === '' ? '' : `; live: ${live.trim()}`}\n`);
};

const packages = async (/** @type {string} */ folder) => {
  const tarballs = join(folder, 'tarballs');
  mkdirSync(tarballs);
  const packed = await Promise.all(publicPackages().map((each) => pack(each, tarballs)));
  process.stdout.write(`packed: ${packed.map(({ name }) => name).join(', ')}\n`);
  const [npm, pnpm] = [join(folder, 'npm'), join(folder, 'pnpm')];
  for (const project of [npm, pnpm]) makeProject(project, packed);
  const linted = Promise.all(packed.map(lint));
  await Promise.all([
    linted,
    run('npm install', 'npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], npm),
    run(
      'pnpm install',
      'npx',
      ['--yes', manager, 'install', '--prefer-offline', '--no-frozen-lockfile'],
      pnpm,
    ),
  ]);
  process.stdout.write('publint and attw have nothing to say\n');
  await use('npm', npm);
  await use('pnpm', pnpm);
};

const main = async () => {
  ensureInstalled();
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'netlapse-packed-'));
  try {
    await packages(folder);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    for (const child of running) child.kill();
  } finally {
    if (isKept) process.stdout.write(`kept: ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  }
};

void main();
