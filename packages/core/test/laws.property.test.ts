import { MemoryEventLog } from '@netlapse/core';

import { lawsContract } from './laws.contract';

lawsContract('the log in memory', { open: () => new MemoryEventLog(), reopen: (log) => log, rounds: 450 });
