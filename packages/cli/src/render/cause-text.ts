import {
  decodeEvent,
  isInPrefix,
  type Cause,
  type Commit,
  type DomainEvent,
  type Envelope,
  type EventType,
  type Host,
  type HostState,
  type IpAddress,
} from '@netlapse/core';

import { eventText } from './event-text';
import { InterfaceNames } from './interface-names';
import { KnownRows } from './known-rows';
import { interfacesAt } from './past-interfaces';
import { plainText } from './plain-text';
import { rowKeyText, wayText } from './row-text';
import { shortName } from './short-name';

type EventOf<Type extends EventType> = Extract<DomainEvent, { readonly type: Type }>;

/** What the events of an append met. */
export interface Met {
  readonly interfaces: HostState['interfaces'];
  /** The row that its first event touched, as it was before. */
  readonly rowBefore: (event: DomainEvent) => object | undefined;
}

/** The same of a whole state. */
export const metIn = (state: HostState): Met => ({
  interfaces: state.interfaces,
  rowBefore: (event) => new KnownRows(state).step(event),
});

/** What stood after an event of a host's log; a whole state is folded only where a row is asked for. */
export const metAt = (host: Host, seq: number): Met => ({
  ...interfacesAt(host, seq),
  rowBefore: (event) => metIn(host.timeline.stateAt(seq)).rowBefore(event),
});

/** One append as it is explained: its events, and what they met. */
interface Happening {
  readonly events: readonly DomainEvent[];
  readonly before: Met;
  readonly names: InterfaceNames;
}

const find = <Type extends EventType>({ events }: Happening, type: Type): EventOf<Type> | undefined =>
  events.find((event): event is EventOf<Type> => event.type === type);

/** What an interface or its link did; it is the reason for all else in its append. */
const interfaceWords = (happening: Happening): string | undefined => {
  const { names, before } = happening;
  const departed = find(happening, 'InterfaceDeparted');
  if (departed !== undefined) return `${names.label(departed.data)} was removed`;
  const arrived = find(happening, 'InterfaceArrived');
  if (arrived !== undefined) return `${names.label(arrived.data)} arrived`;
  const set = find(happening, 'InterfaceSet');
  const admin = set && before.interfaces.get(set.data)?.AdminStatus;
  if (set !== undefined && admin !== set.data.AdminStatus)
    return `${names.label(set.data)} was set ${shortName(set.data.AdminStatus)}`;
  const lost = find(happening, 'MediaDisconnected');
  if (lost !== undefined) return `${names.label(lost.data)} lost its link`;
  const connected = find(happening, 'MediaConnected');
  return connected && `${names.label(connected.data)} got its link`;
};

const addressWords = (happening: Happening): string | undefined => {
  const { names } = happening;
  const deleted = find(happening, 'UnicastAddressDeleted');
  if (deleted !== undefined) {
    const expired = deleted.data.reason === 'expired' ? ': its valid lifetime ended' : '';
    return `address ${rowKeyText('unicast', deleted.data, names)} was removed${expired}`;
  }
  const created = find(happening, 'UnicastAddressCreated');
  if (created !== undefined) return `address ${rowKeyText('unicast', created.data, names)} was added`;
  const state = find(happening, 'DadStateChanged');
  return (
    state && `address ${rowKeyText('unicast', state.data, names)} became ${shortName(state.data.DadState)}`
  );
};

type RouteEvent = EventOf<'RouteCreated' | 'RouteSet' | 'RouteDeleted'>;

const isOfRoute = (event: DomainEvent): event is RouteEvent =>
  event.type === 'RouteCreated' || event.type === 'RouteSet' || event.type === 'RouteDeleted';

const routeName = ({ data }: RouteEvent, names: InterfaceNames): string => {
  const isDefault = data.DestinationPrefix === '0.0.0.0/0' || data.DestinationPrefix === '::/0';
  return `${isDefault ? 'default route' : `route ${data.DestinationPrefix}`} ${wayText(data, names)}`;
};

/** Who made a route: in the word of the mirrored Linux host where it told of it, which knows more of them. */
const protocolOf = (created: EventOf<'RouteCreated'>, events: readonly DomainEvent[]): string => {
  for (const { type, data } of events)
    if (
      type === 'LinuxObjectReported' &&
      data.kind === 'route' &&
      typeof data.object['protocol'] === 'string'
    )
      return plainText(data.object['protocol']);
  return shortName(created.data.Protocol);
};

const routeWords = (happening: Happening, destination: IpAddress | undefined): string | undefined => {
  const { names, events, before } = happening;
  const all = events.filter(isOfRoute);
  const bearing = all.filter(
    ({ data }) => destination === undefined || isInPrefix(destination, data.DestinationPrefix),
  );
  const [first, second] = bearing.length > 0 ? bearing : all;
  if (first === undefined) return undefined;
  if (first.type === 'RouteDeleted' && second?.type === 'RouteCreated')
    return second.data.DestinationPrefix === first.data.DestinationPrefix
      ? `${routeName(first, names)} was replaced: now ${wayText(second.data, names)}`
      : `${routeName(first, names)} gave way to ${routeName(second, names)}`;
  if (first.type === 'RouteCreated')
    return `${routeName(first, names)} was added (${protocolOf(first, events)})`;
  if (first.type === 'RouteDeleted')
    return `${routeName(first, names)} ${first.data.reason === 'expired' ? 'expired' : 'was removed'}`;
  const text = eventText(first, before.rowBefore(first), names);
  return `${routeName(first, names)} changed${text.includes(': ') ? text.slice(text.indexOf(': ')) : ''}`;
};

const otherWords = ({ events, names, before }: Happening): string => {
  const first = events.find(({ type }) => !type.startsWith('LinuxObject')) ?? events[0];
  if (first === undefined) return 'nothing';
  if (first.type === 'LinuxObjectReported') return `${rowKeyText('linux', first.data, names)} was reported`;
  if (first.type === 'LinuxObjectWithdrawn') return `${rowKeyText('linux', first.data, names)} was withdrawn`;
  return eventText(first, before.rowBefore(first), names);
};

/** Who or what brought an append about: `RTM_NEWROUTE`, `CreateIpForwardEntry2 by vpn-client`. */
export const originText = ({ kind, name, actor }: Cause): string => {
  const by = actor === undefined ? '' : ` by ${plainText(actor)}`;
  return kind === 'time' ? `time (${plainText(name)})` : `${plainText(name)}${by}`;
};

/**
 * Why an append happened, in the words of the field.
 *
 * @param destination of several routes in the append, those that hold it are told of
 */
export const appendText = (record: Commit, before: Met, destination?: IpAddress): string => {
  const events = record.events.map((stored) => decodeEvent(stored, record));
  const names = new InterfaceNames(before);
  for (const event of events) names.note(event);
  const happening: Happening = { events, before, names };
  return (
    interfaceWords(happening) ??
    addressWords(happening) ??
    routeWords(happening, destination) ??
    otherWords(happening)
  );
};

/** As appendText, of the append that holds an event. */
export const causeText = (host: Host, { append, seq }: Envelope, destination?: IpAddress): string => {
  for (const record of host.log.records(append.n, append.n))
    if (record.kind === 'commit') return appendText(record, metAt(host, seq - append.index - 1), destination);
  return 'the append is no longer in the log';
};
