import type { Occurrence } from '../call';
import { automaticMetric } from './automatic-metric';
import type { InterfaceEvent, IpInterfaceEvent } from './events';
import type { InterfaceReads } from './find';
import { ipInterfaceDataOf, type InterfaceData, type IpInterfaceRow } from './row';

/**
 * What follows for the IP interfaces from a report that changed their interface: the automatic metric follows the link
 * speed, NlMtu the MTU. One IpInterfaceSet for each IP interface that either changes, AF_INET first.
 */
export const interfacesAfter = (
  occurrence: Occurrence<Pick<InterfaceReads, 'interfaces' | 'ipInterfaces'>>,
): readonly IpInterfaceEvent[] => {
  const event = occurrence.event as InterfaceEvent;
  if (event.type !== 'InterfaceSet') return [];
  const { before, state } = occurrence;
  const old = before.interfaces.get(event.data);
  if (old === undefined) return [];
  const events: IpInterfaceEvent[] = [];
  for (const row of state.ipInterfaces.onInterface(event.data.InterfaceLuid)) {
    const Metric = metricAfter(row, old, event.data);
    const NlMtu = nlMtuAfter(row, old, event.data);
    if (Metric !== row.Metric || NlMtu !== row.NlMtu)
      events.push({ type: 'IpInterfaceSet', data: { ...ipInterfaceDataOf(row), Metric, NlMtu } });
  }
  return events;
};

const metricAfter = (row: IpInterfaceRow, old: InterfaceData, now: InterfaceData): number =>
  row.UseAutomaticMetric && old.TransmitLinkSpeed !== now.TransmitLinkSpeed
    ? automaticMetric(now)
    : row.Metric;

/** An NlMtu that was the interface's own stays so, one that no longer fits is cut; a lower one was meant so. */
const nlMtuAfter = (row: IpInterfaceRow, old: InterfaceData, now: InterfaceData): number =>
  old.Mtu !== now.Mtu && (row.NlMtu === old.Mtu || row.NlMtu > now.Mtu) ? now.Mtu : row.NlMtu;
