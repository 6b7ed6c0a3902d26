import { textOf, type PowerShellFile } from './decode-text';
import { objectsIn, type FoundObject } from './documents';
import { cmdletOf, isHolder, kindOfObject, objectKinds, type ObjectKind } from './object-kind';
import { faultAt, PowerShellError } from './powershell-error';
import { PropertyReader } from './property-reader';
import { readAdapter } from './read-adapter';
import { readAddress, readIpInterface, readNeighbor, readRoute } from './read-rows';
import type { ToldAdapter, ToldAddress, ToldIpInterface, ToldNeighbor, ToldRoute } from './told-rows';
import { unkept } from './unkept';
import { integer, oneOf } from './values';

/** What PowerShell wrote of one Windows host at one instant, in as many files as there are. */
export interface PowerShellExport {
  readonly files: readonly string[];
  /** Objects that were read, by cmdlet; undefined of those that are in no file. */
  readonly counts: Readonly<Partial<Record<ObjectKind, number>>>;
  /** In the order of the files. */
  readonly adapter: readonly ToldAdapter[];
  readonly ipInterface: readonly ToldIpInterface[];
  readonly address: readonly ToldAddress[];
  readonly route: readonly ToldRoute[];
  readonly neighbor: readonly ToldNeighbor[];
  /** What was found and is not kept, with the reason, and how often. */
  readonly skipped: ReadonlyMap<string, number>;
}

const readers = {
  adapter: readAdapter,
  ipInterface: readIpInterface,
  address: readAddress,
  route: readRoute,
  neighbor: readNeighbor,
} as const;

/**
 * Reads what `Get-NetAdapter`, `Get-NetIPInterface`, `Get-NetIPAddress`, `Get-NetRoute` and `Get-NetNeighbor` gave of one
 * host at one instant, each piped into `ConvertTo-Json`. What an object is its class or its properties tell, so a file
 * may hold those of one cmdlet or of several.
 *
 * @throws PowerShellError naming the file, the object and the property at fault
 */
export const readPowerShell = (files: readonly PowerShellFile[]): PowerShellExport => {
  const skipped = new Map<string, number>();
  const skip = (what: string): void => void skipped.set(what, (skipped.get(what) ?? 0) + 1);
  const rows = {
    adapter: [] as ToldAdapter[],
    ipInterface: [] as ToldIpInterface[],
    address: [] as ToldAddress[],
    route: [] as ToldRoute[],
    neighbor: [] as ToldNeighbor[],
  };
  const found = files.flatMap((file) => {
    const objects = objectsIn(textOf(file), file.name, isHolder);
    if (objects.length === 0) skip(`says nothing, for it is empty: ${file.name}`);
    return objects;
  });
  for (const one of found) {
    const kind = countedKindOf(one, skip);
    if (kind === undefined) continue;
    const reader = new PropertyReader(one);
    const why = whyLeftOut(reader);
    if (why !== undefined) {
      skip(`${why}: ${cmdletOf[kind]}`);
      continue;
    }
    (rows[kind] as unknown[]).push(readers[kind](reader));
    for (const name of reader.unread()) noteUnkept(kind, name, skip);
  }
  refuseNothing(files, found);
  const counts = objectKinds.flatMap((kind) =>
    found.some(({ object }) => kindOfObject(object).kind === kind)
      ? [[kind, rows[kind].length] as const]
      : [],
  );
  return {
    files: files.map(({ name }) => name),
    counts: Object.fromEntries(counts),
    adapter: onceEach(rows.adapter, ({ InterfaceIndex }) => `${InterfaceIndex}`, skip),
    ipInterface: onceEach(
      rows.ipInterface,
      ({ Family, InterfaceIndex }) => `${InterfaceIndex} ${Family}`,
      skip,
    ),
    // An address may stand in both tables.
    address: onceEach(
      rows.address,
      ({ Address, InterfaceIndex, isAnycast }) =>
        `${InterfaceIndex} ${Address}${isAnycast ? ' anycast' : ''}`,
      skip,
    ),
    route: onceEach(
      rows.route,
      ({ DestinationPrefix, InterfaceIndex, NextHop }) => `${InterfaceIndex} ${DestinationPrefix} ${NextHop}`,
      skip,
    ),
    neighbor: onceEach(rows.neighbor, ({ Address, InterfaceIndex }) => `${InterfaceIndex} ${Address}`, skip),
    skipped,
  };
};

type Skip = (what: string) => void;

/** The cmdlet of an object; undefined of one that has no counterpart here, which is counted. */
const countedKindOf = (found: FoundObject, skip: Skip): ObjectKind | undefined => {
  const told = kindOfObject(found.object);
  if (told.kind === 'unknown') {
    const names = Object.keys(found.object).slice(0, 6).join(', ') || 'no property';
    throw faultAt(
      found,
      undefined,
      `it has ${names}: expected is what ${Object.values(cmdletOf).join(', ')} give`,
    );
  }
  if (told.kind !== 'other') return told.kind;
  skip(`no counterpart: ${told.className}`);
  return undefined;
};

const isActive = oneOf([
  { number: 1, names: ['ActiveStore', 'Active'], value: true },
  { number: 0, names: ['PersistentStore', 'Persistent'], value: false },
]);

const compartment = integer(0, 0xffff_ffff);

/** Why an object is not of what stands in the host's own compartment; undefined where it is. */
const whyLeftOut = (reader: PropertyReader): string | undefined => {
  if (reader.read(['Store', 'PolicyStore'], isActive) === false) return 'of the persistent store';
  return (reader.read(['CompartmentId'], compartment) ?? 1) > 1 ? 'of another compartment' : undefined;
};

const noteUnkept = (kind: ObjectKind, name: string, skip: Skip): void => {
  const what = unkept(kind, name);
  if (what === 'documented') skip(`property without counterpart: ${cmdletOf[kind]}`);
  else if (what === 'unknown') skip(`property not kept: ${name}`);
};

/** Objects of one key, each once: given again the same it counts, told otherwise it is an error. */
const onceEach = <
  T extends { readonly place: FoundObject | { readonly file: string; readonly index: number } },
>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  skip: Skip,
): readonly T[] => {
  const byKey = new Map<string, T>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = byKey.get(key);
    if (before === undefined) byKey.set(key, row);
    else if (JSON.stringify({ ...before, place: 0 }) === JSON.stringify({ ...row, place: 0 }))
      skip(`given twice: ${row.place.file}`);
    else
      throw faultAt(
        row.place,
        undefined,
        `object ${before.place.index} of ${before.place.file} is of the same row, ${key}, and tells otherwise`,
      );
  }
  return Array.from(byKey.values());
};

const refuseNothing = (files: readonly PowerShellFile[], found: readonly FoundObject[]): void => {
  if (found.length > 0) return;
  const names = files.map(({ name }) => name).join(', ');
  throw new PowerShellError(names, undefined, undefined, 'there is no object in it, so nothing to import');
};
