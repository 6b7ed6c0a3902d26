import { closed, defineEvent, Ushort, type EventOf } from '../codec';

/** What can become true of the host's Teredo client. */
export const teredoEvents = {
  TeredoPortChanged: defineEvent({
    v: 1,
    table: null,
    kind: 'put',
    data: closed({ Port: Ushort }, 'Teredo port'),
    meaning: 'The port of the Teredo client changed; 0: it stopped.',
  }),
} as const;
export type TeredoEvent = EventOf<typeof teredoEvents>;
