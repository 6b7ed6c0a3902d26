import { blankOut } from './blank-out';

/** One file of the workspace. */
export interface SourceFile {
  /** From the top of the workspace, with '/'. */
  readonly path: string;
  readonly text: string;
}

/** What a rule found, and where. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
}

interface TextRule {
  readonly name: string;
  readonly why: string;
  /** The files that it looks at. */
  readonly appliesTo: (path: string) => boolean;
  readonly pattern: RegExp;
  /** What it searches; code alone where it is absent. */
  readonly within?: 'code' | 'code and strings' | 'everything';
}

/** The longest a source file may be, in lines. */
export const lineCountMax = 400;

const isSource = (path: string): boolean => /^packages\/[^/]+\/src\//.test(path);
const isTest = (path: string): boolean => /\.(test|contract)\.ts$/.test(path);
const isPure = (path: string): boolean => path.startsWith('packages/core/src/') && !isTest(path);
const everywhere = (): boolean => true;

const clock = 'core has no clock of its own: instants enter as `at`';
const chance = 'core has no chance of its own: randomness enters as a seed';
const runtime = 'core runs in Node, in a browser tab and in a worker alike';

/** Rules that one line, or a few, of one file can break. */
export const textRules: readonly TextRule[] = [
  { name: 'no-date-now', why: clock, appliesTo: isPure, pattern: /\bDate\s*\.\s*now\b/g },
  { name: 'no-new-date', why: clock, appliesTo: isPure, pattern: /\bnew\s+Date\b|(?<![.\w])Date\s*\(/g },
  { name: 'no-performance-now', why: clock, appliesTo: isPure, pattern: /\bperformance\s*\.\s*now\b/g },
  { name: 'no-math-random', why: chance, appliesTo: isPure, pattern: /\bMath\s*\.\s*random\b/g },
  {
    name: 'no-timer',
    why: 'nothing in core waits: what falls due is asked for',
    appliesTo: isPure,
    pattern: /\b(?:setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame)\b/g,
  },
  {
    name: 'no-global',
    why: runtime,
    appliesTo: isPure,
    pattern: /(?<![.\w])(?:process|globalThis|console)\s*\./g,
  },
  { name: 'no-require', why: runtime, appliesTo: isPure, pattern: /(?<![.\w])require\s*\(/g },
  {
    name: 'no-node-import',
    why: runtime,
    appliesTo: isPure,
    pattern: /['"`]node:/g,
    within: 'code and strings',
  },
  {
    name: 'no-export-star',
    why: 'an index names what others may use',
    appliesTo: isSource,
    pattern: /\bexport\s+(?:type\s+)?\*/g,
  },
  {
    name: 'no-unfinished-work',
    why: 'what is left to do belongs to the issue tracker',
    appliesTo: everywhere,
    // The brackets keep the rule from finding itself.
    pattern: /\b(?:T[O]DO|F[I]XME)\b/g,
    within: 'everything',
  },
  { name: 'no-as-any', why: 'say the type', appliesTo: everywhere, pattern: /\bas\s+any\b|<any>/g },
  {
    name: 'no-lonely-test',
    why: 'all tests run, always',
    appliesTo: everywhere,
    pattern:
      /\.(?:only|skip|todo)\s*\(|\b(?:it|test|describe)\s*\.\s*(?:only|skip|todo)\b|\b[xf](?:it|test|describe)\s*[(.]/g,
  },
];

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;

/** Lines of a text; the line end of the last one begins no other. */
const lineCountOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** What the rules find in one file, in the order of the rules. */
export const findInFile = ({ path, text }: SourceFile): readonly Finding[] => {
  const searched = {
    code: blankOut(text, 'comments, strings and patterns'),
    'code and strings': blankOut(text, 'comments'),
    everything: text,
  };
  const broken = textRules
    .filter(({ appliesTo }) => appliesTo(path))
    .flatMap(({ name, why, pattern, within = 'code' }) =>
      Array.from(searched[within].matchAll(pattern), ({ index }) => ({
        rule: name,
        path,
        line: lineAt(text, index),
        why,
      })),
    );
  const lineCount = lineCountOf(text);
  if (!isSource(path) || lineCount <= lineCountMax) return broken;
  return [...broken, { rule: 'no-long-file', path, line: lineCount, why: `at most ${lineCountMax} lines` }];
};

/** The folders of core/src that have files but no index.ts, which alone says what others may use of them. */
export const findFoldersWithoutIndex = (paths: readonly string[]): readonly Finding[] => {
  const folders = new Set(paths.flatMap((path) => /^packages\/core\/src\/[^/]+(?=\/)/.exec(path) ?? []));
  return [...folders]
    .filter((folder) => !paths.includes(`${folder}/index.ts`))
    .sort()
    .map((folder) => ({
      rule: 'folder-index',
      path: folder,
      line: 1,
      why: 'a folder of core has an index.ts',
    }));
};
