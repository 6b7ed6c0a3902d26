import { linuxNeighborKey, type HostState } from '@netlapse/core';

import type { LinuxDump } from '../mirror';

/**
 * Dumps without neighbors that need no resolution (NOARP) and of which no message told: the kernel makes and drops
 * those by itself and in silence, for multicast groups and links without addresses, and `ip neigh` does not show
 * them. Those of which a message told stay.
 */
export const withoutSilent = (
  dumps: readonly LinuxDump[],
  { linux }: Pick<HostState, 'linux'>,
): readonly LinuxDump[] =>
  dumps.map((dump) => {
    if (dump.kind !== 'neigh') return dump;
    const objects = dump.objects.filter(
      ({ dst, ifindex, state }) =>
        !state.includes('NOARP') ||
        linux.get({ kind: 'neigh', key: linuxNeighborKey(dst, ifindex) }) !== undefined,
    );
    return { ...dump, objects };
  });
