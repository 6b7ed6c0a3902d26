import type { LinuxTable } from '@netlapse/core';

import type { LinuxDump } from '../src/mirror';

/**
 * The objects of a host as dumps of them: routes in the order of the kernel, all others in order of creation.
 */
export const dumpsOf = (linux: LinuxTable): readonly LinuxDump[] =>
  (['link', 'addr', 'route', 'neigh', 'netconf', 'nexthop', 'rule'] as const).map((kind) => {
    const rows = kind === 'route' ? Array.from(linux.routeObjects()) : linux.inOrderOfCreation();
    return { kind, objects: rows.filter((row) => row.kind === kind).map(({ object }) => object as never) };
  });
