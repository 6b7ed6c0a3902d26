import { figureText } from './figure-text';
import type { Answer, Curve, Machine, Results } from './result';
import { cellsOf, headings } from './terminal-table';

const tableOf = (lines: readonly (readonly string[])[]): string[] => {
  const [first = []] = lines;
  const text = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [text(first), text(first.map(() => '---')), ...lines.slice(1).map(text)];
};

const machineText = ({ processor, cores, memoryGiB, system, node, peers }: Machine): string =>
  `${cores} cores of ${processor}, ${memoryGiB} GiB, ${system}, Node ${node}. Peers: ${Object.entries(peers)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.`;

/** Every row that has a target, so that nobody has to look for what is missed. */
const targetTable = (answers: readonly Answer[]): string[] =>
  tableOf([
    ['question', ...headings],
    ...answers.flatMap(({ name, rows }) =>
      rows
        .filter(({ target }) => target !== undefined)
        .map((row) => [`[${name}](#${anchorOf(name)})`, ...cellsOf(row)]),
    ),
  ]);

const anchorOf = (name: string): string => name;

const lineChart = ({ title, over, sizes, unit, series }: Curve): string[] => {
  const greatest = Math.max(...series.flatMap(({ values }) => values));
  const [scale, name] = unit === 'ns' ? [1e3, 'µs'] : unit === 'bytes' ? [2 ** 10, 'KiB'] : [1, unit];
  return [
    '```mermaid',
    'xychart-beta',
    `    title "${title}"`,
    `    x-axis "${over}" [${sizes.map((size) => `"${size.toLocaleString('en')}"`).join(', ')}]`,
    `    y-axis "${name}" 0 --> ${Number(((greatest / scale) * 1.1).toPrecision(3))}`,
    ...series.map(
      ({ values }) =>
        `    line [${values.map((value) => Number((value / scale).toPrecision(3))).join(', ')}]`,
    ),
    '```',
  ];
};

const curveBlocks = (curve: Curve): string[] => [
  '',
  `${curve.title}:`,
  '',
  ...tableOf([
    ['', ...curve.sizes.map((size) => `${size.toLocaleString('en')} ${curve.over}`)],
    ...curve.series.map(({ name, values }) => [
      name,
      ...values.map((value) => figureText(value, curve.unit)),
    ]),
  ]),
  '',
  ...lineChart(curve),
];

const section = ({ name, title, about, day, rows, curves, notes }: Answer): string[] => [
  '',
  `## ${name}`,
  '',
  `**${title}.** ${about} \`npm run bench -- ${name}\`, ${day}.`,
  ...(rows.length === 0 ? [] : ['', ...tableOf([headings, ...rows.map(cellsOf)])]),
  ...curves.flatMap(curveBlocks),
  ...notes.flatMap((note) => ['', note]),
];

/** docs/benchmarks.md: all answers, those with targets once more at its top. */
export const documentOf = ({ machine, answers }: Results): string =>
  [
    '# Measurements',
    '',
    'Written by `npm run bench -- --write`, which measures all of it again; with the name of a question behind it, that one',
    'alone. Figures are medians over rounds in which all contenders were timed in turn; a ratio is the median of what the',
    'rounds say one by one. Times of a shared machine move by two to three times between runs, ratios within one run hold.',
    '',
    machineText(machine),
    '',
    '## Targets',
    '',
    ...targetTable(answers),
    ...answers.flatMap(section),
    '',
  ].join('\n');
