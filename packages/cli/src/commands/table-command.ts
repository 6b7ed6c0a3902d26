import type { AddressFamily, Host, InterfaceRow, Netioapi, Position } from '@netlapse/core';
import { netioapi } from '@netlapse/core';
import type { Command, Option } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection, type Example } from '../describe-command';
import { InputError } from '../errors';
import { positionAt } from '../input/instants';
import { printLines } from '../io';
import { withHost, type LogReadOptions } from '../logs/open-log';
import {
  archiveOption,
  atOption,
  familyOf,
  familyOption,
  interfaceOption,
  jsonlOption,
  jsonOption,
  keyFileOption,
  logOption,
  type JsonOptions,
} from '../options';
import { findInterfaceIn } from '../questions/find-interface';
import { instantText } from '../render/instant-text';
import { InterfaceNames } from '../render/interface-names';
import { jsonLines } from '../render/json-lines';
import type { Paint } from '../render/paint';
import { tableLines, type Column } from '../render/table-lines';

/** The options of every command that lists a table. */
export interface TableOptions extends LogReadOptions, JsonOptions {
  readonly at?: string;
  readonly interface?: string;
  readonly family?: '4' | '6';
}

/** What rows are asked for, and how to ask. */
export interface Asked {
  readonly api: Netioapi;
  readonly asOf: Position;
  readonly Family: AddressFamily | 'AF_UNSPEC';
}

/** What a Get call of a table answers. */
interface TableAnswer<Row> {
  readonly status: string;
  readonly why?: string;
  readonly Table?: readonly Row[] | null;
}

/** A command that lists one table as its Get call gives it. */
export interface TableCommand<Row, Options extends TableOptions> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly Example[];
  /** One row, and several. */
  readonly nouns: readonly [one: string, many: string];
  readonly hasFamilies: boolean;
  /** Options of this command alone. */
  readonly options?: readonly Option[];
  readonly get: (asked: Asked, options: Options) => TableAnswer<Row>;
  /** Which rows its own options leave; made once, so that a wrong option is refused before the log is read. */
  readonly filter?: (options: Options) => (row: Row) => boolean;
  readonly columns: (names: InterfaceNames, paint: Paint) => ReadonlyArray<Column<Row>>;
}

/** Every row of these tables names its interface. */
interface OnInterface {
  readonly InterfaceLuid: string;
}

const rowsOf = <Row>(answer: TableAnswer<Row>): readonly Row[] => {
  if (answer.status === 'STATUS_SUCCESS') return answer.Table ?? [];
  if (answer.status === 'STATUS_NOT_FOUND') return [];
  throw new InputError(answer.why ?? answer.status);
};

const footer = (count: number, [one, many]: readonly [string, string], { at, seq }: Position): string =>
  `${count === 0 ? 'no' : count.toLocaleString('en-GB')} ${count === 1 ? one : many} at ${instantText(at)} (event ${seq})`;

const run = <Row extends OnInterface, Options extends TableOptions>(
  definition: TableCommand<Row, Options>,
  context: Context,
  options: Options,
): void => {
  const passes = definition.filter?.(options) ?? (() => true);
  withHost(context, options, (host: Host) => {
    const asOf = positionAt(host.timeline, options.at);
    const state = host.timeline.stateAt(asOf.seq);
    const only: InterfaceRow | undefined =
      options.interface === undefined ? undefined : findInterfaceIn(state, options.interface);
    const asked: Asked = { api: netioapi(host), asOf, Family: familyOf(options.family) ?? 'AF_UNSPEC' };
    const rows = rowsOf(definition.get(asked, options)).filter(
      (row) => (only === undefined || row.InterfaceLuid === only.InterfaceLuid) && passes(row),
    );
    const { stdout } = context.io;
    if (options.json === true || options.jsonl === true) {
      printLines(stdout, jsonLines(rows, options));
      return;
    }
    const paint = paintOf(context, options);
    if (rows.length > 0)
      printLines(stdout, tableLines(definition.columns(new InterfaceNames(state), paint), rows, paint));
    printLines(stdout, [paint.faint(footer(rows.length, definition.nouns, asOf))]);
  });
};

/** Adds a command that lists one table. */
export const addTableCommand = <Row extends OnInterface, Options extends TableOptions>(
  program: Command,
  context: Context,
  definition: TableCommand<Row, Options>,
): void => {
  const command = program
    .command(definition.name)
    .summary(definition.summary)
    .description(definition.description)
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(atOption())
    .addOption(interfaceOption('only what is on this interface'));
  if (definition.hasFamilies) command.addOption(familyOption());
  for (const option of definition.options ?? []) command.addOption(option);
  command.addOption(jsonOption()).addOption(jsonlOption());
  describeEnd(
    command,
    definition.examples,
    [
      ['0', 'listed, also where nothing is there to list'],
      ['2', 'the question or the log is not in order'],
    ],
    [whenSection],
  );
  command.action(() => run(definition, context, command.optsWithGlobals<Options>()));
};
