import { Command, Option } from 'commander';

import { addAddresses } from './commands/addresses';
import { addCheck } from './commands/check';
import { addCompact } from './commands/compact';
import { addDemo } from './commands/demo';
import { addDiff } from './commands/diff';
import { addExport } from './commands/export';
import { addHistory } from './commands/history';
import { addImport } from './commands/import';
import { addInterfaces } from './commands/interfaces';
import { addLeaks } from './commands/leaks';
import { addLog } from './commands/log';
import { addNeighbors } from './commands/neighbors';
import { addPlan } from './commands/plan';
import { addRecord } from './commands/record';
import { addRevert } from './commands/revert';
import { addRouteTo } from './commands/route-to';
import { addRoutes } from './commands/routes';
import { addTestFrom } from './commands/test-from';
import { addVerify } from './commands/verify';
import { addWatch } from './commands/watch';
import { addWhatIf } from './commands/what-if';
import { addWhen } from './commands/when';
import { addWhy } from './commands/why';
import type { Context } from './context';
import { UsageError } from './errors';

const HELP_WIDTH = 100;

const description = `Network state of a host as of any moment: an event log that answers the calls of netioapi.h.

A log is made by recording this Linux host, or by importing recordings (rtmon); then ask it what stood when, and why.`;

const end = `
Examples, one of each command:
  netlapse demo                                         a tour on one screen
  netlapse record --log laptop.db                       this host from now on, into a log
  netlapse watch --table routes                         changes of this host as they come
  netlapse import laptop.rtmon --log laptop.db          a recording becomes a log
  netlapse interfaces --log laptop.db --at -5s          five seconds before the end
  netlapse routes --log laptop.db --family 4            the IPv4 routes at the end
  netlapse addresses --log laptop.db --interface wlan0  those of one interface
  netlapse neighbors --log laptop.db --json             as documented rows
  netlapse route-to 8.8.8.8 --log laptop.db --history   which way, since when, why
  netlapse log --log laptop.db --table routes           every event of the routes
  netlapse history routes default --log laptop.db       what happened to one row
  netlapse why interfaces eth0 --log laptop.db          what gave its members their values
  netlapse when --to 8.8.8.8 --interface tun0 --log laptop.db  since when, until when
  netlapse diff seq:100 -0s --log laptop.db             what changed since event 100
  netlapse what-if --down tun0 --log laptop.db          what would go another way
  netlapse leaks --tunnel tun0 --log laptop.db          when packets left outside a tunnel
  netlapse plan --desired office.json --log own.db      what to do to be so; --apply does it
  netlapse revert --to -15m --log own.db                what leads back to how it was
  netlapse check --log laptop.db                        is it as it was written?
  netlapse export --log laptop.db --out laptop.nlog     as text, one record a line
  netlapse compact --log laptop.db --max-age 30d --to new.db  without what is older
  netlapse verify scenarios                             run scenario files
  netlapse test-from --log laptop.db --from -5s --out vpn.json  a regression test of it

With NETLAPSE_LOG naming a log, --log can be left out.
Colours are for terminals; NO_COLOR or --no-color turns them off.

Exit code:
  0  done
  1  the answer is no: unreachable, damaged, failed
  2  the question, a file or an option is not in order; NETLAPSE_DEBUG=1 shows where
`;

/** The command line: every command with its options; it prints through the context alone. */
export const makeProgram = (context: Context, version: string): Command => {
  const { stdout, stderr } = context.io;
  const program = new Command('netlapse')
    .description(description)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addOption(new Option('--no-color', 'no colours'))
    .addHelpText('after', end)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Errors are told in one place, by whoever runs the program.
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(stdout.columns ?? HELP_WIDTH, HELP_WIDTH),
      getErrHelpWidth: () => Math.min(stderr.columns ?? HELP_WIDTH, HELP_WIDTH),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride((error) => {
      // Without a command the help was printed; there is nothing to add.
      throw error.exitCode === 0 || error.code === 'commander.help' ? error : new UsageError(error);
    });
  addDemo(program, context);
  addRecord(program, context);
  addWatch(program, context);
  addImport(program, context);
  addInterfaces(program, context);
  addRoutes(program, context);
  addAddresses(program, context);
  addNeighbors(program, context);
  addRouteTo(program, context);
  addLog(program, context);
  addHistory(program, context);
  addWhy(program, context);
  addWhen(program, context);
  addDiff(program, context);
  addWhatIf(program, context);
  addLeaks(program, context);
  addPlan(program, context);
  addRevert(program, context);
  addCheck(program, context);
  addExport(program, context);
  addCompact(program, context);
  addVerify(program, context);
  addTestFrom(program, context);
  for (const command of program.commands)
    command.exitOverride((error) => {
      throw error.exitCode === 0 ? error : new UsageError(error, command.name());
    });
  return program;
};
