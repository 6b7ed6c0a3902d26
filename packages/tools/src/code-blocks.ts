import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCommands, type Shell } from './code-blocks-commands';
import { checkJson } from './code-blocks-json';
import { itemsOf, parseBlocks, type Fault, type Item } from './code-blocks-parse';
import { runProgram, sourceOf, type Program, type Surroundings } from './code-blocks-program';

/** All that the blocks of a document find around them. */
export interface World extends Surroundings, Shell {
  /** The top of the checkout, whose packages and scenarios are reached from the working folder. */
  readonly root: string;
}

/** The programs of a document, as texts whose lines are those of the document. */
export const programsOf = (document: string): readonly string[] =>
  itemsOf(parseBlocks(document).blocks)
    .items.filter((item): item is Program => item.kind === 'program')
    .map(sourceOf);

const inFolder = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
};

const checkItem = async (
  item: Item,
  folder: string,
  world: World,
  env: Record<string, string>,
): Promise<readonly Fault[]> => {
  switch (item.kind) {
    case 'program':
      return runProgram(item, world);
    case 'commands':
      return runCommands(item.block, item.output, world, env);
    case 'json':
      return checkJson(item.block, folder);
  }
};

/**
 * Runs the blocks of a document in their order, in a temporary folder from which the packages, scenarios and examples of
 * the checkout are reached as from its top. Gives what is wrong; their types are for `findTypeFaults`.
 */
export const checkDocument = async (document: string, world: World): Promise<readonly Fault[]> => {
  const { blocks, faults } = parseBlocks(document);
  const { items, faults: faultsOfOrder } = itemsOf(blocks);
  const found = [...faults, ...faultsOfOrder];
  const folder = mkdtempSync(join(tmpdir(), 'netlapse-documents-'));
  for (const name of ['packages', 'scenarios', 'examples'])
    symlinkSync(join(world.root, name), join(folder, name));
  const env: Record<string, string> = {};
  try {
    await inFolder(folder, async () => {
      for (const item of items) found.push(...(await checkItem(item, folder, world, env)));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found.toSorted((a, b) => a.line - b.line);
};

/** The scripts of the top package.json. */
export const scriptsOf = (root: string): readonly string[] => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return Object.keys(manifest.scripts);
};
