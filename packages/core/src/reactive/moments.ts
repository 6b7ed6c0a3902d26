import { Observable } from 'rxjs';

import type { View } from '../call';
import type { EventItem, Host, HostState } from '../engine';
import { onceWritten } from '../streams';

/**
 * A host's state and instant: the present one when it is subscribed to, then that after each append, and of these
 * only the ones with an event that matters where `matters` is given. Completes when the host closes.
 */
export const moments$ = (
  host: Host,
  name: string,
  matters?: (item: EventItem) => boolean,
): Observable<View<HostState>> =>
  new Observable((subscriber) =>
    onceWritten(host, subscriber, () => {
      const { mirrored } = host;
      const { at } = host.view();
      const first = { state: host.state, at, mirrored };
      let isOfMatter = matters === undefined;
      const handle = host.delivery.register(name, host.state.seq, {
        ...(matters === undefined ? {} : { isOfInterest: matters, onEvent: () => (isOfMatter = true) }),
        onAppend: ({ after, position }) => {
          if (!isOfMatter) return;
          isOfMatter = matters === undefined;
          subscriber.next({ state: after, at: position.at, mirrored });
        },
        onClose: () => subscriber.complete(),
      });
      // As a callback is: what the subscriber does about it is told after it, not inside it.
      host.delivery.callInitially(handle, host.clock, () => subscriber.next(first));
      return () => void host.delivery.cancel(handle);
    }),
  );
