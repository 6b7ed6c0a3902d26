import type {
  LinuxAddress,
  LinuxLink,
  LinuxNeighbor,
  LinuxNetconf,
  LinuxNexthop,
  LinuxRoute,
  LinuxRule,
} from '../src/netlink';

type Json = Record<string, unknown>;

/** Name of a link by its index. */
export type NameOf = (index: number) => string;

/** A member by another name, or none. */
const named = (name: string, value: unknown): Json => (value === undefined ? {} : { [name]: value });

/** `ip` prints null for a flag that is set. */
const nullFlags = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, value === true ? null : value]));

/** As `ip -j -d link` prints a link of this namespace, as far as that is decoded. */
export const linkJson = (link: LinuxLink, nameOf: NameOf): Json => {
  const { carrier, permaddr, proto_down, link_index, master_index, ...rest } = link;
  const beneath =
    link.link_netnsid === undefined && link_index !== undefined ? nameOf(link_index) : undefined;
  return {
    ...rest,
    ...(beneath === undefined ? named('link_index', link_index) : { link: beneath }),
    ...named('master', master_index === undefined ? undefined : nameOf(master_index)),
  };
};

/** As an entry of `addr_info` of `ip -j -d addr`; iproute2 6.1 does not know who made an address. */
export const addressJson = ({ ifindex, protocol, ...address }: LinuxAddress): Json => address;

const withDev = ({ oif, ...rest }: Json & { readonly oif?: number }, nameOf: NameOf): Json => ({
  ...rest,
  ...named('dev', oif === undefined ? undefined : nameOf(oif)),
});

/** As `ip -j -d route`, which does not print which metrics are locked, nor ECN as a number. */
export const routeJson = (
  { family, nexthops, metrics, expires_hundredths, ...route }: LinuxRoute,
  nameOf: NameOf,
): Json => {
  const [{ lock, ...values }] = metrics ?? [{}];
  return {
    ...withDev(route, nameOf),
    ...named(
      'nexthops',
      nexthops?.map((hop) => withDev(hop, nameOf)),
    ),
    ...(metrics === undefined ? {} : { metrics: [values] }),
  };
};

/** As `ip -j neigh`. */
export const neighborJson = ({ family, ifindex, ...neighbor }: LinuxNeighbor, nameOf: NameOf): Json => ({
  ...nullFlags(neighbor),
  dev: nameOf(ifindex),
});

/** As `ip -j -d rule`. */
export const ruleJson = ({ family, tun_id, ...rule }: LinuxRule): Json => ({
  ...nullFlags(rule),
  ...named('tun_id', tun_id === undefined ? undefined : Number(tun_id)),
});

/** As `ip -j -d nexthop`, which leaves out a weight of 1 beside others, and counts seconds. */
export const nexthopJson = (
  { family, group, resilient_args, ...nexthop }: LinuxNexthop,
  nameOf: NameOf,
): Json => ({
  ...nullFlags(withDev(nexthop, nameOf)),
  ...named(
    'group',
    group?.map(({ id, weight }) => (weight === 1 ? { id } : { id, weight })),
  ),
  ...named(
    'resilient_args',
    resilient_args && {
      buckets: resilient_args.buckets,
      idle_timer: (resilient_args.idle_timer_hundredths ?? 0) / 100,
      unbalanced_timer: (resilient_args.unbalanced_timer_hundredths ?? 0) / 100,
    },
  ),
});

/** As `ip -j netconf`, which knows fewer settings. */
export const netconfJson = (
  { ifindex, bc_forwarding, force_forwarding, ...netconf }: LinuxNetconf,
  nameOf: NameOf,
): Json => ({
  ...netconf,
  interface: ifindex === -1 ? 'all' : ifindex === -2 ? 'default' : nameOf(ifindex),
});
