import type { Random, Step } from '../random-steps';
import { families, type Family } from './address-arithmetic';
import type { Given } from './given';
import { physicalLengthOn } from './interface-types';
import { ALL_ONES } from './lifetimes';
import type { Model } from './model';
import type { Playing } from './playing';
import { interfaceAt, interfaceNamed, ipInterfaceOn } from './places';
import type { OnInterface } from './rows';

/** Interfaces of which a host begins with some; those that arrive later have the numbers from 20 on. */
export const firstIndexes = [3, 5, 7] as const;

const unicastV4 = [
  '10.0.0.1',
  '10.0.0.2',
  '10.0.0.255',
  '10.0.0.0',
  '10.1.0.5',
  '192.0.2.10',
  '192.0.2.77',
  '169.254.7.7',
  '127.0.0.1',
  '172.16.0.1',
] as const;
const oddV4 = [
  '0.0.0.0',
  '0.1.2.3',
  '224.0.0.1',
  '224.0.0.251',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
] as const;
const unicastV6 = [
  '2001:db8::10',
  '2001:db8::11',
  '2001:db8:1::10',
  '2001:db8:1:0:aa:bb:cc00:10',
  '2001:db8::ff:fe00:5',
  'fe80::1',
  'fe80::5',
  'fe80::ff:fe00:5',
  'fd00::1',
  '2002::1',
  '2001::1',
  'fec0::1',
  '::1',
] as const;
const oddV6 = ['::', '::ffff:10.0.0.1', 'ff01::1', 'ff02::1', 'ff02::1:ff00:10', 'ff05::2'] as const;

const oddPhysical = ['00-00-00-00-00-00', '02-AA-00-00-00-01-02-03', '01-00-5E-00-00-01', '02', ''] as const;

const lifetimes = [
  0,
  1,
  2,
  3,
  5,
  10,
  30,
  100,
  3600,
  7199,
  7200,
  7201,
  10_000,
  ALL_ONES - 1,
  ALL_ONES,
] as const;

/** A way to draw a step, and how often it is taken beside the others. */
export type Weighted = readonly [weight: number, draw: (draw: Draw) => Step];

/** Draws what steps are made of: often what stands on the model already, and now and then what cannot be. */
export class Draw {
  readonly model: Model;
  #arrivals = 20;
  #marks = 0;

  constructor(
    readonly random: Random,
    private readonly playing: Playing,
  ) {
    this.model = playing.model;
  }

  chance(probability: number): boolean {
    return this.random.chance(probability);
  }

  pick<T>(items: readonly T[]): T {
    return this.random.pick(items);
  }

  /** One of a list that may be empty. */
  some<T>(items: readonly T[], probability: number): T | undefined {
    return items.length > 0 && this.chance(probability) ? this.pick(items) : undefined;
  }

  /** Some of the members given: each with a probability. */
  members(all: Given, probability = 0.5): Given {
    return Object.fromEntries(Object.entries(all).filter(() => this.chance(probability)));
  }

  weighted(choices: readonly Weighted[]): Step {
    let left = this.random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, draw] of choices) {
      left -= weight;
      if (left <= 0) return draw(this);
    }
    throw new Error('nothing to choose from');
  }

  /** An index for an interface that arrives: nearly always a new one. */
  arrival(): number {
    this.#arrivals += 1;
    return this.chance(0.9) ? this.#arrivals : this.pick(firstIndexes);
  }

  newMark(): string {
    this.#marks += 1;
    return `mark-${this.#marks}`;
  }

  /** The names of the last moments that were named. */
  lastMarks(): readonly string[] {
    return [...this.playing.marks.keys()].slice(-5);
  }

  someMark(): string | undefined {
    return this.some(this.lastMarks(), 1);
  }

  /** Draws that look at what stood at a moment. */
  asOf(mark: string): Draw {
    const model = this.playing.marks.get(mark) ?? this.model;
    return new Draw(this.random, { ...this.playing, model });
  }

  /** The name, if a row was saved under it. */
  savedRow(name: string, probability: number): string | undefined {
    return this.playing.saved.has(name) && this.chance(probability) ? name : undefined;
  }

  /** The index of an interface, nearly always of one that stands. */
  index(): number {
    if (this.chance(0.07)) return this.pick([0, 99, this.#arrivals, ...firstIndexes]);
    return this.some(this.model.interfaces, 1)?.InterfaceIndex ?? this.pick(firstIndexes);
  }

  /** How a row names its interface: by index, by LUID, by both with the index of another, or not at all. */
  place(): Given {
    const InterfaceIndex = this.index();
    const on = interfaceAt(this.model, InterfaceIndex);
    if (this.chance(0.02)) return {};
    if (on === undefined || this.chance(0.85)) return { InterfaceIndex };
    const { InterfaceLuid } = on;
    return this.chance(0.5) ? { InterfaceLuid } : { InterfaceLuid, InterfaceIndex: this.index() };
  }

  /** The place of a row that stands. */
  placeOf({ InterfaceIndex }: OnInterface): Given {
    return { InterfaceIndex };
  }

  /** A family, nearly always one that the interface named is bound to. */
  familyAt(place: Given): Family {
    const on = interfaceNamed(this.model, place);
    const bound = families.filter(
      (family) => on !== undefined && ipInterfaceOn(this.model, on, family) !== undefined,
    );
    return this.some(bound, 0.9) ?? this.pick(families);
  }

  /** A Family parameter of a call that takes all of them. */
  anyFamily(): string {
    return this.pick(['AF_UNSPEC', ...families]);
  }

  scoped(address: string): string {
    return address.includes(':') && this.chance(0.12) ? `${address}%${this.pick([0, 3, 5, 7, 99])}` : address;
  }

  /** An address of a family, seldom one that no interface can have. */
  address(family: Family = this.pick(families), odd = 0.08): string {
    if (family === 'AF_INET') return this.pick(this.chance(odd) ? oddV4 : unicastV4);
    return this.scoped(this.pick(this.chance(odd) ? oddV6 : unicastV6));
  }

  /** A physical address, nearly always one that the interface named takes. */
  physical(place: Given): string {
    if (this.chance(0.15)) return this.pick(oddPhysical);
    const on = interfaceNamed(this.model, place);
    const length = on === undefined ? 6 : physicalLengthOn(on);
    const bytes = length === 'none' || length === 0 ? 6 : length;
    const last = this.pick(['01', '02', '0a']);
    return ['02', ...Array.from({ length: bytes - 2 }, () => 'AA'), last].join('-');
  }

  /** Both lifetimes of a row, or none of them. */
  lifetimes(): Given {
    return this.chance(0.4) ? {} : this.bothLifetimes();
  }

  bothLifetimes(): Given {
    const ValidLifetime = this.pick(lifetimes);
    const PreferredLifetime = this.pick(lifetimes);
    return {
      ValidLifetime,
      PreferredLifetime: this.chance(0.95) ? Math.min(ValidLifetime, PreferredLifetime) : PreferredLifetime,
    };
  }
}
