import type { TeredoEvent } from './events';

/** Folds one event of the Teredo client into its port number; 0: none runs. */
export const evolveTeredo = (_port: number, event: TeredoEvent): number => event.data.Port;
