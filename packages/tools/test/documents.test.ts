import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { anchorsOf, findLinkFaults, type Tree } from '../src/document-links';
import { documentPaths, manifests, publishedPackages, readDocument, workspaceRoot } from './documents';

const checkout: Tree = { has: (path) => existsSync(join(workspaceRoot, path)), read: readDocument };

/** A tree of two documents and a source. */
const treeOf = (texts: Readonly<Record<string, string>>): Tree => ({
  has: (path) => Object.hasOwn(texts, path) || Object.keys(texts).some((name) => name.startsWith(`${path}/`)),
  read: (path) => texts[path] ?? '',
});

describe('a link', () => {
  const faultsOf = (text: string): readonly string[] =>
    findLinkFaults(
      'docs/a.md',
      treeOf({ 'docs/a.md': text, 'docs/b.md': '# Ends\n\n## How it ends', LICENSE: '' }),
    ).map(({ line, why }) => `${line}: ${why}`);

  it('may lead to a file, a heading, or out of the checkout', () => {
    expect(
      faultsOf(
        '# A\n[b](b.md), [it](b.md#how-it-ends), [a](#a), [licence](../LICENSE), [rfc](https://a.example/)',
      ),
    ).toEqual([]);
  });

  it('must not lead to a file that is not there', () => {
    expect(faultsOf('# A\n\n[c](c.md) and [d](../../d.md)')).toEqual([
      '3: c.md leads nowhere',
      '3: ../../d.md leads nowhere',
    ]);
  });

  it('must not lead to a heading that is not there', () => {
    expect(faultsOf('# A\n[it](b.md#how-it-goes)\n[b](#b)')).toEqual([
      '2: b.md has no heading #how-it-goes',
      '3: docs/a.md has no heading #b',
    ]);
  });

  it('is none inside a block', () => {
    expect(faultsOf('```text\n[c](c.md)\n# C\n```\n')).toEqual([]);
  });

  it('finds headings as they are reached, a repeated one by its number', () => {
    expect([...anchorsOf('# One: `two`\n## MIB_A_ROW2\n## Same\n## Same\n')]).toEqual([
      'one-two',
      'mib_a_row2',
      'same',
      'same-1',
    ]);
  });
});

describe('a path set as code', () => {
  it('must be that of a file or folder', () => {
    const tree = treeOf({
      'docs/a.md': 'See `packages/a/src/b.ts`, `packages/a/` and `packages/c`.',
      'packages/a/src/b.ts': '',
    });
    expect(findLinkFaults('docs/a.md', tree)).toEqual([{ line: 1, why: 'there is no packages/c' }]);
  });
});

describe('the documents', () => {
  it.each(documentPaths)('%s leads nowhere wrong', (path) => {
    expect(findLinkFaults(path, checkout)).toEqual([]);
  });

  it('are there for every published package', () => {
    expect(publishedPackages.filter(({ folder }) => !documentPaths.includes(`${folder}/README.md`))).toEqual(
      [],
    );
  });
});

describe('docs/dependencies.md', () => {
  /** One row a dependency: its name as code, then why it is here, then what else was weighed. */
  const rows = Array.from(
    readDocument('docs/dependencies.md').matchAll(
      /^\| `(?<name>[^`]+)` \| (?<why>.+?) \| (?<weighed>.+?) \|$/gm,
    ),
    ({ groups }) => ({
      name: groups?.['name'] ?? '',
      why: groups?.['why'] ?? '',
      weighed: groups?.['weighed'] ?? '',
    }),
  );
  const declared = new Set(
    manifests.flatMap(({ dependencies, devDependencies, optionalDependencies, peerDependencies }) =>
      [dependencies, devDependencies, optionalDependencies, peerDependencies].flatMap((kind) =>
        Object.keys(kind ?? {}),
      ),
    ),
  );

  it('has a row for every dependency of every package, and for no other', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...declared].toSorted());
  });

  it('says why each is here, and what else was weighed', () => {
    expect(rows.filter(({ why, weighed }) => why.length < 10 || weighed.length < 3)).toEqual([]);
  });
});
