import { jsonLines } from './json-lines';

const rows = [{ a: 1 }, { b: 'two' }];

it('writes one array, a row a line', () => {
  const lines = [...jsonLines(rows, { json: true })];
  expect(lines).toStrictEqual(['[', '  {"a":1},', '  {"b":"two"}', ']']);
  expect(JSON.parse(lines.join('\n'))).toStrictEqual(rows);
});

it('writes an empty array for no rows', () => {
  expect(JSON.parse([...jsonLines([], { json: true })].join('\n'))).toStrictEqual([]);
});

it('writes a row a line, and nothing for none', () => {
  expect([...jsonLines(rows, { jsonl: true })]).toStrictEqual(['{"a":1}', '{"b":"two"}']);
  expect([...jsonLines([], { jsonl: true })]).toStrictEqual([]);
});
