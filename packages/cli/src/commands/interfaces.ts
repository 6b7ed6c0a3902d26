import type { InterfaceRow, Netioapi } from '@netlapse/core';
import type { Command } from 'commander';

import type { Context } from '../context';
import { plainText } from '../render/plain-text';
import { shortName } from '../render/short-name';
import { addTableCommand, type TableOptions } from './table-command';

type Entry = NonNullable<ReturnType<Netioapi['GetIfTable2']>['Table']>[number];

const linkText = ({
  AdminStatus,
  MediaConnectState,
}: Pick<InterfaceRow, 'AdminStatus' | 'MediaConnectState'>): string =>
  AdminStatus === 'NET_IF_ADMIN_STATUS_UP' ? shortName(MediaConnectState) : `set ${shortName(AdminStatus)}`;

/** `netlapse interfaces`: GetIfTable2 as of any moment; `ip link`. */
export const addInterfaces = (program: Command, context: Context): void =>
  addTableCommand<Entry, TableOptions>(program, context, {
    name: 'interfaces',
    summary: 'list the interfaces as of any moment',
    description: 'Lists the interfaces as of a moment, as GetIfTable2 gives them (MIB_IF_ROW2).',
    examples: [
      { command: 'netlapse interfaces --log laptop.db', shows: 'the interfaces at the end of the log' },
      {
        command: 'netlapse interfaces --log laptop.db --at -5s --json',
        shows: 'whole rows, five seconds earlier',
      },
    ],
    nouns: ['interface', 'interfaces'],
    hasFamilies: false,
    get: ({ api, asOf }) => api.GetIfTable2({}, { asOf }),
    columns: (_, paint) => [
      { title: 'Index', text: ({ InterfaceIndex }) => String(InterfaceIndex), align: 'right' },
      { title: 'Alias', text: ({ Alias }) => plainText(Alias), paint: paint.accent },
      { title: 'Type', text: ({ Type }) => shortName(Type) },
      {
        title: 'Link',
        text: linkText,
        paint: (text, { MediaConnectState }) =>
          MediaConnectState === 'MediaConnectStateConnected' ? paint.good(text) : paint.warning(text),
      },
      { title: 'Status', text: ({ OperStatus }) => shortName(OperStatus) },
      { title: 'MTU', text: ({ Mtu }) => String(Mtu), align: 'right' },
      { title: 'Physical address', text: ({ PhysicalAddress }) => PhysicalAddress },
      {
        title: 'Description',
        text: ({ Alias, Description }) => (Description === Alias ? '' : plainText(Description)),
      },
    ],
  });
