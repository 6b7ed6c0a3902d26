/** A small generator of random numbers from a seed: the same seed gives the same run everywhere (mulberry32). */
export class Random {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ r < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}

export type Step = Readonly<Record<string, unknown>>;

const indexes = [3, 5, 7, 9, 12] as const;
const prefixes = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.1.2.0/24',
  '10.1.2.3/32',
  '192.0.2.0/24',
  '224.0.0.0/4',
  '::/0',
  '2001:db8::/32',
  '2001:db8:1::/64',
  'fe80::/64',
  '2001:db8::5/128',
] as const;
const hopsV4 = ['0.0.0.0', '192.0.2.1', '10.1.2.1', '10.255.0.1'] as const;
const hopsV6 = ['::', 'fe80::1', '2001:db8::1'] as const;
const addressesV4 = ['192.0.2.10', '10.1.2.3', '10.1.2.4', '169.254.1.1', '10.0.0.255'] as const;
const addressesV6 = ['2001:db8::5', '2001:db8:1::9', 'fe80::5', 'fd00::1'] as const;
const destinations = [
  '10.1.2.3',
  '10.9.9.9',
  '192.0.2.77',
  '8.8.8.8',
  '2001:db8::9',
  'fe80::7',
  'ff02::1',
] as const;
const types = [
  'IF_TYPE_ETHERNET_CSMACD',
  'IF_TYPE_IEEE80211',
  'IF_TYPE_PROP_VIRTUAL',
  'IF_TYPE_SOFTWARE_LOOPBACK',
  'IF_TYPE_TUNNEL',
] as const;
const lifetimes = [0xffff_ffff, 1, 2, 5, 30, 600] as const;
const physical = ['02-AA-00-00-00-01', '02-AA-00-00-00-02'] as const;
const states = ['NlnsPermanent', 'NlnsReachable', 'NlnsStale', 'NlnsDelay', 'NlnsProbe'] as const;

/** Draws steps, in the form of scenario files, that hit and miss what stands about equally often. */
export class StepSource {
  #arrivals = 20;

  constructor(private readonly random: Random) {}

  /** Interfaces with which a host begins. */
  interfaces(): readonly Step[] {
    return indexes
      .slice(0, 1 + this.random.below(4))
      .map((InterfaceIndex) => this.#interface(InterfaceIndex));
  }

  #interface(InterfaceIndex: number): Step {
    const { random } = this;
    const Type = random.pick(types);
    return {
      InterfaceIndex,
      Alias: `Link ${InterfaceIndex}`,
      Type,
      ...(Type === 'IF_TYPE_ETHERNET_CSMACD' || Type === 'IF_TYPE_IEEE80211'
        ? { PhysicalAddress: `02-00-00-00-00-${InterfaceIndex.toString(16).padStart(2, '0').toUpperCase()}` }
        : {}),
      ...(random.chance(0.2) ? { MediaConnectState: 'MediaConnectStateDisconnected' } : {}),
      ...(random.chance(0.2) ? { Metric: random.below(50) } : {}),
      ...(random.chance(0.1) ? { supportsRoutes: false } : {}),
      ...(random.chance(0.15) ? { families: [random.pick(['AF_INET', 'AF_INET6'])] } : {}),
    };
  }

  #index(): number {
    // Those that arrived last are named often: it is they who depart.
    return this.random.chance(0.25) ? this.#arrivals : this.random.pick(indexes);
  }

  #lifetimes(): Step {
    const { random } = this;
    if (random.chance(0.5)) return {};
    const ValidLifetime = random.pick(lifetimes);
    return {
      ValidLifetime,
      PreferredLifetime: random.chance(0.8) ? Math.min(ValidLifetime, random.pick(lifetimes)) : 700,
    };
  }

  #routeKey(): Step {
    const { random } = this;
    const DestinationPrefix = random.pick(prefixes);
    const NextHop = DestinationPrefix.includes(':') ? random.pick(hopsV6) : random.pick(hopsV4);
    return { DestinationPrefix, NextHop, InterfaceIndex: this.#index() };
  }

  #address(): string {
    return this.random.chance(0.6) ? this.random.pick(addressesV4) : this.random.pick(addressesV6);
  }

  /** The next step. */
  next(): Step {
    const { random } = this;
    const draw = random.next();
    if (draw < 0.28) return this.#routeCall();
    if (draw < 0.5) return this.#addressCall();
    if (draw < 0.62) return this.#neighborCall();
    if (draw < 0.7) return this.#interfaceCall();
    if (draw < 0.84) return this.#hardware();
    return { advance: random.pick([0, 0.001, 0.5, 1, 1, 3, 5, 31, 600]) };
  }

  #routeCall(): Step {
    const { random } = this;
    const members = {
      ...(random.chance(0.6) ? { Metric: random.below(4) * 10 } : {}),
      ...this.#lifetimes(),
      ...(random.chance(0.2)
        ? { Protocol: random.pick(['MIB_IPPROTO_LOCAL', 'MIB_IPPROTO_NT_STATIC', 99]) }
        : {}),
    };
    const Row = { ...this.#routeKey(), ...members };
    switch (random.below(4)) {
      case 0:
        return { call: 'SetIpForwardEntry2', initialized: true, in: { Route: Row } };
      case 1:
        return { call: 'DeleteIpForwardEntry2', in: { Row: this.#routeKey() } };
      default:
        return { call: 'CreateIpForwardEntry2', initialized: true, in: { Row } };
    }
  }

  #addressCall(): Step {
    const { random } = this;
    const key = { Address: this.#address(), InterfaceIndex: this.#index() };
    const Row = { ...key, OnLinkPrefixLength: random.pick([8, 24, 31, 32, 64, 255]), ...this.#lifetimes() };
    switch (random.below(8)) {
      case 0:
        return { call: 'SetUnicastIpAddressEntry', initialized: true, in: { Row } };
      case 1:
      case 2:
        return { call: 'DeleteUnicastIpAddressEntry', in: { Row: key } };
      case 3:
        return { call: 'CreateAnycastIpAddressEntry', in: { Row: key } };
      case 4:
        return { call: 'DeleteAnycastIpAddressEntry', in: { Row: key } };
      default:
        return {
          call: 'CreateUnicastIpAddressEntry',
          initialized: true,
          in: { Row: random.chance(0.2) ? { ...Row, DadState: 'IpDadStatePreferred' } : Row },
        };
    }
  }

  #neighborCall(): Step {
    const { random } = this;
    const key = {
      Address: random.pick([...hopsV4.slice(1), ...hopsV6.slice(1), '10.1.2.3']),
      InterfaceIndex: this.#index(),
    };
    const Row = {
      ...key,
      PhysicalAddress: random.pick(physical),
      State: random.pick(states),
      IsRouter: random.chance(0.3),
    };
    switch (random.below(6)) {
      case 0:
        return { call: 'SetIpNetEntry2', in: { Row } };
      case 1:
        return { call: 'DeleteIpNetEntry2', in: { Row: key } };
      case 2:
        return { call: 'ResolveIpNetEntry2', in: { Row: key } };
      case 3:
        return {
          call: 'FlushIpNetTable2',
          in: { Family: random.pick(['AF_UNSPEC', 'AF_INET']), InterfaceIndex: this.#index() },
        };
      default:
        return { call: 'CreateIpNetEntry2', in: { Row } };
    }
  }

  #interfaceCall(): Step {
    const { random } = this;
    const key = { Family: random.pick(['AF_INET', 'AF_INET6']), InterfaceIndex: this.#index() };
    const Row = {
      ...key,
      ...(random.chance(0.4) ? { UseAutomaticMetric: random.chance(0.5), Metric: random.below(60) } : {}),
      ...(random.chance(0.3) ? { WeakHostSend: random.chance(0.5) } : {}),
      ...(random.chance(0.3) ? { DisableDefaultRoutes: random.chance(0.5) } : {}),
      ...(random.chance(0.3)
        ? { DadTransmits: random.below(4), BaseReachableTime: 1000 + random.below(40_000) }
        : {}),
      ...(random.chance(0.1) ? { NlMtu: random.pick([500, 1280, 1400, 9000]) } : {}),
    };
    return { call: 'SetIpInterfaceEntry', initialized: true, in: { Row } };
  }

  #hardware(): Step {
    const { random } = this;
    const InterfaceIndex = this.#index();
    const neighbor = { InterfaceIndex, Address: random.pick(['192.0.2.1', '10.1.2.1', 'fe80::1']) };
    switch (random.below(14)) {
      case 0:
        this.#arrivals += 1;
        return {
          host: 'interface-arrives',
          interface: this.#interface(random.chance(0.7) ? this.#arrivals : InterfaceIndex),
        };
      case 1:
        return {
          host: 'interface-departs',
          InterfaceIndex: random.chance(0.95) ? this.#arrivals : InterfaceIndex,
        };
      case 2:
      case 3:
        return { host: 'media-disconnects', InterfaceIndex };
      case 4:
      case 5:
        return { host: 'media-connects', InterfaceIndex };
      case 6:
        return {
          host: 'interface-changes',
          InterfaceIndex,
          Mtu: random.pick([1400, 1500]),
          TransmitLinkSpeed: random.pick(['10000000', '1000000000']),
        };
      case 7:
        return {
          host: random.pick(['family-binds', 'family-unbinds']),
          InterfaceIndex,
          Family: random.pick(['AF_INET', 'AF_INET6']),
        };
      case 8:
        return { host: 'neighbor-answers', ...neighbor, PhysicalAddress: random.pick(physical) };
      case 9:
        return { host: 'packet-sent', ...neighbor };
      case 10:
        return { host: 'neighbor-heard', ...neighbor, PhysicalAddress: random.pick(physical) };
      case 11:
        return { host: 'duplicate-address', InterfaceIndex, Address: this.#address() };
      default:
        return {
          host: 'router-advertises',
          InterfaceIndex,
          Router: 'fe80::1',
          RouterLifetime: random.pick([0, 30, 1800]),
          Prefixes: [
            {
              Prefix: random.pick(['2001:db8:1::/64', '2001:db8:2::/64']),
              OnLink: random.chance(0.7),
              Autonomous: random.chance(0.7),
              ValidLifetime: random.pick([0, 60, 8000]),
              PreferredLifetime: random.pick([0, 30]),
            },
          ],
        };
    }
  }

  /** A read, to be compared with the same read as of its moment later. */
  read(): Step {
    const { random } = this;
    switch (random.below(6)) {
      case 0:
        return { call: 'GetIpForwardTable2', in: { Family: 'AF_UNSPEC' } };
      case 1:
        return { call: 'GetUnicastIpAddressTable', in: { Family: 'AF_UNSPEC' } };
      case 2:
        return { call: 'GetIpNetTable2', in: { Family: 'AF_UNSPEC' } };
      case 3:
        return { call: 'GetIpInterfaceTable', in: { Family: 'AF_UNSPEC' } };
      case 4:
        return { call: 'GetIfTable2', in: {} };
      default:
        return { call: 'GetBestRoute2', in: { DestinationAddress: random.pick(destinations) } };
    }
  }
}
