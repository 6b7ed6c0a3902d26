import { reports, type ReportName } from '@netlapse/core';

import { happeningLines } from './reference-function-page';
import { runReportExample } from './reference-report-examples';
import { reportMemberLines } from './reference-structures';
import { anchorOf, code, fenced, pageText, tableLines } from './reference-text';

const names = Object.keys(reports) as readonly ReportName[];

const reportSection = (name: ReportName): readonly string[] => {
  const { summary, input } = reports[name];
  const { lines, happened } = runReportExample(name);
  return [
    `## ${name}`,
    '',
    summary,
    '',
    ...reportMemberLines(input),
    '',
    'Example:',
    '',
    ...fenced('ts', lines.join('\n')),
    '',
    ...happeningLines(happened),
  ];
};

/** The page of the reports. */
export const reportPageText = (): string =>
  pageText(
    ['# Reports'],
    [
      'A report tells the model what happens to a host without a call: hardware, its links, routers, other hosts. One',
      'report is one append. A report that fits but changes nothing appends nothing; one that names what the host does',
      'not have is a mistake of whoever reports: `ReportRefused` is thrown, and nothing has changed.',
    ],
    [
      'In the examples `report` is `hardware(host)`, on [the host of the examples](README.md#the-host-of-the-examples).',
    ],
    tableLines(
      ['report', 'what happens'],
      names.map((name) => [`[${name}](#${anchorOf(name)})`, reports[name].summary]),
    ),
    [
      `In ${code('interface-arrives')} the interface is given as ${code('InterfaceDescription')} of`,
      `${code('@netlapse/core')}: InterfaceIndex is required, every other member has a default.`,
    ],
    ...names.map(reportSection),
  );
