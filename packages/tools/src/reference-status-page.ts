import {
  functions,
  ntstatusOf,
  statuses,
  win32NameOf,
  win32Of,
  type FunctionName,
  type Status,
} from '@netlapse/core';

import { functionPages, notModelledPage } from './reference-pages';
import { anchorOf, code, pageText, tableLines } from './reference-text';

const hex = (ntstatus: number): string => `0x${ntstatus.toString(16).toUpperCase().padStart(8, '0')}`;

const names = Object.keys(statuses) as readonly Status[];

const linkTo = (name: string): string => {
  const page = functionPages.find(({ functions: listed }) => listed.includes(name));
  return page === undefined ? name : `[${name}](${page.file}.md#${anchorOf(name)})`;
};

const modelled = (Object.keys(functions) as FunctionName[]).filter(
  (name) => functions[name].statuses.length > 0 && !notModelledPage.functions.includes(name),
);

const returns = (name: FunctionName, status: Status): boolean => functions[name].statuses.includes(status);

/** Which functions return a status: named, or, where nearly all do, told by those that do not. */
const returningText = (status: Status): string => {
  const returning = modelled.filter((name) => returns(name, status));
  const others = modelled.filter((name) => !returns(name, status));
  if (returning.length === 0)
    return 'No function of the model returns it; a program that embeds the model may.';
  if (returning.length <= others.length) return `Returned by ${returning.map(linkTo).join(', ')}.`;
  const all = 'Returned by every function that returns a status';
  return others.length === 0 ? `${all}.` : `${all}, except ${others.map(linkTo).join(', ')}.`;
};

const returnedBy = (status: Status): readonly string[] => [
  `### ${status}`,
  '',
  statuses[status].message,
  '',
  returningText(status),
];

/** The page of the statuses. */
export const statusPageText = (): string =>
  pageText(
    ['# Statuses'],
    [
      'A call answers with the name of a status. STATUS_SUCCESS is the one success; ERROR_IO_PENDING says that the',
      'request stands and is answered later. Every other name is a refusal: nothing has changed, except where',
      '[ResolveIpNetEntry2](neighbors.md#resolveipnetentry2) begins a resolution that does not end at once.',
    ],
    [
      '`ntstatusOf`, `win32Of`, `win32NameOf` and `formatMessage` of `@netlapse/core` give the columns below;',
      '`statusOfNtstatus` and `statusOfWin32` read numbers back, also some that only live hosts report.',
    ],
    tableLines(
      ['status', 'NTSTATUS', 'Win32', 'Win32 name', 'message'],
      names.map((status) => [
        `[${status}](#${anchorOf(status)})`,
        code(hex(ntstatusOf(status))),
        String(win32Of(status)),
        win32NameOf(status),
        statuses[status].message,
      ]),
    ),
    ['## Which function returns it'],
    [
      'The functions that are [not modelled](not-modelled.md) are left out below: they return STATUS_NOT_SUPPORTED only.',
    ],
    ...names.map(returnedBy),
  );
