import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isInstalled, isNodeRecent } from '../workspace';

describe('the Node that is needed', () => {
  it.each([
    ['18.20.8', false],
    ['20.9.0', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
  ])('%s: %s', (version, isRecent) => {
    expect(isNodeRecent(version)).toBe(isRecent);
  });
});

describe('an installation', () => {
  let root: string;

  const writeLockfile = (text: string): void => writeFileSync(join(root, 'pnpm-lock.yaml'), text);
  const writeInstalled = (text: string): void => {
    mkdirSync(join(root, 'node_modules', '.pnpm'), { recursive: true });
    writeFileSync(join(root, 'node_modules', '.pnpm', 'lock.yaml'), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'netlapse-workspace-'));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('is missing where there is no node_modules', () => {
    writeLockfile('a: 1\n');
    expect(isInstalled(root)).toBe(false);
  });

  it('is missing where it was cut off before its end', () => {
    writeLockfile('a: 1\n');
    mkdirSync(join(root, 'node_modules', '.pnpm'), { recursive: true });
    expect(isInstalled(root)).toBe(false);
  });

  it('is out of date when the lockfile asks for something else', () => {
    writeInstalled('a: 1\n');
    writeLockfile('a: 2\n');
    expect(isInstalled(root)).toBe(false);
  });

  it.each([
    ['as pnpm wrote it', 'a: 1\nb: 2\n'],
    ['with the line ends of Windows', 'a: 1\r\nb: 2\r\n'],
  ])('is complete when it was made from this lockfile, %s', (_, lockfile) => {
    writeInstalled('a: 1\nb: 2\n');
    writeLockfile(lockfile);
    expect(isInstalled(root)).toBe(true);
  });
});
