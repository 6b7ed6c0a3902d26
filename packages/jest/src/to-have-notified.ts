import type { Host, TableName } from '@netlapse/core';
import type { MatcherContext, SyncExpectationResult } from 'expect';

import { keyText } from './event-line';
import { interfaceNames, type NameOf } from './interface-names';
import { isAsExpected } from './is-as-expected';
import type { ExpectedNotification, NotifiedOptions, NotifyName } from './matcher-types';
import { notificationsOf, type Notification } from './notifications-of';
import { membersNamed, receivedHost } from './received-host';
import { causeText, sinceText, timeLine, TIME_LINE } from './time-line';

type Expected = ExpectedNotification | readonly ExpectedNotification[];

interface MockLike {
  readonly mock: { readonly calls: ReadonlyArray<readonly unknown[]> };
}

const isMock = (value: unknown): value is MockLike =>
  typeof value === 'function' &&
  'mock' in value &&
  typeof value.mock === 'object' &&
  value.mock !== null &&
  'calls' in value.mock;

/** What a callback was called with, by the names of its parameters: what stands second tells which callback it is. */
const ofCall = ([, second, third]: readonly unknown[]): ExpectedNotification => {
  if (Array.isArray(second)) return { AddressTable: second };
  if (third === undefined) return { ConnectivityHint: second as object };
  const NotificationType = third as NonNullable<ExpectedNotification['NotificationType']>;
  return typeof second === 'number'
    ? { Port: second, NotificationType }
    : { Row: second as object | null, NotificationType };
};

const isList = (expected: Expected): expected is readonly ExpectedNotification[] => Array.isArray(expected);

const isMet = (context: MatcherContext, expected: Expected, got: readonly object[]): boolean =>
  isList(expected)
    ? expected.length === got.length &&
      expected.every((each, index) => isAsExpected(context, each, got[index]))
    : got.some((each) => isAsExpected(context, expected, each));

/** What came, as far as it was asked about, so that a difference shows nothing else. */
const comparable = (expected: readonly ExpectedNotification[], got: readonly object[]): readonly unknown[] =>
  got.map((each, index) => membersNamed(each, expected[index] ?? expected[expected.length - 1] ?? each));

const explain = (
  context: MatcherContext,
  expected: Expected,
  got: readonly object[],
  pass: boolean,
): string => {
  const { utils, expand = false } = context;
  const list = isList(expected) ? expected : [expected];
  const named = comparable(list, got);
  if (pass) return `Expected: not ${utils.printExpected(expected)}\nReceived: ${utils.printReceived(named)}`;
  if (!isList(expected))
    return `Expected: ${utils.printExpected(expected)}\nReceived: ${got.length === 0 ? 'nothing' : `${got.length}, none of them as expected`}`;
  return utils.printDiffOrStringify(expected, named, 'Expected', 'Received', expand);
};

/** The table of a row as notifications bear it: its key tells. */
const tableOfRow = (row: object): TableName => {
  if ('DestinationPrefix' in row) return 'routes';
  return 'Address' in row ? 'unicast' : 'ipInterfaces';
};

/** A notification in short: of a row the key alone says something, every other member is zero. */
const shortText = (item: ExpectedNotification, name: NameOf): string => {
  const { NotificationType, Row, ...others } = item;
  if (Row === undefined || Row === null) return JSON.stringify(item);
  const rest = Object.keys(others).length === 0 ? '' : ` ${JSON.stringify(others)}`;
  return `${NotificationType} ${keyText(tableOfRow(Row), Row as Readonly<Record<string, unknown>>, name)}${rest}`;
};

const byIndex: NameOf = (index) => `#${index}`;

const heardLines = (host: Host, by: NotifyName, heard: readonly Notification[]): string => {
  const name = interfaceNames(host);
  return [
    `${TIME_LINE} of ${by}:`,
    ...heard.map(
      ({ at, cause, item }) => `  ${sinceText(host, at)}  ${causeText(cause)}  ${shortText(item, name)}`,
    ),
    ...(heard.length === 0 ? ['  nothing was notified'] : []),
  ].join('\n');
};

/** `expect(host).toHaveNotified('NotifyRouteChange2', …)`, `expect(callback).toHaveNotified(…)`. */
export function toHaveNotified(
  this: MatcherContext,
  received: unknown,
  ...given:
    readonly [expected: Expected] | readonly [by: NotifyName, expected: Expected, options?: NotifiedOptions]
): SyncExpectationResult {
  const { utils, isNot = false } = this;
  if (isMock(received)) {
    const [expected] = given as readonly [Expected];
    const got = received.mock.calls.map(ofCall);
    const pass = isMet(this, expected, got);
    return {
      pass,
      message: () =>
        [
          utils.matcherHint('toHaveNotified', 'callback', 'expected', { isNot }),
          explain(this, expected, got, pass),
          ['Calls of it:', ...got.map((each) => `  ${shortText(each, byIndex)}`)].join('\n'),
        ].join('\n\n'),
    };
  }
  const host = receivedHost(this, 'toHaveNotified', received);
  const [by, expected, options = {}] = given as readonly [NotifyName, Expected, NotifiedOptions?];
  const heard = notificationsOf(host, by, options);
  const got = heard.map(({ item }) => item);
  const pass = isMet(this, expected, got);
  return {
    pass,
    message: () =>
      [
        utils.matcherHint('toHaveNotified', 'host', 'by, expected', { isNot }),
        explain(this, expected, got, pass),
        heardLines(host, by, heard),
        timeLine(host),
      ].join('\n\n'),
  };
}
