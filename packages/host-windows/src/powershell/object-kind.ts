import { isObject, type JsonObject } from './documents';

/** Which cmdlet an object is of. */
export type ObjectKind = (typeof objectKinds)[number];
export const objectKinds = ['adapter', 'ipInterface', 'address', 'route', 'neighbor'] as const;

/** How errors and counts call them. */
export const cmdletOf: Readonly<Record<ObjectKind, string>> = {
  adapter: 'Get-NetAdapter',
  ipInterface: 'Get-NetIPInterface',
  address: 'Get-NetIPAddress',
  route: 'Get-NetRoute',
  neighbor: 'Get-NetNeighbor',
};

const kindOfClass: ReadonlyMap<string, ObjectKind> = new Map([
  ['msft_netadapter', 'adapter'],
  ['msft_netipinterface', 'ipInterface'],
  ['msft_netipaddress', 'address'],
  ['msft_netroute', 'route'],
  ['msft_netneighbor', 'neighbor'],
]);

/** What an object tells of itself: the cmdlet; a class that has no counterpart here; or nothing that is known. */
export type Told =
  | { readonly kind: ObjectKind }
  | { readonly kind: 'other'; readonly className: string }
  | { readonly kind: 'unknown' };

type Has = (...names: readonly string[]) => boolean;

/** By which properties the objects of each cmdlet are known where Select-Object has dropped their class. */
const marks: ReadonlyArray<readonly [ObjectKind, (any: Has) => boolean]> = [
  ['route', (any) => any('destinationprefix')],
  [
    'neighbor',
    (any) => any('ipaddress') && any('linklayeraddress', 'state') && !any('prefixlength', 'prefixorigin'),
  ],
  [
    'address',
    (any) =>
      any('ipaddress', 'ipv4address', 'ipv6address') &&
      any('prefixlength', 'prefixorigin', 'suffixorigin', 'addressstate', 'skipassource', 'validlifetime'),
  ],
  [
    'ipInterface',
    (any) =>
      any('addressfamily') &&
      any('nlmtu', 'nlmtubytes', 'interfacemetric', 'connectionstate', 'dhcp', 'forwarding') &&
      !any('ipaddress', 'nexthop'),
  ],
  [
    'adapter',
    (any) =>
      !any('addressfamily', 'netprofile', 'netipv4interface') &&
      (any('macaddress', 'netluid', 'permanentaddress', 'linkspeed', 'mtusize') ||
        any('mediaconnectionstate', 'mediaconnectstate', 'ifoperstatus', 'interfaceoperationalstatus') ||
        (any('name') && any('interfacedescription'))),
  ],
];

const memberOf = (object: JsonObject, name: string): unknown => {
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : object[key];
};

/** `ROOT/StandardCimv2:MSFT_NetRoute`, or the object of which that is the text. */
const classOf = (object: JsonObject): string | undefined => {
  const written = memberOf(object, 'cimclass') ?? undefined;
  const name = isObject(written) ? memberOf(written, 'cimclassname') : written;
  const own = typeof name === 'string' ? name.split(':').pop() : memberOf(object, 'creationclassname');
  return typeof own === 'string' && own !== '' ? own : undefined;
};

/** The cmdlet that an object is of, by its class, without one by its properties. */
export const kindOfObject = (object: JsonObject): Told => {
  const className = classOf(object);
  if (className !== undefined) {
    const kind = kindOfClass.get(className.toLowerCase());
    if (kind !== undefined) return { kind };
    if (/^(?:MSFT|CIM|Win32)_/i.test(className)) return { kind: 'other', className };
  }
  const names = new Set(Object.keys(object).map((name) => name.toLowerCase()));
  const any: Has = (...wanted) => wanted.some((name) => names.has(name));
  const found = marks.find(([, isMarked]) => isMarked(any));
  return { kind: found?.[0] ?? 'unknown' };
};

/** Whether an object only holds lists of others by name. */
export const isHolder = (object: JsonObject): boolean => {
  if (kindOfObject(object).kind !== 'unknown') return false;
  const values = Object.values(object);
  const isHeld = (value: unknown): boolean =>
    Array.isArray(value)
      ? value.every((item) => isObject(item) && kindOfObject(item).kind !== 'unknown')
      : isObject(value) && (kindOfObject(value).kind !== 'unknown' || isHolder(value));
  return (
    values.some(isHeld) && values.every((value) => typeof value !== 'string' || value.startsWith('MSFT_'))
  );
};
