import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';

import { buildSync, type BuildOptions, type BuildResult } from 'esbuild';

/**
 * The most that an app that calls, registers and follows may have to load of core, bytes, minified and gzipped;
 * measured: 108,416.
 */
const APP_GZIPPED_MAX = 110_000;
/**
 * The most that all of core may weigh, with history, plans, searches, compaction and live hosts, of which nobody takes
 * all; measured: 140,165.
 */
const GZIPPED_MAX = 142_000;
/** The most that one who reads prefixes alone may have to load, bytes, minified; measured: 11,771. */
const PREFIXES_MAX = 13_000;

const bundle = (options: BuildOptions): BuildResult<{ write: false; metafile: true }> =>
  buildSync({
    entryPoints: [join(__dirname, '..', 'src', 'index.ts')],
    bundle: true,
    platform: 'browser',
    minify: true,
    target: 'es2022',
    logLevel: 'silent',
    ...options,
    metafile: true,
    write: false,
  });

/** A bundle of what is taken from core by name. */
const bundleOf = (names: string): BuildResult<{ write: false; metafile: true }> =>
  bundle({
    entryPoints: [],
    stdin: {
      contents: `export { ${names} } from './index.ts';`,
      resolveDir: join(__dirname, '..', 'src'),
      loader: 'ts',
    },
    format: 'esm',
  });

/** What is in a bundle, in all one file. */
const textOf = ({ outputFiles: [file] }: BuildResult<{ write: false }>): string => {
  if (file === undefined) throw new Error('nothing was bundled');
  return file.text;
};

/** Bytes of each package in a bundle, and of each folder of core, the largest first. */
const sharesOf = ({ metafile }: BuildResult<{ metafile: true }>): readonly string[] => {
  const shares = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name =
        /(?:.*\/node_modules\/((?:@[^/]+\/)?[^/]+)|.*\/src\/([^/]+))/.exec(file)?.slice(1).join('') ?? file;
      shares.set(name, (shares.get(name) ?? 0) + bytesInOutput);
    }
  return [...shares].sort(([, a], [, b]) => b - a).map(([name, bytes]) => `${name} ${bytes}`);
};

describe('the core in a browser', () => {
  it('needs no module of Node: it is bundled as it is', () => {
    const { errors, warnings, metafile } = bundle({ format: 'esm' });
    expect([...errors, ...warnings]).toEqual([]);
    expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  });

  it('weighs no more than it is meant to', () => {
    const built = bundle({ format: 'esm' });
    const text = textOf(built);
    const gzipped = gzipSync(text, { level: 9 }).length;
    process.stdout.write(
      `@netlapse/core for the browser: ${text.length} bytes minified, ${gzipped} gzipped\n` +
        `  of these: ${sharesOf(built).slice(0, 8).join(', ')}\n`,
    );
    expect(gzipped).toBeLessThanOrEqual(GZIPPED_MAX);
  });

  it('weighs for an app no more than calls, registrations and streams need', () => {
    const app = textOf(bundleOf('createHost, netioapi, hardware, changes$, bestRoute$'));
    const gzipped = gzipSync(app, { level: 9 }).length;
    process.stdout.write(`an app's share of it: ${app.length} bytes minified, ${gzipped} gzipped\n`);
    expect(gzipped).toBeLessThanOrEqual(APP_GZIPPED_MAX);
  });

  it('leaves out what is not used', () => {
    expect(textOf(bundleOf('parsePrefix, isInPrefix')).length).toBeLessThanOrEqual(PREFIXES_MAX);
  });

  it('runs with nothing but the language: no process, no Buffer, no require, no timer, no console', () => {
    const context = createContext(Object.create(null) as object);
    // V8 itself brings a console.
    runInContext('delete globalThis.console;', context);
    runInContext(textOf(bundle({ format: 'iife', globalName: 'netlapse' })), context);
    const program = `
      const { createHost, netioapi, hardware, changes$, runClock, openHost, stateHash } = netlapse;
      const host = createHost({ now: 1000, interfaces: [{ InterfaceIndex: 5 }] });
      const api = netioapi(host);
      const kinds = [];
      changes$(host).subscribe(({ kind }) => kinds.push(kind));
      const lifetimes = { ValidLifetime: 60, PreferredLifetime: 60 };
      const row = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 };
      const { status } = api.CreateIpForwardEntry2({ Row: { ...row, ...lifetimes } });
      host.advance(1500);
      const { Row } = api.GetIpForwardEntry2({ Row: row });
      host.advance(58500);
      const again = openHost(host.log);
      const isSame = stateHash(again.state) === stateHash(host.state);
      // A runtime that has no Symbol.dispose yet is given the symbol that compilers of "using" take in its place.
      host[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
      JSON.stringify({
        status,
        Age: Row.Age,
        ValidLifetime: Row.ValidLifetime,
        kinds,
        isSame,
        isClosed: host.isClosed,
        globals: ['process', 'Buffer', 'require', 'setTimeout', 'setInterval', 'console', 'queueMicrotask']
          .filter((name) => typeof globalThis[name] !== 'undefined'),
      });
    `;
    expect(JSON.parse(runInContext(program, context) as string)).toEqual({
      status: 'STATUS_SUCCESS',
      Age: 1,
      ValidLifetime: 59,
      kinds: ['added', 'removed'],
      isSame: true,
      isClosed: true,
      globals: [],
    });
  });
});
