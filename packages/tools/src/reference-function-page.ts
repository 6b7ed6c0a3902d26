import { functions, type FunctionName, type Status } from '@netlapse/core';

import { runExample, showable, type Happening } from './reference-examples';
import { notificationOfEvent, notificationText } from './reference-notifications';
import { notifyExamples, runNotifyExample } from './reference-notify-examples';
import type { FunctionPage } from './reference-pages';
import { structureSection, type StructureUse } from './reference-structures';
import { meaningOfParameter } from './reference-parameters';
import { anchorOf, code, fenced, packedText, pageText, tableLines, wrapped } from './reference-text';

type Definition = (typeof functions)[FunctionName];
type Parameter = Definition['parameters'][number];

/** The parts of a definition that the pages show, whatever its kind. */
interface Shown {
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly statuses: readonly Status[];
  readonly checks?: ReadonlyArray<readonly [check: string, status: Status]>;
  readonly events?: readonly string[];
  readonly example?: Readonly<Record<string, unknown>>;
  readonly callbackParameters?: readonly string[];
}

/** The definition of a function, with the members that only some kinds have. */
export const definitionOf = (name: FunctionName): Shown => functions[name];

/** Reads as a sentence whether or not it was written as one. */
const asSentence = (text: string): string => {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(start) ? start : `${start}.`;
};

const statusLink = (status: Status): string => `[${status}](statuses.md#${anchorOf(status)})`;

const meaningOf = (parameter: Parameter): string => {
  const { row, initialize } = parameter;
  const meaning = meaningOfParameter(parameter);
  const sentences = [
    ...(meaning === undefined ? [] : [asSentence(meaning)]),
    ...(row === undefined ? [] : [`Members: [${row.name}](#${anchorOf(row.name)}).`]),
    ...(initialize === undefined ? [] : [`${initialize} fills one to start from.`]),
  ];
  return sentences.join(' ');
};

const parameterLines = ({ parameters }: Shown): readonly string[] =>
  parameters.length === 0
    ? ['It takes no parameters.']
    : tableLines(
        ['parameter', 'direction', 'type', 'meaning'],
        parameters.map((parameter) => [
          code(parameter.name),
          parameter.direction,
          code(parameter.type),
          meaningOf(parameter),
        ]),
      );

const statusLines = ({ statuses }: Shown): readonly string[] => [
  statuses.length === 0 ? 'It returns no status.' : `It returns ${statuses.map(statusLink).join(', ')}.`,
];

const checkLines = ({ checks = [] }: Shown): readonly string[] =>
  checks.length === 0
    ? []
    : [
        'Checked in this order, the first that fits decides:',
        '',
        ...tableLines(
          ['', 'where', 'status'],
          checks.map(([check, status], index) => [`${index + 1}`, check, status]),
        ),
      ];

const eventLines = ({ events = [] }: Shown): readonly string[] =>
  events.length === 0
    ? []
    : [
        'Events of its own table (others may follow from them in the same append):',
        '',
        ...tableLines(
          ['event', 'notification'],
          events.map((event) => [
            `[${event}](events.md#${anchorOf(event)})`,
            notificationText(notificationOfEvent[event as keyof typeof notificationOfEvent]),
          ]),
        ),
      ];

const notifiedText = (notifications: readonly string[]): string => {
  const [first = '–'] = notifications;
  return notifications.length > 1 ? `${first}, ${notifications.length} times` : first;
};

/** What happened, event by event, and what it gave to those who had registered. */
export const happeningLines = (happened: readonly Happening[]): readonly string[] =>
  tableLines(
    ['appended', 'row', 'notified'],
    happened.map(({ type, key, notifications }) => [
      `[${type}](events.md#${anchorOf(type)})`,
      key === '' ? 'the host' : code(key),
      notifiedText(notifications.map(notificationText)),
    ]),
  );

const answerLines = (answer: object): readonly string[] =>
  fenced('json', packedText(showable(answer), 'json'));

const exampleLines = (name: FunctionName, { example, callbackParameters }: Shown): readonly string[] => {
  const notifyExample = notifyExamples[name];
  if (notifyExample !== undefined) {
    const { lines, answer, received } = runNotifyExample(name, notifyExample);
    return [
      'Example:',
      '',
      ...fenced('ts', lines.join('\n')),
      '',
      'It answers:',
      '',
      ...answerLines(answer),
      '',
      ...(received.length === 0
        ? ['Nothing reaches the callback any more.']
        : [
            `The callback gets ${(callbackParameters ?? []).join(', ')}, call by call:`,
            '',
            ...fenced('text', received.join('\n')),
          ]),
    ];
  }
  if (example === undefined) throw new Error(`${name} has no example`);
  const { lines, answer, happened } = runExample(name, example);
  return [
    'Example:',
    '',
    ...fenced('ts', lines.join('\n')),
    '',
    'It answers:',
    '',
    ...answerLines(answer),
    ...(happened.length === 0 ? [] : ['', ...happeningLines(happened)]),
  ];
};

/** Everything about one function. */
export const functionSection = (name: FunctionName): readonly string[] => {
  const definition = definitionOf(name);
  const parts = [
    [`## ${name}`],
    [definition.summary],
    parameterLines(definition),
    statusLines(definition),
    checkLines(definition),
    eventLines(definition),
    exampleLines(name, definition),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
};

/** A page about a family of functions, with the structures that they take at its end. */
export const functionPageText = ({ title, intro, functions: names }: FunctionPage): string => {
  const registered = names as readonly FunctionName[];
  const uses: StructureUse[] = registered.flatMap((name) =>
    definitionOf(name).parameters.flatMap(({ row }) => (row === undefined ? [] : [{ usedBy: name, row }])),
  );
  const contents = registered.map((name) => `- [${name}](#${anchorOf(name)}): ${definitionOf(name).summary}`);
  return pageText(
    [`# ${title}`],
    wrapped(intro),
    ['Every example begins on [the same host](README.md#the-host-of-the-examples).'],
    contents,
    ...registered.map(functionSection),
    ...structureSection(uses),
  );
};

/** Why a function is left out: what it says when it is called, or what its summary says behind the colon. */
const reasonOf = (name: FunctionName): string => {
  const { summary, example = {} } = definitionOf(name);
  const { why } = runExample(name, example).answer;
  return why ?? summary.slice(summary.indexOf(': ') + 2).replace(/\.$/, '');
};

/** TRUE for a function that does nothing but answer that it is not supported, or nothing at all. */
export const isNotModelled = (name: FunctionName): boolean => {
  const { statuses, parameters, example = {} } = definitionOf(name);
  if (statuses.length === 1) return statuses[0] === 'STATUS_NOT_SUPPORTED';
  if (statuses.length > 0 || parameters.length > 0 || notifyExamples[name] !== undefined) return false;
  return Object.keys(runExample(name, example).answer).every((member) => member === 'status');
};

/** The functions that are left out, each with the reason and the answer that it gives. */
export const notModelledRows = (names: readonly FunctionName[]): ReadonlyArray<readonly string[]> =>
  names.map((name) => {
    const { statuses } = definitionOf(name);
    return [
      code(name),
      statuses.length === 0 ? 'nothing' : statuses.map(statusLink).join(', '),
      reasonOf(name),
    ];
  });

/** The page of the functions that are there by name only. */
export const notModelledPageText = ({ title, intro, functions: names }: FunctionPage): string =>
  pageText(
    [`# ${title}`],
    wrapped(intro),
    tableLines(['function', 'answers', 'because'], notModelledRows(names as readonly FunctionName[])),
  );
