import { Observable } from 'rxjs';

import type { View } from '../call';
import type { Host } from '../engine';
import type { HostState } from '../state';
import type { Interest } from '../interests';
import { onceWritten } from '../streams';

/**
 * A host's state and instant: the present one when it is subscribed to, then that after each append that holds an event
 * of `interests`; where these are left out, after every append. Completes when the host closes.
 */
export const moments$ = (
  host: Host,
  name: string,
  interests?: readonly Interest[],
): Observable<View<HostState>> =>
  new Observable((subscriber) =>
    onceWritten(host, subscriber, () => {
      const { mirrored } = host;
      const { at } = host.view();
      const first = { state: host.state, at, mirrored };
      const handle = host.delivery.register(name, {
        interests,
        onAppend: ({ after, position }) => subscriber.next({ state: after, at: position.at, mirrored }),
        onClose: () => subscriber.complete(),
      });
      // As a callback is: what the subscriber does about it is told after it, not inside it.
      host.delivery.callInitially(handle, host.clock, () => subscriber.next(first));
      return () => void host.delivery.cancel(handle);
    }),
  );
