import type { Answer, Status } from '../call';
import type { CommandOptions, Host, ReportOptions } from '../engine';
import { callByName, reportByName, type CallOptions } from './call-by-name';
import { functions, reports, type FunctionName, type ReportName } from './registry';

type ParamsOf<Definition> = Definition extends {
  readonly run: (view: never, params: infer Params) => unknown;
}
  ? Params
  : Definition extends { readonly decide: (view: never, params: infer Params) => unknown }
    ? Params
    : never;

type OutOf<Definition> = Definition extends {
  readonly run: (view: never, params: never) => Answer<infer Out>;
}
  ? Out
  : Definition extends {
        readonly decide: (
          view: never,
          params: never,
        ) => { readonly _tag: string } & (
          | { readonly _tag: 'Left' }
          | {
              readonly _tag: 'Right';
              readonly right: { readonly out?: (after: never) => Partial<infer Out> };
            }
        );
      }
    ? Out
    : object;

/** What a call gives back: its status, and its out parameters by their names where it succeeded. */
export type CallResult<Out extends object> = {
  readonly status: Status;
  /** In words, where it was refused. */
  readonly why?: string;
  /** The member at fault, where it was refused. */
  readonly member?: string;
  /** TRUE where the command id was in the log already: nothing was done again. */
  readonly repeated?: true;
} & Partial<Out>;

type OptionsOf<Definition> = Definition extends { readonly kind: 'query' }
  ? Pick<CallOptions, 'asOf'>
  : Definition extends { readonly kind: 'command' }
    ? CommandOptions
    : Readonly<Record<string, never>>;

/** The functions of netioapi.h on one host, under their own names; parameters by their documented names. */
export type Netioapi = {
  readonly [Name in FunctionName]: (
    params: ParamsOf<(typeof functions)[Name]>,
    options?: OptionsOf<(typeof functions)[Name]>,
  ) => CallResult<OutOf<(typeof functions)[Name]> & object>;
};

/**
 * The API of netioapi.h on a host.
 *
 * @example
 * const { CreateIpForwardEntry2, GetBestRoute2 } = netioapi(host);
 */
export const netioapi = (host: Host): Netioapi => {
  const bound: Partial<Record<FunctionName, unknown>> = {};
  for (const name of Object.keys(functions) as FunctionName[])
    bound[name] = (params: object, options?: CallOptions) => {
      const { out, ...outcome } = callByName(host, name, params, options);
      return { ...outcome, ...out };
    };
  return bound as Netioapi;
};

/** The reports that a host can be given, under their own names. */
export type Hardware = {
  readonly [Name in ReportName]: (members: object, options?: ReportOptions) => void;
};

/** Hardware, link and routers of a host: each function is a report that gives it a report of that name. */
export const hardware = (host: Host): Hardware => {
  const bound: Partial<Record<ReportName, unknown>> = {};
  for (const name of Object.keys(reports) as ReportName[])
    bound[name] = (members: object, options?: ReportOptions) => reportByName(host, name, members, options);
  return bound as Hardware;
};
