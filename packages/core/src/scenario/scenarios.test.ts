import { MemoryEventLog } from '../log';
import { scenariosContract } from './scenarios.contract';

scenariosContract('the log in memory', () => new MemoryEventLog());
