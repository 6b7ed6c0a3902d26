import { join } from 'node:path';

import {
  eventCatalogue,
  functions,
  reports,
  type EventType,
  type FunctionName,
  type ReportName,
} from '@netlapse/core';

import { faultsOfPages, readReference, referenceFiles, writeReference } from '../src/reference';
import { runExample, type Happening } from '../src/reference-examples';
import { definitionOf, isNotModelled } from '../src/reference-function-page';
import { notificationOfEvent } from '../src/reference-notifications';
import { notifyExamples, runNotifyExample } from '../src/reference-notify-examples';
import { compareWithRegistry, functionPages } from '../src/reference-pages';
import { meaningOfParameter } from '../src/reference-parameters';
import { runReportExample } from '../src/reference-report-examples';

const workspaceRoot = join(__dirname, '..', '..', '..');
const names = Object.keys(functions) as readonly FunctionName[];
const withExample = names.flatMap((name) => {
  const { example } = definitionOf(name);
  return example === undefined ? [] : [[name, example] as const];
});
const reportNames = Object.keys(reports) as readonly ReportName[];

describe('the pages of the reference', () => {
  if (process.env['NETLAPSE_WRITE_DOCS'] === '1') writeReference(workspaceRoot);
  const expected = referenceFiles();
  const standing = readReference(workspaceRoot);

  it('are exactly those that the engine gives', () => {
    expect([...standing.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
  });

  it.each([...expected.keys()])('%s says what the engine gives; `npm run docs` writes it', (name) => {
    expect(standing.get(name)).toBe(expected.get(name));
  });

  it('are the same when they are made again', () => {
    expect(referenceFiles()).toEqual(expected);
  });

  it('tell of every declared function, and of no other', () => {
    expect(faultsOfPages()).toEqual([]);
  });

  it('say what every parameter means', () => {
    const unexplained = functionPages
      .flatMap(({ functions: listed }) => listed as readonly FunctionName[])
      .flatMap((name) =>
        definitionOf(name)
          .parameters.filter((parameter) => meaningOfParameter(parameter) === undefined)
          .map((parameter) => `${name}.${parameter.name}`),
      );
    expect(unexplained).toEqual([]);
  });
});

describe('the checks of', () => {
  it.each(names.filter((name) => !isNotModelled(name)))('%s give the refusals that it returns', (name) => {
    const { statuses, checks = [] } = definitionOf(name);
    const given = new Set(checks.map(([, status]) => status));
    expect([...given].toSorted()).toEqual(
      statuses.filter((status) => status !== 'STATUS_SUCCESS').toSorted(),
    );
  });
});

describe('the list of declared functions', () => {
  const page = (...listed: readonly string[]) => ({ file: 'a', title: 'A', intro: '', functions: listed });

  it('must not name what the registry does not have', () => {
    expect(compareWithRegistry([page('GetA', 'GetB'), page('GetC')], ['GetA', 'GetC'])).toEqual({
      missing: ['GetB'],
      undeclared: [],
    });
  });

  it('must name all that the registry has', () => {
    expect(compareWithRegistry([page('GetA')], ['GetA', 'GetB'])).toEqual({
      missing: [],
      undeclared: ['GetB'],
    });
  });
});

describe('the example of', () => {
  it('every function there is', () => {
    expect(
      names.filter((name) => definitionOf(name).example === undefined && notifyExamples[name] === undefined),
    ).toEqual([]);
  });

  it.each(withExample)('%s succeeds, or gives the one status that the function has', (name, example) => {
    const { statuses } = definitionOf(name);
    const expected = isNotModelled(name) && statuses.length > 0 ? 'STATUS_NOT_SUPPORTED' : 'STATUS_SUCCESS';
    expect(runExample(name, example).answer.status).toBe(expected);
  });

  it.each(withExample)('%s gives only parameters that the function has', (name, example) => {
    const known = definitionOf(name).parameters.map((parameter) => parameter.name);
    expect(Object.keys(example).filter((member) => !known.includes(member))).toEqual([]);
  });

  it.each(withExample.filter(([name]) => (definitionOf(name).events ?? []).length > 0))(
    '%s appends an event that the function declares',
    (name, example) => {
      const { events = [] } = definitionOf(name);
      expect(runExample(name, example).happened.map(({ type }) => type)).toEqual(
        expect.arrayContaining([expect.stringMatching(new RegExp(`^(${events.join('|')})$`))]),
      );
    },
  );

  it.each(Object.entries(notifyExamples))('%s is registered and called', (name, example) => {
    const { answer, received } = runNotifyExample(name, example);
    expect(['STATUS_SUCCESS', 'ERROR_IO_PENDING']).toContain(answer.status);
    expect(received.length > 0).toBe(example.cancelled !== true);
  });

  it.each(reportNames)('the report %s appends something', (name) => {
    expect(runReportExample(name).happened).not.toEqual([]);
  });
});

describe('the notifications that the pages promise', () => {
  const happened: readonly Happening[] = [
    ...withExample.flatMap(([name, example]) => runExample(name, example).happened),
    ...reportNames.flatMap((name) => runReportExample(name).happened),
  ];

  it('are those that arrive, for each event of each example', () => {
    const promised = happened.map(({ type, notifications }) => {
      const promise = notificationOfEvent[type];
      // A media event gives one for each family that is bound to the interface.
      return promise === null ? [] : Array.from({ length: Math.max(1, notifications.length) }, () => promise);
    });
    expect(happened.map(({ notifications }) => notifications)).toEqual(promised);
  });

  it('are seen for every event that a host which is no mirror can append', () => {
    const seen = new Set(happened.map(({ type }) => type));
    const unseen = (Object.keys(eventCatalogue) as EventType[]).filter((type) => !seen.has(type));
    expect(unseen).toEqual(['LinuxObjectReported', 'LinuxObjectWithdrawn']);
  });
});
