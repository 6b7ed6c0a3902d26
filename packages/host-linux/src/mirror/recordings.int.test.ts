import { gunzipSync } from 'node:zlib';

import { canonicalJson, netioapi, openHost, stateDocument, type Host, type JsonObject } from '@netlapse/core';

import { allNaiveRows, allRows } from '../../test/naive-rows';
import { readAll, recordingFile, recordingJson } from '../../test/recordings';
import { NLM_F, type LinuxAddress, type LinuxRoute } from '../netlink';
import { importRtmon } from './import-rtmon';
import { toIpJson } from './ip-json';
import { mirrorLinux } from './mirror-linux';
import { resync } from './resync';
import { prefixOfText, routePlaceOf } from './route-identity';

type Json = Readonly<Record<string, unknown>>;

/** Whether `ip` compressed its answer, by recording. */
const recordings = {
  laptop: { file: 'laptop/laptop.rtmon', gz: '' },
  router: { file: 'router/router.rtmon.gz', gz: '.gz' },
  silent: { file: 'silent/silent.rtmon', gz: '' },
} as const;

type Name = keyof typeof recordings;

const imported = (name: Name): Host => {
  const { file } = recordings[name];
  const bytes = recordingFile(file);
  const host = mirrorLinux({ now: Date.UTC(2026, 10, 20) });
  importRtmon(host, bytes, { file });
  return host;
};

const hosts: Readonly<Record<Name, Host>> = {
  laptop: imported('laptop'),
  router: imported('router'),
  silent: imported('silent'),
};

const finalLinks = (name: Name): readonly Json[] => recordingJson(`${name}/final-link.json`);
const finalAddresses = (name: Name): readonly Json[] =>
  recordingJson<readonly (Json & { readonly addr_info: readonly Json[] })[]>(
    `${name}/final-addr.json`,
  ).flatMap(({ addr_info, ifindex }) => addr_info.map((one) => ({ ...one, ifindex })));
const finalRoutes = (name: Name): readonly Json[] => {
  const { gz } = recordings[name];
  // The dump of all tables holds the IPv6 routes once more.
  const ipv6 = recordingJson<readonly Json[]>(`${name}/final-route6.json${gz}`);
  const all = recordingJson<readonly Json[]>(`${name}/final-route.json${gz}`);
  const texts = new Set(ipv6.map((one) => JSON.stringify(one)));
  return [
    ...all.filter((one) => !texts.has(JSON.stringify(one))).map((one) => ({ ...one, family: 'inet' })),
    ...ipv6.map((one) => ({ ...one, family: 'inet6' })),
    // It prints the nexthop object once more.
  ].map(({ nh_info: _info, ...one }: Json): Json => one);
};

const own = (host: Host, kind: 'link' | 'addr' | 'route' | 'neigh'): readonly Json[] => {
  const { linux } = host.state;
  const objects = kind === 'route' ? linux.routeObjects() : linux.ofKind(kind);
  return toIpJson(kind, objects, linux, host.clock);
};
const ownAddresses = (host: Host): readonly Json[] =>
  own(host, 'addr').flatMap(({ addr_info, ifindex }) =>
    // This `ip` does not know who made an address.
    (addr_info as readonly Json[]).map(({ protocol: _protocol, ...one }): Json => ({ ...one, ifindex })),
  );
const ownRoutes = (host: Host): readonly Json[] =>
  (['inet', 'inet6'] as const).flatMap((family) => {
    const { linux } = host.state;
    const rows = Array.from(linux.routeObjects()).filter(({ object }) => object['family'] === family);
    return toIpJson('route', rows, linux, host.clock).map((one): Json => ({ ...one, family }));
  });

/** Seconds that time wears away: each is told apart, the rest of an object must be equal. */
const worn = ['expires', 'valid_life_time', 'preferred_life_time'] as const;
const textOf = (one: Json): string =>
  canonicalJson(
    Object.fromEntries(
      Object.entries(one).filter(([member]) => !(worn as readonly string[]).includes(member)),
    ) as JsonObject,
  );
const byText = (all: readonly Json[]): ReadonlyMap<string, Json> =>
  new Map(all.map((one) => [textOf(one), one]));

/** What `ip` told at the end and the mirror has not, which must be what stood before the recording began. */
const missing = (ofMirror: readonly Json[], ofHost: readonly Json[]): readonly Json[] => {
  const [mirrored, told] = [byText(ofMirror), byText(ofHost)];
  expect([mirrored.size, told.size]).toEqual([ofMirror.length, ofHost.length]);
  expect(Array.from(mirrored.keys()).filter((text) => !told.has(text))).toEqual([]);
  for (const [text, one] of mirrored)
    for (const member of worn) {
      const [a, b] = [one[member] ?? 0, told.get(text)?.[member] ?? 0] as [number, number];
      // The dump was made within two seconds of the last message.
      expect(Math.abs(a - b)).toBeLessThanOrEqual(2);
    }
  return ofHost.filter((one) => !mirrored.has(textOf(one)));
};

/** Links that stood when a recording began, by name, and all that its messages speak of, by key. */
const heardIn = (name: Name) => {
  const links = new Map<string, number>();
  const addresses = new Set<string>();
  const slots = new Set<string>();
  for (const { message } of readAll(recordingFile(recordings[name].file)).records) {
    if (message.type === 'RTM_NEWLINK' && (message.flags & NLM_F.MULTI) !== 0)
      links.set(message.body.ifname ?? '', message.body.ifindex);
    if (message.type === 'RTM_NEWADDR' || message.type === 'RTM_DELADDR')
      addresses.add(`${message.body.local}/${message.body.prefixlen} ${message.body.ifindex}`);
    if (message.type === 'RTM_NEWROUTE' || message.type === 'RTM_DELROUTE')
      slots.add(`${routePlaceOf(message.body).slot}${message.body.oif ?? ''}`);
  }
  return { links, addresses, slots };
};

describe.each(['laptop', 'router', 'silent'] as const)('the recording %s', (name) => {
  const host = hosts[name];
  const heard = heardIn(name);

  it('ends with the links of the host', () => {
    expect(own(host, 'link').map(textOf).sort()).toEqual(finalLinks(name).map(textOf).sort());
  });

  it('ends with the addresses of the host, but for those that stood before and no message speaks of', () => {
    for (const { ifindex, local, prefixlen } of missing(ownAddresses(host), finalAddresses(name))) {
      expect(Array.from(heard.links.values())).toContain(ifindex);
      expect(heard.addresses).not.toContain(`${String(local)}/${String(prefixlen)} ${String(ifindex)}`);
    }
  });

  it('ends with the routes of the host, but for those that stood before and no message speaks of', () => {
    for (const one of missing(ownRoutes(host), finalRoutes(name))) {
      const ifindex = heard.links.get(String(one['dev']));
      expect(ifindex).toBeDefined();
      expect(heard.slots).not.toContain(`${routePlaceOf(one as unknown as LinuxRoute).slot}${ifindex ?? ''}`);
    }
  });

  it('ends with the neighbors of the host', () => {
    expect(own(host, 'neigh')).toEqual(recordingJson(`${name}/final-neigh.json`));
  });

  it('has the rows that follow from the objects', () => {
    expect(allRows(host.state)).toEqual(allNaiveRows(host.state));
  });

  it('is a log that folds to the same state', () => {
    expect(stateDocument(openHost(host.log).state)).toEqual(stateDocument(host.state));
  });
});

it('ends with all that the kernel left, of which it said nothing', () => {
  const { linux } = hosts.silent.state;
  expect(missing(ownAddresses(hosts.silent), finalAddresses('silent'))).toEqual([]);
  expect(missing(ownRoutes(hosts.silent), finalRoutes('silent'))).toEqual([]);
  const nexthops = toIpJson('nexthop', linux.ofKind('nexthop'), linux, hosts.silent.clock);
  const told = recordingJson<readonly Json[]>('silent/final-nexthop.json');
  expect(nexthops.map(textOf).sort()).toEqual(told.map(textOf).sort());
});

/** An entry of `ip -j route get`. */
interface Got {
  readonly type?: string;
  readonly dev: string;
  readonly gateway?: string;
  readonly prefsrc?: string;
}

const routeGets = (name: Name): readonly Readonly<{ destination: string; got: Got | undefined }>[] => {
  const { gz } = recordings[name];
  const bytes = recordingFile(`${name}/route-get.txt${gz}`);
  return (gz === '' ? bytes : gunzipSync(bytes))
    .toString()
    .trim()
    .split('\n')
    .map((line) => {
      const [destination = '', ...rest] = line.split(' ');
      const answer = rest.join(' ');
      return { destination, got: answer.startsWith('[') ? (JSON.parse(answer) as Got[])[0] : undefined };
    });
};

/** Name of the link that bears an address of the host. */
const linkBearing = ({ state }: Host, address: string): string | undefined => {
  const [row] = state.linux.addressesHolding(address);
  return state.interfaces.byIndex(Number(row?.object['ifindex']))?.Alias;
};

describe.each(['laptop', 'router', 'silent'] as const)('lookups at the end of the recording %s', (name) => {
  const host = hosts[name];

  // Of addresses that stood before the recording only the dump at its end tells. All that is asked of the
  // recording alone stands above, and is asked before.
  beforeAll(() => {
    const objects = finalAddresses(name) as unknown as readonly LinuxAddress[];
    host.mirror({ at: host.clock, name: 'resync', params: {} }, (state) =>
      resync(state, [{ kind: 'addr', objects }], host.clock),
    );
  });

  it('answer what `ip route get` answered', () => {
    const api = netioapi(host);
    const answers = routeGets(name).map(({ destination }) => {
      const { BestRoute, BestSourceAddress, status } = api.GetBestRoute2({ DestinationAddress: destination });
      if (BestRoute === undefined) return { destination, status };
      const isOnLink = BestRoute.NextHop === '0.0.0.0' || BestRoute.NextHop === '::';
      return {
        destination,
        dev: host.state.interfaces.byIndex(BestRoute.InterfaceIndex)?.Alias,
        ...(isOnLink ? {} : { gateway: BestRoute.NextHop }),
        prefsrc: BestSourceAddress,
      };
    });
    expect(answers).toEqual(
      routeGets(name).map(({ destination, got }) =>
        got === undefined
          ? { destination, status: 'STATUS_NETWORK_UNREACHABLE' }
          : {
              destination,
              // It is told as through the loopback link; here it is on the link that bears it.
              dev: got.type === 'local' ? linkBearing(host, destination) : got.dev,
              ...(got.gateway === undefined ? {} : { gateway: got.gateway }),
              prefsrc: got.prefsrc,
            },
      ),
    );
  });

  it('of own addresses end on the link that bears them', () => {
    const locals = Array.from(host.state.linux.routeObjects()).filter(
      ({ key, object }) => object['type'] === 'local' && key.includes('/32 '),
    );
    for (const { object } of locals) {
      const { dst, oif } = object as unknown as LinuxRoute;
      const { BestRoute } = netioapi(host).GetBestRoute2({ DestinationAddress: dst });
      expect(BestRoute).toMatchObject({
        DestinationPrefix: prefixOfText(dst, 'inet'),
        InterfaceIndex: oif,
        Loopback: true,
      });
    }
    // Of those of the router no message speaks.
    expect(locals.length > 0).toBe(name !== 'router');
  });
});
