import {
  createHost,
  parseIpAddress,
  type Host,
  type HostState,
  type LiveHost,
  type LiveReport,
} from '@netlapse/core';
import { Option, type Command } from 'commander';

import { paintOf, type Context, type GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { InputError } from '../errors';
import { printLines } from '../io';
import { ExecQueue } from '../live/exec-queue';
import { netnsOption, openLiveHost, receiveBufferOption, type LiveOptions } from '../live/live-options';
import type { WatchFilter } from '../live/watch-filter';
import { Watcher, type WatchedAppend } from '../live/watcher';
import { PassingLog } from '../logs/passing-log';
import { collect, countOption, interfaceOption, prefixOption, tablesOption } from '../options';
import { farAway, wayText, WaysOut } from '../questions/way-out';
import { instantText } from '../render/instant-text';
import { liveNoticeText } from '../render/live-notice-text';
import { watchLines } from '../render/watch-lines';

export interface WatchOptions extends GlobalOptions, LiveOptions {
  readonly table?: readonly string[];
  readonly interface?: string;
  readonly prefix?: string;
  readonly to?: readonly string[];
  readonly exec?: string;
  readonly count?: string;
  readonly json?: true;
}

const filterOf = ({ interface: name, prefix, table }: WatchOptions): WatchFilter => {
  const tables = tablesOption(table);
  return {
    tables: tables === undefined ? undefined : new Set(tables),
    interface: name,
    prefix: prefix === undefined ? undefined : prefixOption(prefix, '--prefix'),
  };
};

const addressesOf = ({ to }: WatchOptions) =>
  to?.map((text) => {
    const address = parseIpAddress(text);
    if (address === undefined) throw new InputError(`--to ${text} is no address`);
    return address;
  }) ?? farAway;

/** Shows what is watched: as lines for people or as JSON, and to a command. */
class Display {
  #left: number;
  readonly exec: ExecQueue | undefined;

  constructor(
    private readonly context: Context,
    private readonly options: WatchOptions,
  ) {
    const { count, exec } = options;
    this.#left = count === undefined ? Number.POSITIVE_INFINITY : countOption(count, '--count');
    this.exec = exec === undefined ? undefined : new ExecQueue(exec, context.io.stderr);
  }

  /** TRUE where as many events were shown as were asked for. */
  get isDone(): boolean {
    return this.#left <= 0;
  }

  begun(host: Host): void {
    if (this.options.json === true) return;
    const { interfaces, routes, unicast } = host.state;
    const ways = addressesOf(this.options).map((to) => `way to ${to}: ${wayText(host, to)}`);
    this.#lines([
      `watching ${interfaces.size} interfaces, ${unicast.size} addresses, ${routes.size} routes`,
      ...ways,
    ]);
  }

  notice(report: LiveReport<HostState>): void {
    const text = liveNoticeText(report);
    if (text === undefined) return;
    if (this.options.json === true) this.#lines([JSON.stringify(report)]);
    else this.#lines([`${instantText(report.at)} ! ${text}`]);
  }

  append({ events, record, ways }: WatchedAppend): void {
    const shown = events.slice(0, this.#left);
    this.#left -= shown.length;
    const texts = shown.map((event) => JSON.stringify({ ...event, ways }));
    const paint = paintOf(this.context, this.options);
    this.#lines(this.options.json === true ? texts : watchLines({ events: shown, record, ways }, paint));
    for (const text of texts) this.exec?.add(text);
  }

  #lines(lines: readonly string[]): void {
    printLines(this.context.io.stdout, lines);
  }
}

/** Watches a live host until the program is asked to end, or as many events were shown as were asked for. */
export const watchLive = async (
  context: Context,
  live: LiveHost<HostState>,
  options: WatchOptions,
): Promise<void> => {
  const { io } = context;
  const display = new Display(context, options);
  const host = createHost({ log: new PassingLog(), now: io.now(), mirror: 'linux' });
  const watcher = new Watcher(host, filterOf(options), new WaysOut(addressesOf(options)));
  const take = (report: LiveReport<HostState>): void => {
    if (watcher.isBegun) display.notice(report);
    const wasBegun = watcher.isBegun;
    for (const append of watcher.take(report)) if (!display.isDone) display.append(append);
    if (!wasBegun && watcher.isBegun) display.begun(host);
  };
  let forget = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      forget = io.onStop(resolve);
      const onReports = (reports: readonly LiveReport<HostState>[]): void => {
        for (const report of reports) take(report);
        if (display.isDone) resolve();
      };
      live.start({ onReports, onFailure: reject });
    });
  } finally {
    forget();
    live.close();
    host.close();
  }
  await display.exec?.idle();
};

/** `netlapse watch`: what changes on this Linux host, as it changes. */
export const addWatch = (program: Command, context: Context): void => {
  const command = program
    .command('watch')
    .summary('show what changes on this Linux host as it changes')
    .description(
      'Shows changes of this Linux host as they come: + a row came, ~ it changed, - it went; who made the change; and what became of the way out. Nothing is written. It goes on until it is told to end (Ctrl-C).',
    )
    .addOption(
      new Option('--table <name>', 'only this table, such as routes; may be repeated').argParser(collect),
    )
    .addOption(interfaceOption('only on this interface'))
    .addOption(new Option('--prefix <prefix>', 'only routes to it or a part of it, and addresses in it'))
    .addOption(
      new Option(
        '--to <address>',
        'the way to this address is followed; may be repeated. Left out, to an address far away of each family',
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '--exec <command>',
        'run this in a shell for each event, with the event on its stdin as JSON',
      ),
    )
    .addOption(new Option('--count <count>', 'end after so many events'))
    .addOption(netnsOption())
    .addOption(receiveBufferOption())
    .addOption(new Option('--json', 'one JSON object a line: events, doubt, notices'));
  describeEnd(
    command,
    [
      { command: 'netlapse watch', shows: 'everything, and what it did to the way out' },
      { command: 'netlapse watch --table routes --prefix 10.0.0.0/8', shows: 'routes to private networks' },
      {
        command: `netlapse watch --table routes --prefix 0.0.0.0/0 --exec 'logger -t routes'`,
        shows: 'each change of a route to the system log',
      },
      { command: 'netlapse watch --interface wlan0 --json', shows: 'one interface, for a program' },
    ],
    [
      ['0', 'told to end, or as many events shown as asked for'],
      ['2', 'the question is not in order, or the kernel refused'],
    ],
  );
  command.action(() => {
    const options = command.optsWithGlobals<WatchOptions>();
    context.ongoing = watchLive(context, openLiveHost(options), options);
  });
};
