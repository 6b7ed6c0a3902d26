import { parseLuid, type DomainEvent, type HostState } from '@netlapse/core';

import { plainText } from './plain-text';

interface Named {
  readonly InterfaceLuid: string;
  readonly InterfaceIndex: number;
  readonly Alias: string;
}

/** Labels of interfaces, `eth0 #2`: those of the states given, and of events as they come by. */
export class InterfaceNames {
  readonly #known = new Map<string, Named>();
  readonly #byIndex = new Map<number, Named>();

  /** Of an interface that has another alias in a later state, that of the later one counts. */
  constructor(...states: ReadonlyArray<Pick<HostState, 'interfaces'>>) {
    for (const { interfaces } of states) for (const row of interfaces.values()) this.#learn(row);
  }

  /** Takes note of an event that gives an interface its name. */
  note({ type, data }: DomainEvent): void {
    if (type === 'InterfaceArrived' || type === 'InterfaceSet') this.#learn(data);
  }

  #learn(named: Named): void {
    this.#known.set(named.InterfaceLuid, named);
    this.#byIndex.set(named.InterfaceIndex, named);
  }

  /** The label of an interface: its index alone where nothing is known of its name, its LUID where that neither. */
  label({
    InterfaceLuid,
    InterfaceIndex,
  }: {
    readonly InterfaceLuid: string;
    readonly InterfaceIndex?: number;
  }): string {
    const known = this.#known.get(InterfaceLuid);
    if (known !== undefined) return `${plainText(known.Alias)} #${known.InterfaceIndex}`;
    // Rows that were matched by alias bear it in place of both.
    if (parseLuid(InterfaceLuid) === undefined) return plainText(InterfaceLuid);
    return InterfaceIndex === undefined ? InterfaceLuid : `#${InterfaceIndex}`;
  }

  /** Whether text names the interface that bears an index now: by its alias, or by the index. */
  isIndexCalled(index: number, text: string): boolean {
    return String(index) === text || this.#byIndex.get(index)?.Alias === text;
  }

  /** Whether text names the interface of a LUID: by its alias, or by its index. */
  isLuidCalled(luid: string, text: string): boolean {
    const known = this.#known.get(luid);
    return known !== undefined && (known.Alias === text || String(known.InterfaceIndex) === text);
  }

  /** Whether text names an interface: by its alias, or by its index. */
  isCalled(
    { InterfaceLuid, InterfaceIndex }: { readonly InterfaceLuid: string; readonly InterfaceIndex: number },
    text: string,
  ): boolean {
    return this.#known.get(InterfaceLuid)?.Alias === text || String(InterfaceIndex) === text;
  }
}
