import { PowerShellError, type Place } from './powershell-error';

/** A property bag as ConvertTo-Json writes it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An object, and where it stands. */
export interface FoundObject extends Place {
  readonly object: JsonObject;
}

/** Whether an object tells of something itself, or only holds others. */
export type IsBag = (object: JsonObject) => boolean;

/**
 * The objects of a text: one, several in an array, several outputs of ConvertTo-Json one behind the other, and lists
 * that an object holds by name, as `@{ routes = Get-NetRoute } | ConvertTo-Json -Depth 4` makes them.
 *
 * @throws PowerShellError naming what is no JSON, or no object
 */
export const objectsIn = (text: string, file: string, isHolder: IsBag): readonly FoundObject[] => {
  const found: FoundObject[] = [];
  const take = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(take);
    else if (isObject(value) && isHolder(value)) Object.values(value).forEach(takeHeld);
    else if (isObject(value)) found.push({ file, index: found.length + 1, object: value });
    else if (value !== null) throw notAnObject(value, file, found.length + 1);
  };
  /** Beside a list PowerShell writes how long it is. */
  const takeHeld = (value: unknown): void => {
    if (typeof value !== 'number') take(value);
  };
  for (const document of documentsIn(text)) take(parsed(document, file));
  return found;
};

const notAnObject = (value: unknown, file: string, index: number): PowerShellError => {
  const isCut = typeof value === 'string' && /^MSFT_|^@\{/.test(value);
  return new PowerShellError(
    file,
    index,
    undefined,
    isCut
      ? 'ConvertTo-Json has made a text of it, for it lies too deep: write it anew with -Depth 4'
      : `${shown(value)} is no object`,
  );
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value in an error, not longer than a line. */
export const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

interface Document {
  readonly text: string;
  /** Lines before it. */
  readonly line: number;
}

/** The documents of a text, one behind the other. What does not end, or is none, is one up to the end of the text. */
function* documentsIn(text: string): Generator<Document, void, undefined> {
  let [start, depth, line, lineOfStart] = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') line++;
    else if (character === '"') at = endOfText(text, at);
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) {
      yield { text: text.slice(start, at + 1), line: lineOfStart };
      [start, lineOfStart] = [at + 1, line];
    }
  }
  const rest = text.slice(start);
  if (rest.trim() !== '') yield { text: rest, line: lineOfStart };
}

/** Where the quote is that ends the text whose first quote is at `start`; the end where it is not there. */
const endOfText = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at++;
  }
  return text.length;
};

const parsed = ({ line, text }: Document, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PowerShellError(
      file,
      undefined,
      undefined,
      `what begins in line ${line + 1 + leadingLines(text)} is no JSON, or is cut short: ${why}`,
      { cause: error },
    );
  }
};

const leadingLines = (text: string): number => (/^\s*/.exec(text)?.[0] ?? '').split('\n').length - 1;
