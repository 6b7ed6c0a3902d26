import { either } from 'fp-ts';

import { inputRow, report, ushortInput, type CommandView } from '../call';
import type { TeredoEvent } from './events';
import type { TeredoReads } from './get';

/** What the host may report of its Teredo client. */
export const teredoReports = {
  'teredo-port': report({
    name: 'teredo-port',
    summary:
      'The Teredo client runs on this port now; 0: it stopped. Ignored on a computer without an IPv6 stack.',
    input: inputRow<{ readonly Port: number }>('report of the Teredo port', { Port: ushortInput }),
    decide: (_view: CommandView<TeredoReads>, { Port }) =>
      either.right([
        ({ state: { stacks, teredoPort } }: CommandView<TeredoReads>): readonly TeredoEvent[] =>
          !stacks.includes('AF_INET6') || Port === teredoPort
            ? []
            : [{ type: 'TeredoPortChanged', data: { Port } }],
      ]),
  }),
} as const;
