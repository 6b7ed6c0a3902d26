import { statesOf, termOfLinuxKind, type Host, type HostState } from '@netlapse/core';

import { InterfaceNames } from './interface-names';

type Interfaces = Pick<HostState, 'interfaces' | 'linux'>;

/** The interfaces and the Linux rules of a host at any moment of its log. Only their own events are folded, once for all moments. */
class PastInterfaces {
  #states: readonly HostState[] | undefined;
  readonly #names = new Map<Interfaces, InterfaceNames>();

  constructor(private readonly host: Host) {}

  /** As they were after an event. */
  at(seq: number): Interfaces {
    this.#states ??= [...statesOf(this.host, ['interfaces', termOfLinuxKind('rule')])];
    // The last that is not later: there always is the first, where the log begins.
    let [low, high] = [0, this.#states.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#states[middle] as HostState).seq <= seq) low = middle;
      else high = middle - 1;
    }
    return this.#states[low] as HostState;
  }

  namesAt(seq: number): InterfaceNames {
    const state = this.at(seq);
    const names = this.#names.get(state) ?? new InterfaceNames(state);
    this.#names.set(state, names);
    return names;
  }
}

const known = new WeakMap<Host, { readonly upTo: number; readonly past: PastInterfaces }>();

const pastOf = (host: Host): PastInterfaces => {
  const upTo = host.position.seq;
  const found = known.get(host);
  if (found?.upTo === upTo) return found.past;
  const past = new PastInterfaces(host);
  known.set(host, { upTo, past });
  return past;
};

/** The interfaces of a host as they were after an event, and nothing else of its state. */
export const interfacesAt = (host: Host, seq: number): Pick<HostState, 'interfaces'> => ({
  interfaces: pastOf(host).at(seq).interfaces,
});

/** Their names then. */
export const interfaceNamesAt = (host: Host, seq: number): InterfaceNames => pastOf(host).namesAt(seq);

/** Whether packets of a mirrored Linux host could go other ways than lookups say, after an event. */
export const policyRoutingAt = (host: Host, seq: number): boolean => pastOf(host).at(seq).linux.policyRouting;
