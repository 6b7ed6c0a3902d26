import {
  addressJson,
  linkJson,
  neighborJson,
  netconfJson,
  nexthopJson,
  routeJson,
  ruleJson,
} from '../../test/ip-json';
import { monitorLine, tidy } from '../../test/monitor-line';
import { readAll, recordingFile, recordingJson } from '../../test/recordings';
import type { LinuxLink, LinuxNetconf } from '../netlink';
import type { RtmonRecord } from './rtmon-reader';

type Json = Record<string, unknown>;

const laptop = readAll(recordingFile('laptop/laptop.rtmon'), 'laptop.rtmon');
const router = readAll(recordingFile('router/router.rtmon.gz'), 'router.rtmon.gz');
const policy = readAll(recordingFile('policy/policy.rtmon'), 'policy.rtmon');

const countsByType = (records: readonly RtmonRecord[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { message } of records) counts[message.type] = (counts[message.type] ?? 0) + 1;
  return counts;
};

/** Indexes and names of all links that were ever there. */
const namesIn = (records: readonly RtmonRecord[]): Map<number, string> =>
  new Map(
    records.flatMap(({ message }) =>
      message.type === 'RTM_NEWLINK' ? [[message.body.ifindex, message.body.ifname ?? ''] as const] : [],
    ),
  );

const nameIn = (records: readonly RtmonRecord[]) => {
  const names = namesIn(records);
  return (index: number): string => names.get(index) ?? `if${index}`;
};

describe('the recording of a laptop', () => {
  it('has 111 messages, each behind a time stamp', () => {
    expect(laptop.summary).toEqual({
      file: 'laptop.rtmon',
      bytes: 32_548,
      byteOrder: 'little-endian',
      messages: 111,
      timestamps: 111,
      firstAt: Date.UTC(2026, 10, 20, 23, 31, 59, 163),
      lastAt: Date.UTC(2026, 10, 20, 23, 32, 10, 500),
      cutShort: undefined,
      skipped: [{ reason: 'message type not mirrored', name: 'RTM_NEWNSID', count: 2 }],
    });
  });

  // The lines of the tool stand in pairs: a time stamp, and what came then.
  const printed = recordingFile('laptop/monitor-file.txt').toString('utf8').trimEnd().split('\n');
  const stamps = printed.filter((_, index) => index % 2 === 0);
  const lines = printed.filter((_, index) => index % 2 === 1);

  it('says line by line what `ip monitor` prints of it', () => {
    // The tool ran at the end, on the host itself, and so knew the links of then and the names of namespaces. Where a
    // link has none beneath it, it prints NONE.
    const expected = lines.map((line) =>
      tidy(
        line
          .replace(/^\[[^\]]*\] /, '')
          .replace('link-netns rtra', 'link-netnsid 0')
          .replace('@NONE', ''),
      ),
    );
    const names = new Map(
      recordingJson<Array<{ ifindex: number; ifname: string }>>('laptop/final-link.json').map((link) => [
        link.ifindex,
        link.ifname,
      ]),
    );
    const said = laptop.records.map(
      ({ message }, index) =>
        monitorLine(message, names) ?? (message.type === 'skipped' ? expected[index] : undefined),
    );
    expect(said).toEqual(expected);
    expect(expected.filter((line) => line.startsWith('nsid'))).toHaveLength(2);
  });

  it('says when each message came', () => {
    const instants = stamps.map((line) => {
      const [, time = '', microseconds = ''] = /^Timestamp: (.*) (\d+) us$/.exec(line) ?? [];
      return Date.parse(`${time} UTC`) + Math.floor(Number(microseconds) / 1000);
    });
    expect(laptop.records.map(({ at }) => at)).toEqual(instants);
  });

  it('says where each message begins', () => {
    // A time stamp of 24 bytes stands before every message.
    const offsets = laptop.records.map(({ offset }) => offset);
    expect(offsets[0]).toBe(24);
    for (const offset of offsets)
      expect(recordingFile('laptop/laptop.rtmon').readUInt16LE(offset - 20)).toBe(15);
  });

  it('ends with the links that `ip link` printed', () => {
    const links = new Map<number, LinuxLink>();
    for (const { message } of laptop.records) {
      if (message.type === 'RTM_NEWLINK' && message.family === 0)
        links.set(message.body.ifindex, message.body);
      if (message.type === 'RTM_DELLINK' && message.family === 0) links.delete(message.body.ifindex);
    }
    const said = Array.from(links.values(), (link) => linkJson(link, nameIn(laptop.records)));
    expect(said).toEqual(recordingJson<Json[]>('laptop/final-link.json'));
  });
});

describe('the recording of a router', () => {
  it('has 37,102 messages, all of which are understood', () => {
    expect(router.summary).toMatchObject({
      messages: 37_102,
      timestamps: 37_098,
      cutShort: undefined,
      skipped: [],
    });
    expect(countsByType(router.records)).toEqual({
      RTM_DELADDR: 1,
      RTM_DELNEIGH: 6,
      RTM_DELROUTE: 9088,
      RTM_NEWLINK: 7,
      RTM_NEWROUTE: 28_000,
    });
  });

  it('leads to three gateways', () => {
    const texts = new Set(
      router.records.flatMap(({ message }) =>
        'body' in message && 'gateway' in message.body ? [message.body.gateway] : [],
      ),
    );
    expect(Array.from(texts).sort()).toEqual(['100.64.0.1', '100.64.1.1', '2001:db8:a::1']);
  });
});

describe('the recording of a host with policies', () => {
  const nameOf = nameIn(policy.records);

  /** What stands at the end: announced, and not withdrawn. */
  const standing = <Body>(
    pick: (message: RtmonRecord['message']) => { key: string; body: Body | undefined } | undefined,
  ) => {
    const objects = new Map<string, Body>();
    for (const { message } of policy.records) {
      const picked = pick(message);
      if (picked?.body === undefined) objects.delete(picked?.key ?? '');
      else objects.set(picked.key, picked.body);
    }
    return Array.from(objects.values());
  };

  it('has rules as `ip rule` prints them', () => {
    const rules = policy.records.flatMap(({ message }) =>
      message.type === 'RTM_NEWRULE' ? [message.body] : [],
    );
    const isMadeByHand = ({ protocol }: Json): boolean => protocol !== 'kernel';
    expect(rules.filter(({ family }) => family === 'inet').map(ruleJson)).toEqual(
      recordingJson<Json[]>('policy/final-rule.json').filter(isMadeByHand),
    );
    expect(rules.filter(({ family }) => family === 'inet6').map(ruleJson)).toEqual(
      recordingJson<Json[]>('policy/final-rule6.json').filter(isMadeByHand),
    );
  });

  it('has nexthop objects as `ip nexthop` prints them', () => {
    const nexthops = policy.records.flatMap(({ message }) =>
      message.type === 'RTM_NEWNEXTHOP' ? [message.body] : [],
    );
    const said = nexthops.sort((a, b) => a.id - b.id).map((nexthop) => nexthopJson(nexthop, nameOf));
    const expected = recordingJson<Json[]>('policy/final-nexthop.json');
    for (const { resilient_args } of expected)
      delete (resilient_args as Json | undefined)?.['unbalanced_time'];
    expect(said).toEqual(expected);
  });

  it('has neighbors as `ip neigh` prints them', () => {
    const said = standing((message) => {
      if (message.type !== 'RTM_NEWNEIGH' && message.type !== 'RTM_DELNEIGH') return undefined;
      return { key: message.body.dst, body: message.type === 'RTM_NEWNEIGH' ? message.body : undefined };
    }).map((neighbor) => neighborJson(neighbor, nameOf));
    for (const neighbor of recordingJson<Json[]>('policy/final-neigh.json'))
      expect(said).toContainEqual(neighbor);
    // `ip neigh` does not print those that need no resolution, unless asked.
    expect(said).toContainEqual({
      dst: '2001:db8::77',
      dev: 'br0',
      lladdr: '02:00:00:00:00:01',
      router: null,
      state: ['NOARP'],
    });
  });

  it('has settings as `ip netconf` prints them', () => {
    const settings = new Map<string, LinuxNetconf>();
    for (const { message } of policy.records) {
      if (message.type !== 'RTM_NEWNETCONF') continue;
      const key = `${message.body.family} ${message.body.ifindex}`;
      settings.set(key, { ...settings.get(key), ...message.body });
    }
    const expected = recordingJson<Json[]>('policy/final-netconf.json');
    for (const setting of settings.values()) {
      const said = netconfJson(setting, nameOf);
      const printed = expected.find(
        ({ family, interface: link }) => family === said['family'] && link === said['interface'],
      );
      expect(printed).toMatchObject(said);
    }
    expect(settings.size).toBeGreaterThan(8);
    expect(settings.get('inet 2')).toMatchObject({
      forwarding: true,
      ignore_routes_with_linkdown: true,
      rp_filter: 'loose',
    });
  });

  it('has addresses as `ip addr` prints them', () => {
    const said = standing((message) => {
      if (message.type !== 'RTM_NEWADDR' && message.type !== 'RTM_DELADDR') return undefined;
      const key = `${message.body.ifindex} ${message.body.local} ${message.body.address ?? ''}`;
      return { key, body: message.type === 'RTM_NEWADDR' ? message.body : undefined };
    });
    for (const { ifindex, addr_info } of recordingJson<Array<{ ifindex: number; addr_info: Json[] }>>(
      'policy/final-addr.json',
    )) {
      // The addresses of loopback stood before the recording began.
      if (ifindex === 1) continue;
      const here = said
        .filter((address) => address.ifindex === ifindex)
        .map((address) => withoutAge(addressJson(address)));
      expect(here).toEqual(expect.arrayContaining(addr_info.map(withoutAge)));
      expect(here).toHaveLength(addr_info.length);
    }
  });

  it('has routes as `ip route` prints them', () => {
    const said = standing((message) => {
      if (message.type !== 'RTM_NEWROUTE' && message.type !== 'RTM_DELROUTE') return undefined;
      const { family, table, dst, from = '', tos = '', metric = '', oif = '' } = message.body;
      const key = [family, table, dst, from, tos, metric, oif].join(' ');
      return { key, body: message.type === 'RTM_NEWROUTE' ? message.body : undefined };
    }).map((route) => withoutAge(routeJson(route, nameOf)));
    const printed = recordingJson<Json[]>('policy/final-route.json')
      // Loopback's stood before the recording began, but for one that the kernel hangs there.
      .filter(({ dev, type }) => dev !== 'lo' || type === 'blackhole')
      // What `ip` prints of an encapsulation has names that stand twice in the record.
      .filter(({ encap }) => encap === undefined)
      // And it knows no word for the protocol that multicast daemons use.
      .map(({ nh_info, protocol, ...route }) =>
        withoutAge({ ...route, protocol: protocol === '17' ? 'mrouted' : protocol }),
      );
    expect(printed.length).toBeGreaterThan(25);
    for (const route of printed) expect(said).toContainEqual(route);
    expect(said.filter(({ encap }) => encap !== undefined)).toHaveLength(1);
    expect(said).toHaveLength(printed.length + 1);
  });

  it('counts what has no counterpart', () => {
    expect(policy.summary.skipped.map(({ reason, name }) => `${reason}: ${name}`)).toEqual([
      'address family not mirrored: RTM_DELNEIGH',
      'address family not mirrored: RTM_NEWNEIGH',
      'message type not mirrored: RTM_NEWMDB',
    ]);
  });
});

/** Lifetimes run on between a message and what is printed later. */
const withoutAge = ({ expires, valid_life_time, preferred_life_time, ...rest }: Json): Json => ({
  ...rest,
  ends: expires !== undefined || (valid_life_time !== undefined && valid_life_time !== 4_294_967_295),
  deprecates: preferred_life_time !== undefined && preferred_life_time !== 4_294_967_295,
});
