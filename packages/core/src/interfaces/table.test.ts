import { makeLuid, parseGuid, type Guid } from '../net';
import {
  DnsTable,
  evolveDns,
  evolveInterfaces,
  evolveIpInterfaces,
  evolveRetired,
  interfaceOf,
  InterfaceTable,
  IpInterfaceTable,
  Retired,
  type DnsEvent,
  type InterfaceDescription,
  type InterfaceEvent,
  type IpInterfaceEvent,
} from './index';

const described = (description: InterfaceDescription): readonly (InterfaceEvent | IpInterfaceEvent)[] => {
  const reads = {
    stacks: ['AF_INET', 'AF_INET6'],
    interfaces: InterfaceTable.empty,
    retired: Retired.empty,
  } as const;
  const events = interfaceOf(reads, description, { formsLinkLocal: false, draw: () => 0.5 });
  if (events._tag === 'Left') throw new Error(events.left.why);
  return events.right;
};

const arrival = (
  description: InterfaceDescription,
): InterfaceEvent & { readonly type: 'InterfaceArrived' } => {
  const [event] = described(description);
  if (event?.type !== 'InterfaceArrived') throw new Error('no arrival');
  return event;
};

const binding = (InterfaceIndex: number, family: 'AF_INET' | 'AF_INET6'): IpInterfaceEvent => {
  const [, event] = described({ InterfaceIndex, families: [family] });
  if (event?.type !== 'IpInterfaceBound') throw new Error('no binding');
  return event;
};

const luid = (index: number) => makeLuid(6, index);
const at = (seq: number) => ({ seq, at: 0 });

const interfacesOf = (...indexes: readonly number[]): InterfaceTable =>
  indexes.reduce(
    (table, InterfaceIndex, place) => evolveInterfaces(table, arrival({ InterfaceIndex }), at(place + 1)),
    InterfaceTable.empty,
  );

describe('InterfaceTable', () => {
  it('finds a row by LUID, by index and by GUID, and lists by index or by creation', () => {
    const table = interfacesOf(9, 3, 5);
    expect(table.size).toBe(3);
    expect(table.get({ InterfaceLuid: luid(3) })?.InterfaceIndex).toBe(3);
    expect(table.byIndex(9)?.InterfaceLuid).toBe(luid(9));
    expect(table.byIndex(4)).toBeUndefined();
    expect(table.byGuid(parseGuid('{00060000-0500-4000-8000-000000000000}') as Guid)?.InterfaceIndex).toBe(5);
    expect(table.byGuid(parseGuid('{00060000-0501-4000-8000-000000000000}') as Guid)).toBeUndefined();
    expect(table.inOrderOfIndex().map((row) => row.InterfaceIndex)).toEqual([3, 5, 9]);
    expect(table.inOrderOfCreation().map((row) => row.InterfaceIndex)).toEqual([9, 3, 5]);
    expect(table.onInterface(luid(9)).map((row) => row.createdSeq)).toEqual([1]);
    expect(table.onInterface(luid(4))).toEqual([]);
  });

  it('stamps rows, and keeps them from being changed', () => {
    const event = arrival({ InterfaceIndex: 5, Alias: 'Ethernet' });
    const arrived = evolveInterfaces(InterfaceTable.empty, event, at(7));
    const set = evolveInterfaces(
      arrived,
      {
        type: 'InterfaceSet',
        data: {
          ...event.data,
          Alias: 'Office',
          InterfaceGuid: parseGuid('0000aaaa-0000-4000-8000-000000000015') as Guid,
        },
      },
      at(8),
    );
    expect(arrived.byIndex(5)).toEqual({ ...event.data, createdSeq: 7, setSeq: 7 });
    expect(set.byIndex(5)).toMatchObject({ Alias: 'Office', createdSeq: 7, setSeq: 8 });
    expect(set.byGuid(event.data.InterfaceGuid)).toBeUndefined();
    expect(arrived.byIndex(5)?.Alias).toBe('Ethernet');
    expect(Object.isFrozen(set.byIndex(5))).toBe(true);
    expect(Object.isFrozen(set.byIndex(5)?.lowerInterfaces)).toBe(true);
  });

  it('takes media events for the two members that they bear', () => {
    const arrived = interfacesOf(5);
    const { InterfaceLuid, InterfaceIndex } = arrival({ InterfaceIndex: 5 }).data;
    const key = { InterfaceLuid, InterfaceIndex };
    const down = evolveInterfaces(
      arrived,
      {
        type: 'MediaDisconnected',
        data: { ...key, MediaConnectState: 'MediaConnectStateDisconnected', OperStatus: 'IfOperStatusDown' },
      },
      at(4),
    );
    expect(down.byIndex(5)).toEqual({
      ...arrived.byIndex(5),
      MediaConnectState: 'MediaConnectStateDisconnected',
      OperStatus: 'IfOperStatusDown',
      setSeq: 4,
    });
    const gone = evolveInterfaces(
      down,
      { type: 'InterfaceDeparted', data: { ...key, reason: 'host-report' } },
      at(5),
    );
    expect(gone.size).toBe(0);
    expect(gone.byIndex(5)).toBeUndefined();
    expect(down.byIndex(5)).toBeDefined();
  });

  it('is itself without a row that is not there', () => {
    const table = interfacesOf(5);
    expect(table.without({ InterfaceLuid: luid(6) })).toBe(table);
  });
});

describe('IpInterfaceTable', () => {
  const table = [binding(9, 'AF_INET6'), binding(9, 'AF_INET'), binding(3, 'AF_INET6')].reduce(
    (rows, event, place) => evolveIpInterfaces(rows, event, at(place + 1)),
    IpInterfaceTable.empty,
  );

  it('lists AF_INET first, then by index', () => {
    const names = (rows: Iterable<{ readonly Family: string; readonly InterfaceIndex: number }>) =>
      Array.from(rows, (row) => `${row.Family} ${row.InterfaceIndex}`);
    expect(names(table.inTableOrder())).toEqual(['AF_INET 9', 'AF_INET6 3', 'AF_INET6 9']);
    expect(names(table.inTableOrder('AF_INET6'))).toEqual(['AF_INET6 3', 'AF_INET6 9']);
    expect(names(table.inOrderOfCreation())).toEqual(['AF_INET6 9', 'AF_INET 9', 'AF_INET6 3']);
    expect(names(table.onInterface(luid(9)))).toEqual(['AF_INET 9', 'AF_INET6 9']);
    expect(names(table.values())).toEqual(['AF_INET 9', 'AF_INET6 3', 'AF_INET6 9']);
    expect(table.size).toBe(3);
  });

  it('orders rows of one event by key', () => {
    const both = ['AF_INET6', 'AF_INET'] as const;
    const rows = both.reduce(
      (made, family) => evolveIpInterfaces(made, binding(5, family), at(1)),
      IpInterfaceTable.empty,
    );
    expect(rows.inOrderOfCreation().map((row) => row.Family)).toEqual(['AF_INET', 'AF_INET6']);
  });

  it('replaces a row whole and keeps when it was created', () => {
    const event = binding(9, 'AF_INET');
    const set = evolveIpInterfaces(
      table,
      { type: 'IpInterfaceSet', data: { ...event.data, Metric: 7 } as never },
      at(8),
    );
    expect(set.get({ InterfaceLuid: luid(9), Family: 'AF_INET' })).toMatchObject({
      Metric: 7,
      createdSeq: 2,
      setSeq: 8,
    });
  });

  it('loses one family and keeps the other', () => {
    const gone = evolveIpInterfaces(
      table,
      {
        type: 'IpInterfaceUnbound',
        data: { InterfaceLuid: luid(9), InterfaceIndex: 9, Family: 'AF_INET', reason: 'host-report' },
      },
      at(8),
    );
    expect(gone.onInterface(luid(9)).map((row) => row.Family)).toEqual(['AF_INET6']);
    expect(gone.without({ InterfaceLuid: luid(9), Family: 'AF_INET' })).toBe(gone);
  });
});

describe('DnsTable', () => {
  const dnsSet = (Family: 'AF_INET' | 'AF_INET6', Domain: string): DnsEvent => ({
    type: 'InterfaceDnsSet',
    data: {
      InterfaceLuid: luid(5),
      InterfaceIndex: 5,
      Family,
      NameServer: '',
      SearchList: '',
      RegistrationEnabled: 1,
      RegisterAdapterName: 0,
      Domain,
      EnableLLMNR: 1,
      QueryAdapterName: 1,
      ProfileNameServer: '',
      DisableUnconstrainedQueries: 0,
      SupplementalSearchList: '',
    },
  });

  it('makes a row, replaces it, and gives it up', () => {
    const events = [dnsSet('AF_INET6', 'six'), dnsSet('AF_INET', 'one'), dnsSet('AF_INET', 'two')];
    const table = events.reduce(
      (rows, event, place) => evolveDns(rows, event, at(place + 1)),
      DnsTable.empty,
    );
    expect(table.size).toBe(2);
    expect(table.get({ InterfaceLuid: luid(5), Family: 'AF_INET' })).toMatchObject({
      Domain: 'two',
      createdSeq: 2,
      setSeq: 3,
    });
    expect(table.onInterface(luid(5)).map((row) => row.Family)).toEqual(['AF_INET', 'AF_INET6']);
    expect(table.inOrderOfCreation().map((row) => row.Family)).toEqual(['AF_INET6', 'AF_INET']);
    expect(Array.from(table.values(), (row) => row.Family)).toEqual(['AF_INET', 'AF_INET6']);
    const key = { InterfaceLuid: luid(5), InterfaceIndex: 5, Family: 'AF_INET' } as const;
    const rest = evolveDns(
      table,
      { type: 'InterfaceDnsDeleted', data: { ...key, reason: 'interface-departed' } },
      at(4),
    );
    expect(rest.size).toBe(1);
    expect(rest.without(key)).toBe(rest);
  });
});

describe('Retired', () => {
  it('remembers departures alone, ascending', () => {
    const departure = (index: number): InterfaceEvent => ({
      type: 'InterfaceDeparted',
      data: { InterfaceLuid: luid(index), InterfaceIndex: index, reason: 'host-report' },
    });
    const events = [departure(10), departure(9), arrival({ InterfaceIndex: 5 }), departure(9)];
    const retired = events.reduce(evolveRetired, Retired.empty);
    expect(retired.indexes()).toEqual([9, 10]);
    expect(retired.luids()).toEqual([luid(9), luid(10)]);
    expect(retired.hasIndex(9)).toBe(true);
    expect(retired.hasIndex(5)).toBe(false);
    expect(retired.hasLuid(luid(10))).toBe(true);
    expect(retired.hasLuid(luid(5))).toBe(false);
  });
});
