import { families, familyOf, type Family } from './address-arithmetic';
import { detectAnew, isDetecting, unicastAt } from './addresses';
import { dnsOn } from './dns';
import { addressIn, type Given } from './given';
import { bindFamily, followInterface } from './ip-interfaces';
import { formLinkLocal } from './link-local';
import { amend, differs, onInterface, remove, replace, type Model, type Row } from './model';
import { neighborsLoseLink } from './neighbors';
import { ipInterfaceOn, isConnected, isLoopback } from './places';

type Interface = Row<'interfaces'>;

/** All that is on an interface goes, of one family or of both: what depends on other rows goes first. */
const rowsGo = (model: Model, on: Interface, gone: readonly Family[]): void => {
  const isGone = (text: string): boolean => gone.includes(familyOf(text));
  const reason = 'interface-departed';
  for (const row of onInterface(model.paths, on))
    if (isGone(row.Destination)) remove(model, 'paths', 'PathDeleted', row, reason);
  for (const row of onInterface(model.neighbors, on))
    if (isGone(row.Address)) remove(model, 'neighbors', 'NeighborDeleted', row, reason);
  for (const row of onInterface(model.routes, on))
    if (isGone(row.DestinationPrefix)) remove(model, 'routes', 'RouteDeleted', row, reason);
  for (const row of onInterface(model.unicast, on))
    if (isGone(row.Address)) remove(model, 'unicast', 'UnicastAddressDeleted', row, reason);
  for (const row of onInterface(model.anycast, on))
    if (isGone(row.Address)) remove(model, 'anycast', 'AnycastAddressDeleted', row, reason);
  for (const row of onInterface(model.multicast, on))
    if (isGone(row.Address)) remove(model, 'multicast', 'MulticastGroupLeft', row, reason);
};

/** An interface is gone, and all that was on it; its index and LUID are never given out again. */
export const interfaceDeparts = (model: Model, on: Interface): void => {
  rowsGo(model, on, families);
  for (const family of families) {
    const settings = dnsOn(model, on, family);
    if (settings !== undefined) remove(model, 'dns', 'InterfaceDnsDeleted', settings, 'interface-departed');
  }
  for (const family of families) {
    const ipInterface = ipInterfaceOn(model, on, family);
    if (ipInterface !== undefined)
      remove(model, 'ipInterfaces', 'IpInterfaceUnbound', ipInterface, 'interface-departed');
  }
  remove(model, 'interfaces', 'InterfaceDeparted', on, 'host-report');
  model.retired = [...model.retired, on.InterfaceIndex, on.InterfaceLuid];
};

export const familyBinds = (model: Model, on: Interface, report: Given): void => {
  const family = report['Family'] as Family;
  if (!model.stacks.includes(family) || ipInterfaceOn(model, on, family) !== undefined) return;
  bindFamily(model, on, family, true);
  if (family === 'AF_INET6') formLinkLocal(model, on);
};

export const familyUnbinds = (model: Model, on: Interface, report: Given): void => {
  const family = report['Family'] as Family;
  const ipInterface = ipInterfaceOn(model, on, family);
  if (ipInterface === undefined) return;
  rowsGo(model, on, [family]);
  remove(model, 'ipInterfaces', 'IpInterfaceUnbound', ipInterface, 'host-report');
};

/** The link came up: detections begin anew, and the interface may form its link-local address. */
export const mediaConnects = (model: Model, on: Interface): void => {
  if (isConnected(on)) return;
  amend(model, 'interfaces', 'MediaConnected', on, {
    MediaConnectState: 'MediaConnectStateConnected',
    OperStatus: 'IfOperStatusUp',
  });
  detectAnew(model, on);
  formLinkLocal(model, on);
};

/** The link went down: all rows stay, but nobody is known to be reachable. */
export const mediaDisconnects = (model: Model, on: Interface): void => {
  if (!isConnected(on) || isLoopback(on)) return;
  amend(model, 'interfaces', 'MediaDisconnected', on, {
    MediaConnectState: 'MediaConnectStateDisconnected',
    OperStatus: 'IfOperStatusDown',
  });
  neighborsLoseLink(model, on);
};

/** The host describes an interface anew. */
export const interfaceChanges = (model: Model, on: Interface, report: Given): void => {
  const { InterfaceIndex: _index, InterfaceLuid: _luid, ...members } = report;
  const physical = members['PhysicalAddress'];
  const changes: Given = {
    ...members,
    ...(typeof physical === 'string' ? { PhysicalAddress: physical.toUpperCase() } : {}),
  };
  if (!differs(on, changes)) return;
  const now = replace(model, 'interfaces', 'InterfaceSet', on, changes);
  for (const family of families) {
    const ipInterface = ipInterfaceOn(model, on, family);
    if (ipInterface !== undefined) followInterface(model, ipInterface, on, now);
  }
};

/** Another host has an address: it is a duplicate if it is not yet proven. */
export const duplicateAddress = (model: Model, on: Interface, report: Given): void => {
  const reported = addressIn(report, 'Address');
  if (reported === undefined || reported === 'AF_UNSPEC') return;
  const row = unicastAt(model, on, reported.address);
  const isOfLink = reported.scopeId === 0 || reported.scopeId === on.InterfaceIndex;
  if (row === undefined || !isOfLink || !isDetecting(model, row)) return;
  const duplicate = { DadState: 'IpDadStateDuplicate', dadDueAt: null };
  amend(model, 'unicast', 'DadStateChanged', row, duplicate);
};
