import {
  callByName,
  reportByName,
  type CallResult,
  type FunctionName,
  type Host,
  type ReportName,
} from '@netlapse/core';

import { packedText } from './reference-text';

/** Parameters of a call, or members of a report. */
export type Params = Readonly<Record<string, unknown>>;

/** Something done to an example host before, or after, what an example is about. */
export type Step =
  | { readonly call: FunctionName; readonly params: Params }
  | { readonly report: ReportName; readonly members: Params }
  /** Seconds of virtual time. */
  | { readonly advance: number };

/** What `netioapi(host)` gives for a call: the status, and the out parameters beside it. */
export type FlatResult = CallResult<object> & Params;

/** Makes a call and gives the answer as callers of `netioapi` get it. */
export const callFlat = (host: Host, name: FunctionName, params: object): FlatResult => {
  const { out, ...outcome } = callByName(host, name, params);
  return { ...outcome, ...out };
};

/**
 * Does a step.
 *
 * @throws Error where a call does not succeed: an example that was prepared wrongly shows nothing
 */
export const runStep = (host: Host, step: Step): void => {
  if ('advance' in step) return host.advance(step.advance * 1000);
  if ('report' in step) return reportByName(host, step.report, step.members);
  const { status, why } = callFlat(host, step.call, step.params);
  if (status !== 'STATUS_SUCCESS')
    throw new Error(`an example cannot be prepared: ${step.call} gives ${status}, ${why ?? 'no reason'}`);
  return undefined;
};

/** A call as a reader would write it, with the functions of `netioapi(host)` in scope. */
export const callText = (name: string, params: Params): string =>
  `${name}(${packedText(params, 'ts', name.length + 3)});`;

/** A report as a reader would write it, with `report` for `hardware(host)`. */
export const reportText = (name: string, members: Params): string => {
  const start = `report['${name}'](`;
  return `${start}${packedText(members, 'ts', start.length + 2)});`;
};

/** A step as a reader would write it. */
export const stepText = (step: Step): string => {
  if ('advance' in step) return `host.advance(${step.advance} * 1000);`;
  return 'report' in step ? reportText(step.report, step.members) : callText(step.call, step.params);
};
