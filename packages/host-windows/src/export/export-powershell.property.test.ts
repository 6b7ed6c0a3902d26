import { createHost, netioapi, type Host } from '@netlapse/core';

import { overScripts, run } from '../../../core/test/scripts.contract';
import { exportPowerShell, importPowerShell, readPowerShell, type PowerShellFile } from '..';
import { deskBefore, jsonFile } from '../../test/desk-export';

const fileOf = (host: Host): PowerShellFile =>
  jsonFile('all.json', Object.values(exportPowerShell(host)).flat());

const imported = (host: Host): Host => {
  const made = createHost({ now: host.clock, mirror: 'windows' });
  importPowerShell(made, readPowerShell([fileOf(host)]), { at: host.clock });
  return made;
};

type Members = Readonly<Record<string, unknown>>;

const without = (row: object, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/**
 * All that properties tell of a host's rows. A loopback is no adapter there; a disabled adapter has no link; a route
 * that is not published does not say that it is immortal, and its origin and kind are read out of its protocol; how
 * long ago something was is not told.
 */
const toldOf = (host: Host): object => {
  const api = netioapi(host);
  const asOf = { asOf: host.position };
  const all = { Family: 'AF_UNSPEC' } as const;
  const loopbacks = new Set<string>();
  for (const { InterfaceLuid, Type } of api.GetIfTable2({}, asOf).Table ?? [])
    if (Type === 'IF_TYPE_SOFTWARE_LOOPBACK') loopbacks.add(InterfaceLuid);
  const rows = (
    table: readonly object[] | null | undefined,
    ...names: readonly string[]
  ): readonly Members[] =>
    (table ?? []).map((row) =>
      without(
        row,
        loopbacks.has((row as { InterfaceLuid: string }).InterfaceLuid) ? ['InterfaceLuid', ...names] : names,
      ),
    );
  const adapters = (api.GetIfTable2({}, asOf).Table ?? []).filter(
    ({ InterfaceLuid }) => !loopbacks.has(InterfaceLuid),
  );
  const disabled = new Set(
    adapters
      .filter(({ AdminStatus }) => AdminStatus !== 'NET_IF_ADMIN_STATUS_UP')
      .map(({ InterfaceLuid }) => InterfaceLuid),
  );
  const link = ['MediaConnectState', 'InterfaceAndOperStatusFlags'];
  return {
    adapters: adapters.map((row) =>
      without(row, [
        ...(disabled.has(row.InterfaceLuid) ? link : []),
        'NetworkGuid',
        'TunnelType',
        'AccessType',
        'DirectionType',
        'ConnectionType',
      ]),
    ),
    ipInterfaces: rows(
      (api.GetIpInterfaceTable(all, asOf).Table ?? []).map((row) =>
        disabled.has(row.InterfaceLuid) ? without(row, ['Connected']) : row,
      ),
      'SitePrefixLength',
      'ZoneIndices',
      'LinkLocalAddressBehavior',
      'LinkLocalAddressTimeout',
      'PathMtuDiscoveryTimeout',
      'InterfaceIdentifier',
      'MaxReassemblySize',
      'MinRouterAdvertisementInterval',
      'MaxRouterAdvertisementInterval',
      'SupportsWakeUpPatterns',
      'SupportsRouterDiscovery',
      'TransmitOffload',
      'ReceiveOffload',
    ),
    addresses: rows(api.GetUnicastIpAddressTable(all, asOf).Table, 'CreationTimeStamp'),
    anycast: rows(api.GetAnycastIpAddressTable(all, asOf).Table),
    routes: rows(
      api.GetIpForwardTable2(all, asOf).Table,
      'Age',
      'Origin',
      'Loopback',
      'Immortal',
      'SitePrefixLength',
      'AutoconfigureAddress',
    ),
    neighbors: rows(
      api.GetIpNetTable2(all, asOf).Table,
      'ReachabilityTime',
      'LastReachable',
      'LastUnreachable',
      'IsRouter',
      'Flags',
    ),
  };
};

describe('what is exported for PowerShell', () => {
  it('is imported to the same rows, in all members that have a property, and exported again as it was', () => {
    overScripts(40, 80, (script) => {
      const { host } = run(script);
      if (host.state.interfaces.size === 0) return;
      const again = imported(host);
      expect(toldOf(again)).toEqual(toldOf(host));
      expect(JSON.stringify(exportPowerShell(again).route)).toBe(
        JSON.stringify(exportPowerShell(host).route),
      );
      expect(exportPowerShell(again).address).toEqual(exportPowerShell(host).address);
      host.close();
    });
  });

  it('of what PowerShell told is what it told', () => {
    const host = createHost({ now: 0, mirror: 'windows' });
    importPowerShell(host, readPowerShell(deskBefore()), { at: 1000 });
    const again = imported(host);
    expect(exportPowerShell(again)).toEqual(exportPowerShell(host));
    expect(toldOf(again)).toEqual(toldOf(host));
  });
});
