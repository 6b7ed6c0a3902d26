/** A fenced block of a Markdown document. */
export interface Block {
  /** What stands behind the fence: `ts`, `sh` … */
  readonly language: string;
  /** Its lines, without the fences and without the indentation of the list that it may stand in. */
  readonly lines: readonly string[];
  /** Line of the document on which the first of them stands, counted from 1. */
  readonly firstLine: number;
  /** TRUE where nothing but empty lines stands between the block before and this one. */
  readonly followsBlock: boolean;
}

/** Something wrong with a document, and where. */
export interface Fault {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
  /** Of a block that says what is printed, and says it wrong: what it would have to say. */
  readonly output?: { readonly block: Block; readonly printed: string };
}

/** A run of blocks that are looked at together. */
export type Item =
  | {
      readonly kind: 'program';
      readonly blocks: readonly Block[];
      /** For a block, by its first line: what it prints as a whole, where that is given. */
      readonly outputs: ReadonlyMap<number, Block>;
    }
  | { readonly kind: 'commands'; readonly block: Block; readonly output: Block | undefined }
  | { readonly kind: 'json'; readonly block: Block };

const fence = /^(?<indent> *)```(?<language>[^`]*)$/;

/** The fenced blocks of a document, in order. A fence that is not closed is a fault. */
export const parseBlocks = (
  document: string,
): { readonly blocks: readonly Block[]; readonly faults: readonly Fault[] } => {
  const blocks: Block[] = [];
  const faults: Fault[] = [];
  let followsBlock = false;
  let open: { indent: number; language: string; lines: string[]; firstLine: number } | undefined;
  for (const [index, line] of document.split('\n').entries()) {
    const found = fence.exec(line)?.groups;
    if (open === undefined) {
      if (found === undefined) followsBlock &&= line.trim() === '';
      else
        open = {
          indent: found['indent']?.length ?? 0,
          language: found['language']?.trim() ?? '',
          lines: [],
          firstLine: index + 2,
        };
      continue;
    }
    if (found?.['language'] !== '') {
      open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
      continue;
    }
    const { language, lines, firstLine } = open;
    blocks.push({ language, lines, firstLine, followsBlock });
    followsBlock = true;
    open = undefined;
  }
  if (open !== undefined) faults.push({ line: open.firstLine - 1, why: 'this fence is not closed' });
  return { blocks, faults };
};

/** The languages that a document may use; what a picture shows is for people alone. */
const pictures: ReadonlySet<string> = new Set(['mermaid', 'text']);

/** The document with every block of output saying what was printed. */
export const withOutputs = (document: string, faults: readonly Fault[]): string => {
  const lines: Array<string | readonly string[]> = document.split('\n');
  for (const { output } of faults) {
    if (output === undefined) continue;
    const { firstLine, lines: old } = output.block;
    const indent = /^ */.exec(String(lines[firstLine - 2]))?.[0] ?? '';
    const replaced = output.printed.split('\n').map((line) => (line === '' ? line : `${indent}${line}`));
    for (const index of old.keys()) lines[firstLine - 1 + index] = [];
    lines[firstLine - 1] = old.length === 0 ? [...replaced, String(lines[firstLine - 1])] : replaced;
  }
  return lines.flat().join('\n');
};

const beginsProgram = ({ lines }: Block): boolean =>
  lines.find((line) => line.trim() !== '' && !line.trimStart().startsWith('//'))?.startsWith('import ') ===
  true;

interface OpenProgram {
  readonly kind: 'program';
  readonly blocks: Block[];
  readonly outputs: Map<number, Block>;
}

/**
 * Puts blocks together: a block of TypeScript that begins with an import begins a program, the next ones go on with
 * it; a block of text right behind what prints is what it prints.
 */
export const itemsOf = (
  blocks: readonly Block[],
): { readonly items: readonly Item[]; readonly faults: readonly Fault[] } => {
  const items: Item[] = [];
  const faults: Fault[] = [];
  let program: OpenProgram | undefined;
  for (const [index, block] of blocks.entries()) {
    const { language, firstLine } = block;
    const next = blocks[index + 1];
    const output = next?.language === 'text' && next.followsBlock ? next : undefined;
    if (language === 'ts') {
      if (beginsProgram(block)) {
        program = { kind: 'program', blocks: [], outputs: new Map() };
        items.push(program);
      }
      if (program === undefined) {
        faults.push({
          line: firstLine,
          why: 'this block begins with no import, and there is no program that it goes on with',
        });
        continue;
      }
      program.blocks.push(block);
      if (output !== undefined) program.outputs.set(firstLine, output);
      continue;
    }
    if (pictures.has(language)) continue;
    program = undefined;
    if (language === 'sh') items.push({ kind: 'commands', block, output });
    else if (language === 'json') items.push({ kind: 'json', block });
    else
      faults.push({
        line: firstLine - 1,
        why: `nothing here can check a block of ${language === '' ? 'no language' : language}`,
      });
  }
  return { items, faults };
};
