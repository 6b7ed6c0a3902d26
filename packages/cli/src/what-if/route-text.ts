import {
  familyOf,
  parseIpAddress,
  parsePrefix,
  prefixOf,
  unspecifiedOf,
  type HostState,
  type InterfaceRow,
  type IpAddress,
  type Prefix,
  type RouteRow,
} from '@netlapse/core';

import { InputError } from '../errors';
import { findInterfaceIn } from '../questions/find-interface';
import { plainText } from '../render/plain-text';

/** A route as `ip route` writes it: `default via 192.0.2.1 dev eth0 metric 50`. */
export interface RouteText {
  /** Two where `default` may be of either family. */
  readonly prefixes: readonly Prefix[];
  readonly via: IpAddress | undefined;
  readonly dev: string | undefined;
  readonly metric: number | undefined;
}

const METRIC_MAX = 0xffff_ffff;
const form = 'write it as in `default via 192.0.2.1 dev eth0 metric 50`';

const prefixesOf = (text: string, via: IpAddress | undefined): readonly Prefix[] | undefined => {
  if (text === 'default') {
    const families = via === undefined ? (['AF_INET', 'AF_INET6'] as const) : [familyOf(via)];
    return families.map((family) => prefixOf(unspecifiedOf(family), 0));
  }
  const prefix = parsePrefix(text) ?? parsePrefix(`${text}/${text.includes(':') ? 128 : 32}`);
  return prefix === undefined ? undefined : [prefix];
};

/** Reads a metric. @throws InputError that names the option */
export const readMetric = (text: string, option: string): number => {
  const metric = /^\d{1,10}$/.test(text) ? Number(text) : Infinity;
  if (metric > METRIC_MAX)
    throw new InputError(`${option}: ${plainText(text)} is no metric from 0 to ${METRIC_MAX}`);
  return metric;
};

/** @throws InputError that names the option and the word at fault */
export const readRouteText = (text: string, option: string): RouteText => {
  const [destination = '', ...words] = text.trim().split(/\s+/);
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) {
    const [word = '', value] = words.slice(at, at + 2);
    if (!['via', 'dev', 'metric'].includes(word) || value === undefined || given.has(word))
      throw new InputError(`${option} ${plainText(text)}: ${plainText(word)} does not fit there; ${form}`);
    given.set(word, value);
  }
  const viaText = given.get('via');
  const via = viaText === undefined ? undefined : parseIpAddress(viaText);
  if (viaText !== undefined && via === undefined)
    throw new InputError(`${option} ${plainText(text)}: ${plainText(viaText)} is no address`);
  const prefixes = prefixesOf(destination, via);
  if (prefixes === undefined)
    throw new InputError(`${option} ${plainText(text)}: ${plainText(destination)} is no prefix; ${form}`);
  const metricText = given.get('metric');
  const metric = metricText === undefined ? undefined : readMetric(metricText, option);
  return { prefixes, via, dev: given.get('dev'), metric };
};

/** The rows of a state that are meant. @throws InputError where none is */
export const routesMeant = (state: HostState, text: string, option: string): readonly RouteRow[] => {
  const { prefixes, via, dev, metric } = readRouteText(text, option);
  const on = dev === undefined ? undefined : findInterfaceIn(state, dev);
  const rows = prefixes
    .flatMap((prefix) => state.routes.at(prefix))
    .filter(
      ({ NextHop, InterfaceLuid, Metric }) =>
        (via === undefined || NextHop === via) &&
        (on === undefined || InterfaceLuid === on.InterfaceLuid) &&
        (metric === undefined || Metric === metric),
    );
  if (rows.length === 0)
    throw new InputError(
      `${option} ${plainText(text)}: no such route stands then; \`netlapse routes\` lists those that do`,
    );
  return rows;
};

const holdsNextHop = (state: HostState, via: IpAddress): InterfaceRow | undefined => {
  const [row] = Array.from(state.unicast.values()).filter(
    ({ Address, OnLinkPrefixLength }) =>
      familyOf(Address) === familyOf(via) &&
      prefixOf(Address, OnLinkPrefixLength) === prefixOf(via, OnLinkPrefixLength),
  );
  return row === undefined ? undefined : state.interfaces.get(row);
};

/**
 * The row that a new route is to be: where no interface is named, that on whose subnet the next hop is.
 *
 * @throws InputError where that cannot be told
 */
export const newRouteRow = (state: HostState, text: string, option: string): object => {
  const { prefixes, via, dev, metric = 0 } = readRouteText(text, option);
  const [DestinationPrefix] = prefixes;
  if (DestinationPrefix === undefined || prefixes.length > 1)
    throw new InputError(
      `${option} ${plainText(text)}: of which family? Write 0.0.0.0/0 or ::/0, or give its next hop by via`,
    );
  if (via !== undefined && familyOf(via) !== familyOf(DestinationPrefix))
    throw new InputError(`${option} ${plainText(text)}: next hop and prefix are of two families`);
  const on = dev === undefined ? via && holdsNextHop(state, via) : findInterfaceIn(state, dev);
  if (on === undefined)
    throw new InputError(`${option} ${plainText(text)}: by which interface? Name it by dev`);
  return {
    InterfaceLuid: on.InterfaceLuid,
    InterfaceIndex: on.InterfaceIndex,
    DestinationPrefix,
    NextHop: via ?? unspecifiedOf(familyOf(DestinationPrefix)),
    Metric: metric,
    Protocol: 'MIB_IPPROTO_NETMGMT',
    ValidLifetime: METRIC_MAX,
    PreferredLifetime: METRIC_MAX,
  };
};
