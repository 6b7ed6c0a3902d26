/** The widest a line of an example may be. */
const WIDTH = 108;

/** How a value is written: as JSON, or as a literal of TypeScript. */
export type Notation = 'json' | 'ts';

const isIdentifier = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

const scalarText = (value: unknown, notation: Notation): string => {
  if (typeof value !== 'string' || notation === 'json') return JSON.stringify(value) ?? 'undefined';
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
};

const keyText = (key: string, notation: Notation): string =>
  notation === 'ts' && (isIdentifier(key) || key.startsWith('...')) ? key : scalarText(key, notation);

/** Bears the text of a member whose key is written as it is, such as a spread; the value is not written. */
export const verbatim = Symbol('verbatim');

type Members = Readonly<Record<string, unknown>>;

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

const memberText = (key: string, value: unknown, text: string, notation: Notation): string =>
  value === verbatim ? key : `${keyText(key, notation)}: ${text}`;

const flatText = (value: unknown, notation: Notation): string => {
  if (!isContainer(value)) return scalarText(value, notation);
  if (Array.isArray(value)) return `[${value.map((item) => flatText(item, notation)).join(', ')}]`;
  const members = Object.entries(value as Members).map(([key, member]) =>
    memberText(key, member, flatText(member, notation), notation),
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
};

/** Puts items one after the other on lines of at most WIDTH characters; one that has lines of its own stands alone. */
const fill = (items: readonly string[], indent: string): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    const fits = line !== '' && !item.includes('\n') && line.length + item.length + 2 <= WIDTH;
    if (fits) {
      line += ` ${item},`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = `${indent}${item},`;
    if (item.includes('\n')) {
      lines.push(line);
      line = '';
    }
  }
  if (line !== '') lines.push(line);
  const last = lines.length - 1;
  return lines.map((text, index) => (index === last ? text.slice(0, -1) : text));
};

/**
 * A value in few lines: on one where it fits, otherwise as many members to a line as fit.
 *
 * @param used characters that stand before it on its first line
 */
export const packedText = (value: unknown, notation: Notation, used = 0, indent = ''): string => {
  const flat = flatText(value, notation);
  if (!isContainer(value) || used + flat.length <= WIDTH) return flat;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map((item) => packedText(item, notation, deeper.length + 1, deeper))
    : Object.entries(value as Members).map(([key, member]) => {
        const before = deeper.length + keyText(key, notation).length + 3;
        return memberText(key, member, packedText(member, notation, before, deeper), notation);
      });
  return [open, ...fill(items, deeper), `${indent}${close}`].join('\n');
};

/** Words on lines of at most WIDTH characters. */
export const wrapped = (text: string): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
};

/** A table of Markdown; a bar inside a cell is escaped. */
export const tableLines = (
  header: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
): readonly string[] => {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
};

/** A fenced block of Markdown. */
export const fenced = (language: string, text: string): readonly string[] => [
  `\`\`\`${language}`,
  text,
  '```',
];

/** Text set as code. */
export const code = (text: string): string => `\`${text}\``;

/** The fragment that a heading gets in Markdown as code hosts render it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Joins the parts of a page with one empty line between them, and ends it with a line end. */
export const pageText = (...parts: ReadonlyArray<readonly string[]>): string =>
  `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
