import { eventLogContract } from './event-log.contract';
import { MemoryEventLog } from './index';

eventLogContract('in memory', (options) => {
  const log = new MemoryEventLog(options);
  return { log, dispose: () => log.close() };
});
