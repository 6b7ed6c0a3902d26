import type { Output } from '../io';
import { paintFor } from './paint';

const output = (isTerminal: boolean): Output => ({ isTerminal, columns: 80, write: () => undefined });

it('colours what goes to a terminal', () => {
  expect(paintFor(output(true), {}, true).bad('no')).toBe('\u001b[31mno\u001b[39m');
  expect(paintFor(output(true), { NO_COLOR: '' }, true).title('yes')).toBe('\u001b[1myes\u001b[22m');
});

it.each([
  ['a pipe', output(false), {}, true],
  ['NO_COLOR', output(true), { NO_COLOR: '1' }, true],
  ['a dumb terminal', output(true), { TERM: 'dumb' }, true],
  ['--no-color', output(true), {}, false],
])('colours nothing with %s', (_, to, env, wanted) => {
  const { title, faint, good, bad, warning, accent } = paintFor(to, env, wanted);
  for (const brush of [title, faint, good, bad, warning, accent]) expect(brush('text')).toBe('text');
});

it('puts no colour around nothing', () => {
  expect(paintFor(output(true), {}, true).good('')).toBe('');
});
