import {
  changes$,
  functions,
  NotificationHandle,
  type EventType,
  type FunctionName,
  type Host,
} from '@netlapse/core';

import { exampleHost } from './reference-host';
import { registerForAll, type NotificationOfEvent } from './reference-notifications';
import {
  callFlat,
  callText,
  runStep,
  stepText,
  type FlatResult,
  type Params,
  type Step,
} from './reference-steps';
import { verbatim } from './reference-text';

/** An event that an example appended, and what it gave to everybody who had registered. */
export interface Happening {
  readonly type: EventType;
  /** Row key text; the empty text for what the host has but once. */
  readonly key: string;
  readonly notifications: readonly NotificationOfEvent[];
}

/** What came of an example. */
export interface ExampleRun {
  readonly lines: readonly string[];
  readonly answer: FlatResult;
  readonly happened: readonly Happening[];
}

/** Gathers what happens to a host from here on: events in order, each with the notifications that it gives. */
export const watch = (host: Host): readonly Happening[] => {
  const happened: Array<Happening & { readonly notifications: NotificationOfEvent[] }> = [];
  // This registration is the first, so an event is noted before its notifications arrive.
  changes$(host).subscribe(({ type, key }) => happened.push({ type, key, notifications: [] }));
  registerForAll(host, (notification) => happened.at(-1)?.notifications.push(notification));
  return happened;
};

/** What must be done to the example host before a function's example can show a success. */
const preparations: Readonly<Partial<Record<FunctionName, readonly Step[]>>> = {
  CreateUnicastIpAddressEntry: [
    { call: 'DeleteUnicastIpAddressEntry', params: { Row: { InterfaceIndex: 5, Address: '192.0.2.10' } } },
  ],
  CreateAnycastIpAddressEntry: [
    { call: 'DeleteAnycastIpAddressEntry', params: { Row: { InterfaceIndex: 5, Address: '2001:db8::' } } },
  ],
  CreateIpForwardEntry2: [
    {
      call: 'DeleteIpForwardEntry2',
      params: { Row: { InterfaceIndex: 5, DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' } },
    },
  ],
  CreateIpNetEntry2: [
    { call: 'DeleteIpNetEntry2', params: { Row: { InterfaceIndex: 5, Address: '192.0.2.1' } } },
  ],
};

const isRow = (value: unknown): value is Params =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The row that an Initialize function gives, where all of its members stand in the example's row. */
const initialRowOf = (initialize: string | undefined, row: Params): Params | undefined => {
  if (initialize === undefined) return undefined;
  const { Row } = callFlat(exampleHost(), initialize as FunctionName, { Row: {} });
  return isRow(Row) && Object.keys(Row).every((member) => Object.hasOwn(row, member)) ? Row : undefined;
};

/**
 * The lines of a call. A row that was filled by its Initialize function is written so, with the members that the
 * example then gave.
 */
const linesOfCall = (name: FunctionName, params: Params): readonly string[] => {
  const before: string[] = [];
  const written = Object.entries(params).map(([member, value]) => {
    const initialize = functions[name].parameters.find((parameter) => parameter.name === member)?.initialize;
    const initial = isRow(value) ? initialRowOf(initialize, value) : undefined;
    if (!isRow(value) || initial === undefined || initialize === undefined) return [member, value] as const;
    before.push(`const { Row: initialized } = ${callText(initialize, { Row: {} })}`);
    const given = Object.entries(value).filter(
      ([key, item]) => JSON.stringify(item) !== JSON.stringify(initial[key]),
    );
    return [member, { '...initialized': verbatim, ...Object.fromEntries(given) }] as const;
  });
  return [...before, callText(name, Object.fromEntries(written))];
};

/** Runs a function's own example on a fresh example host. */
export const runExample = (name: FunctionName, example: Params): ExampleRun => {
  const host = exampleHost();
  const steps = preparations[name] ?? [];
  for (const step of steps) runStep(host, step);
  const happened = watch(host);
  const answer = callFlat(host, name, example);
  return { lines: [...steps.map(stepText), ...linesOfCall(name, example)], answer, happened };
};

/** A value as a page can show it: a handle has nothing inside that a caller could use. */
export const showable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_key, item: unknown) =>
      item instanceof NotificationHandle ? '(a handle)' : item,
    ),
  ) as unknown;
