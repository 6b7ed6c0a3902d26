import { dirname, join, normalize } from 'node:path';

import { anchorOf } from './reference-text';

/** What is wrong with a link or a path of a document, and where. */
export interface LinkFault {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
}

/** The tree that links lead into. */
export interface Tree {
  /** TRUE for a file or folder that is there; paths from the top, with '/'. */
  readonly has: (path: string) => boolean;
  /** The text of a document that is there. */
  readonly read: (path: string) => string;
}

/** Lines outside fenced blocks, each with its number. */
const proseLines = (text: string): ReadonlyArray<readonly [line: number, text: string]> => {
  let isInside = false;
  return text.split('\n').flatMap((line, index) => {
    const isFence = /^ *```/.test(line);
    if (isFence) isInside = !isInside;
    return isFence || isInside ? [] : [[index + 1, line] as const];
  });
};

/** The fragments that the headings of a document can be reached by; a repeated heading gets a number behind it. */
export const anchorsOf = (text: string): ReadonlySet<string> => {
  const anchors = new Set<string>();
  for (const [, line] of proseLines(text)) {
    const heading = /^#{1,6} (?<heading>.*)$/.exec(line)?.groups?.['heading'];
    if (heading === undefined) continue;
    const anchor = anchorOf(heading);
    let numbered = anchor;
    for (let count = 1; anchors.has(numbered); count += 1) numbered = `${anchor}-${count}`;
    anchors.add(numbered);
  }
  return anchors;
};

const link = /(?<!`)\[[^\]]*\]\((?<target>[^)\s]+)\)/g;
const outside = /^[a-z]+:/;

const faultOfTarget = (path: string, target: string, tree: Tree): string | undefined => {
  const [file = '', fragment] = target.split('#');
  const reached = file === '' ? path : normalize(join(dirname(path), file)).replaceAll('\\', '/');
  if (reached.startsWith('..') || !tree.has(reached)) return `${target} leads nowhere`;
  if (fragment === undefined || anchorsOf(tree.read(reached)).has(fragment)) return undefined;
  return `${file === '' ? path : file} has no heading #${fragment}`;
};

/** A path set as code, of a file or folder of this checkout. */
const codePath = /`(?<path>(?:packages|docs|scenarios)\/[^`\s*{}]+)`/g;

/** Links within the checkout that lead nowhere, and paths set as code that name nothing. */
export const findLinkFaults = (path: string, tree: Tree): readonly LinkFault[] =>
  proseLines(tree.read(path)).flatMap(([line, text]) => {
    const targets = Array.from(text.matchAll(link), ({ groups }) => groups?.['target'] ?? '');
    const named = Array.from(text.matchAll(codePath), ({ groups }) => groups?.['path'] ?? '');
    return [
      ...targets.filter((target) => !outside.test(target)).map((target) => faultOfTarget(path, target, tree)),
      ...named.filter((name) => !tree.has(name.replace(/\/$/, ''))).map((name) => `there is no ${name}`),
    ]
      .filter((why) => why !== undefined)
      .map((why) => ({ line, why }));
  });
