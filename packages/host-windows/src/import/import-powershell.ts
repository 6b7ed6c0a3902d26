import type { DomainEvent, Host, HostState } from '@netlapse/core';

import type { ObjectKind, PowerShellExport } from '../powershell';
import { ImportBeforeHost } from './import-before-host';
import { interfaceEvents } from './interface-events';
import { planInterfaces, type Covered } from './interface-plan';
import { addressEvents, neighborEvents, routeEvents, type RowReads } from './row-events';

export interface ImportPowerShellOptions {
  /** The instant at which PowerShell wrote it all, epoch milliseconds. */
  readonly at: number;
}

/** What an import did. */
export interface PowerShellSummary {
  readonly at: number;
  /** Objects that were imported, by cmdlet. */
  readonly objects: Readonly<Partial<Record<ObjectKind, number>>>;
  readonly events: number;
  /** What says nothing here, with the reason, and how often. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** The events that have a host become what PowerShell told of another, and what is to be said of them. */
export interface PowerShellDecision {
  readonly events: readonly DomainEvent[];
  readonly notes: readonly string[];
}

/**
 * Compares what PowerShell told of a host with the state: what differs is reported, and what a table that was told of
 * lacks is withdrawn, of the families that its file is of. Tables of which there is no file stay as they are. Nothing is
 * added to what was told: addresses bring no routes, for Get-NetRoute lists them.
 *
 * @param isModel TRUE: the host's own rules go on from there
 * @throws PowerShellError where two adapters cannot stand beside each other
 */
export const decidePowerShell = (
  state: HostState,
  told: PowerShellExport,
  at: number,
  isModel: boolean,
): PowerShellDecision => {
  const covered: Covered | undefined =
    told.counts.ipInterface === undefined ? undefined : new Set(told.ipInterface.map(({ Family }) => Family));
  const plan = planInterfaces(state, told, covered);
  const interfaces = interfaceEvents(state, told, plan, covered);
  const reads: RowReads = { state, at, isModel, told, plan, interfaces };
  return {
    events: [...interfaces.events, ...addressEvents(reads), ...routeEvents(reads), ...neighborEvents(reads)],
    notes: plan.notes,
  };
};

/**
 * Has a host become what PowerShell told of another one, as one append at the instant given. On a mirror it is taken as
 * it stands; a model goes on from there by its own rules, of which what is due by that instant happens first.
 *
 * @throws ImportBeforeHost where the instant lies before the host's clock, PowerShellError: nothing is imported then
 */
export const importPowerShell = (
  host: Host,
  told: PowerShellExport,
  { at }: ImportPowerShellOptions,
): PowerShellSummary => {
  if (at < host.clock) throw new ImportBeforeHost(told.files.join(', '), at, host.clock);
  let notes: readonly string[] = [];
  let before = 0;
  host.import({ at, name: 'Get-Net…', params: {} }, (state) => {
    const decided = decidePowerShell(state, told, at, !host.mirrored);
    // What fell due on a model until then is no part of the import.
    before = state.seq;
    notes = decided.notes;
    return decided.events;
  });
  const skipped = new Map(told.skipped);
  for (const note of notes) skipped.set(note, (skipped.get(note) ?? 0) + 1);
  return {
    at,
    objects: told.counts,
    events: host.position.seq - before,
    skipped: Object.fromEntries(Array.from(skipped).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};
