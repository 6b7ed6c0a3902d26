import type { JsonOptions } from '../options';

/** Rows as JSON: with `jsonl` one a line, else one array, a row a line in it as well. */
export function* jsonLines(rows: Iterable<unknown>, { jsonl }: JsonOptions): IterableIterator<string> {
  if (jsonl === true) {
    for (const row of rows) yield JSON.stringify(row);
    return;
  }
  let previous: string | undefined;
  yield '[';
  for (const row of rows) {
    if (previous !== undefined) yield `${previous},`;
    previous = `  ${JSON.stringify(row)}`;
  }
  if (previous !== undefined) yield previous;
  yield ']';
}
