export { commandsFor, type CommandsFor, type CommandsForView, type RefusedCall } from './commands-for';
export type { PlannedCall } from './rows-to-calls';
export { NotReplayable, replay, type Replay, type ReplayedCause, type ReplayOptions } from './replay';
