import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { functions, type FunctionName } from '@netlapse/core';

import { enumerationPageText } from './reference-enumeration-page';
import { eventPageText } from './reference-event-page';
import { functionPageText, isNotModelled, notModelledPageText } from './reference-function-page';
import { exampleHostText } from './reference-host';
import { compareWithRegistry, functionPages, notModelledPage } from './reference-pages';
import { reportPageText } from './reference-report-page';
import { statusPageText } from './reference-status-page';
import { anchorOf, code, fenced, pageText, tableLines } from './reference-text';

/** Where the reference is kept, from the top of the workspace. */
export const referenceFolder = join('docs', 'reference');

const registered = Object.keys(functions) as readonly FunctionName[];
const allPages = [...functionPages, notModelledPage];

/**
 * What is wrong with the list of declared functions, in words: a name that only one of list and registry has, and a
 * function on the wrong side of what is modelled. Empty where all is well.
 */
export const faultsOfPages = (): readonly string[] => {
  const { missing, undeclared } = compareWithRegistry(allPages, registered);
  const isLeftOut = (name: string): boolean => notModelledPage.functions.includes(name);
  return [
    ...missing.map((name) => `${name} is declared, but the registry does not have it`),
    ...undeclared.map((name) => `${name} is in the registry, but on no page of the reference`),
    ...registered
      .filter((name) => !undeclared.includes(name) && isNotModelled(name) !== isLeftOut(name))
      .map((name) => `${name} is ${isLeftOut(name) ? '' : 'not '}listed as not modelled`),
  ];
};

const kindTexts = { query: 'read', command: 'command', notify: 'registration' } as const;

const indexText = (): string => {
  const leftOut = notModelledPage.functions.length;
  const rows = allPages
    .flatMap(({ file, title, functions: names }) =>
      names.map((name) => ({
        name,
        link: file === notModelledPage.file ? `${file}.md` : `${file}.md#${anchorOf(name)}`,
        title,
        kind: file === notModelledPage.file ? '–' : kindTexts[functions[name as FunctionName].kind],
        summary: functions[name as FunctionName].summary,
      })),
    )
    .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  return pageText(
    ['# Reference'],
    [
      `This folder is written by ${code('npm run docs')} from the engine itself: its registry of functions, its catalogue of`,
      'events and its statuses. Every example was run, and its answer is the real one; a test fails where these pages',
      'and the engine differ.',
    ],
    [
      `netioapi.h and the pages beside it declare ${rows.length} functions. ${rows.length - leftOut} are done, ${leftOut} are left out,`,
      'each [with its reason](not-modelled.md).',
    ],
    [
      ...allPages.map(({ file, title, functions: names }) => `- [${title}](${file}.md) (${names.length})`),
      '- [Events](events.md): what the log of a host holds',
      '- [Reports](reports.md): what happens to a host without a call',
      '- [Statuses](statuses.md): what a call answers',
      '- [Enumerations](enumerations.md): constants and their numbers',
    ],
    ['## The host of the examples'],
    [
      'Every example runs on a host of its own that was made like this. Its functions are in scope as',
      `${code('netioapi(host)')} gives them.`,
    ],
    fenced('ts', exampleHostText()),
    ['## All functions'],
    [
      `Each takes one object of parameters and gives one of the status and the out parameters. A read may be asked as of the`,
      `past by ${code('{ asOf }')} behind its parameters; a command takes ${code('{ at, actor, commandId, correlationId, expect }')}`,
      'there. None throws for what it is given in its parameters.',
    ],
    tableLines(
      ['function', 'kind', 'page', 'what it does'],
      rows.map(({ name, link, kind, title, summary }) => [`[${name}](${link})`, kind, title, summary]),
    ),
  );
};

/** The files of the reference by name, with their texts. */
export const referenceFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ['README.md', indexText()],
    ...functionPages.map((page) => [`${page.file}.md`, functionPageText(page)] as const),
    [`${notModelledPage.file}.md`, notModelledPageText(notModelledPage)],
    ['enumerations.md', enumerationPageText()],
    ['events.md', eventPageText()],
    ['reports.md', reportPageText()],
    ['statuses.md', statusPageText()],
  ]);

/** The files of the reference as they stand in a workspace. */
export const readReference = (root: string): ReadonlyMap<string, string> => {
  const folder = join(root, referenceFolder);
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const),
  );
};

/** Writes the reference; a page that is no longer written goes. Returns the names of the files that changed. */
export const writeReference = (root: string): readonly string[] => {
  const faults = faultsOfPages();
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const folder = join(root, referenceFolder);
  mkdirSync(folder, { recursive: true });
  const standing = readReference(root);
  const files = referenceFiles();
  const gone = [...standing.keys()].filter((name) => !files.has(name));
  const changed = [...files].filter(([name, text]) => standing.get(name) !== text);
  for (const name of gone) rmSync(join(folder, name));
  for (const [name, text] of changed) writeFileSync(join(folder, name), text);
  return [...gone, ...changed.map(([name]) => name)];
};
