import type { Status } from '../call';
import { HostClosed, type AppendItem, type Host } from '../engine';
import { readNeighborRow, resolutionStatus, type NeighborEntry, type NeighborKey } from '../neighbors';
import { callByName, type functions } from '../netioapi';
import { onAbort, type AbortSignalLike } from '../streams';

type ResolveParams = Parameters<(typeof functions)['ResolveIpNetEntry2']['decide']>[1];

/** How a resolution ended. */
export interface Resolution {
  readonly status: Status;
  /** In words, where the call itself was refused. */
  readonly why?: string;
  /** The whole row, where the status is STATUS_SUCCESS. */
  readonly Row?: NeighborEntry;
}

export interface ResolveOptions {
  /** Ends the wait when it aborts: the promise is rejected with its reason. The resolution itself goes on. */
  readonly signal?: AbortSignalLike & { readonly reason?: unknown };
}

/** The neighbor that a resolution made anew; undefined where it was undone before it was written. */
const resolvedKey = ({ cause, items }: AppendItem): NeighborKey | undefined => {
  for (const { event } of items)
    if (event.type === 'NeighborCreated' && cause.name === 'ResolveIpNetEntry2') return event.data;
  return undefined;
};

/** How a resolution stands after an append; undefined while it goes on. */
const resolutionAfter = (
  { after, position }: AppendItem,
  key: NeighborKey | undefined,
): Resolution | undefined => {
  const row = key === undefined ? undefined : after.neighbors.get(key);
  const status = resolutionStatus(row);
  if (status === undefined) return undefined;
  return status === 'STATUS_SUCCESS' && row !== undefined
    ? { status, Row: readNeighborRow(row, after, position.at) }
    : { status };
};

/**
 * ResolveIpNetEntry2 as callers know it who can wait: a promise of its outcome. It is kept when the entry leaves
 * NlnsIncomplete, with STATUS_SUCCESS and the row once a physical address is known, STATUS_BAD_NETWORK_NAME after the
 * last solicitation went unanswered, STATUS_NOT_FOUND when the entry was deleted meanwhile. Where another resolution
 * replaces the entry, this one ends as that one does. Time has to pass for it: by runClock, or by `advance`.
 *
 * The promise is rejected with HostClosed when the host closes, and with what the host throws.
 *
 * @example
 * hardware(host)['neighbor-answers']({ InterfaceIndex: 5, Address: '192.0.2.1', PhysicalAddress: '02-AA-00-00-00-01' });
 * const { status, Row } = await resolveNeighbor(host, { Row: { InterfaceIndex: 5, Address: '192.0.2.1' } });
 * [status, Row?.PhysicalAddress]; // => ['STATUS_SUCCESS', '02-AA-00-00-00-01']
 */
export const resolveNeighbor = (
  host: Host,
  params: ResolveParams,
  { signal }: ResolveOptions = {},
): Promise<Resolution> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    // Whatever is due happens now, so that the next append is that of the call below.
    host.view();
    let key: NeighborKey | undefined;
    let isFirst = true;
    const handle = host.delivery.register('resolveNeighbor', {
      onAppend: (append) => {
        if (isFirst) key = resolvedKey(append);
        isFirst = false;
        const resolution = resolutionAfter(append, key);
        if (resolution !== undefined) end(() => resolve(resolution));
      },
      onClose: () => end(() => reject(new HostClosed())),
    });
    const forgetSignal = onAbort(signal, () => end(() => reject(signal?.reason)));
    const end = (settle: () => void): void => {
      host.delivery.cancel(handle);
      forgetSignal();
      settle();
    };
    try {
      const { status, why, out } = callByName(host, 'ResolveIpNetEntry2', params, { at: host.clock });
      const goesOn = status === 'STATUS_BAD_NETWORK_NAME' && why === undefined;
      if (!goesOn) end(() => resolve({ status, ...(why === undefined ? {} : { why }), ...out }));
    } catch (error) {
      end(() => reject(error));
    }
  });
