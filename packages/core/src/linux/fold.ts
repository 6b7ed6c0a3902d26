import type { FoldContext } from '../codec';
import type { LinuxEvent } from './events';
import type { LinuxTable } from './table';

/** Folds one event of a mirrored Linux host. Total: it checks nothing, reads no clock and never fails. */
export const evolveLinux = (table: LinuxTable, event: LinuxEvent, { seq }: FoldContext): LinuxTable => {
  switch (event.type) {
    case 'LinuxObjectReported':
      return table.withReported(event.data, seq);
    case 'LinuxObjectWithdrawn':
      return table.without(event.data);
  }
};
