import { MemoryEventLog } from '../log';
import { formatFailure, readScenario, runScenario, type ScenarioStep } from '.';

const ethernet = { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' };
const route = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 };
const create = { call: 'CreateIpForwardEntry2', initialized: true, in: { Row: { ...route, Metric: 10 } } };

const scenarioOf = (...steps: readonly ScenarioStep[]) =>
  readScenario({ name: 'a-case', covers: [], why: 'to see', host: { interfaces: [ethernet] }, steps });

/** What the report of a failing scenario says, without its first line. */
const failureOf = (...steps: readonly ScenarioStep[]): string => {
  const result = runScenario(scenarioOf(...steps));
  return result.passed ? 'passed' : formatFailure(result);
};

describe('a scenario that cannot be read', () => {
  it.each([
    ['no object', []],
    ['no steps', { name: 'a', covers: [], why: '' }],
    ['an unknown member', { name: 'a', covers: [], why: '', steps: [], stpes: [] }],
    ['a host with an unknown member', { name: 'a', covers: [], why: '', steps: [], host: { interface: [] } }],
    ['a step of no kind', { name: 'a', covers: [], why: '', steps: [{ cal: 'X' }] }],
    ['a step of two kinds', { name: 'a', covers: [], why: '', steps: [{ call: 'X', mark: 'm' }] }],
    [
      'a step with an unknown member',
      { name: 'a', covers: [], why: '', steps: [{ call: 'X', stauts: 'S' }] },
    ],
  ])('is refused: %s', (_, value) => {
    expect(() => readScenario(value)).toThrow(
      expect.objectContaining({ name: 'MalformedScenario' }) as Error,
    );
  });

  it('names the step', () => {
    const steps = [{ mark: 'm' }, { call: 'X', stauts: 'S' }];
    expect(() => readScenario({ name: 'a', covers: [], why: '', steps })).toThrow(
      'step 2 (call) has no member stauts',
    );
  });
});

describe('a step that is not as expected', () => {
  it('fails with what was expected and what came, member by member', () => {
    const read = {
      call: 'GetIpForwardEntry2',
      in: { Row: route },
      out: { Row: { Metric: 11, Age: 5, Publish: true } },
    };
    expect(failureOf(create, read)).toBe(
      [
        'a-case: step 2 (call GetIpForwardEntry2) failed',
        '    out.Row.Metric',
        '      expected 11',
        '      got      10',
        '    out.Row.Age',
        '      expected 5',
        '      got      0',
      ].join('\n'),
    );
  });

  it.each([
    [
      'another status',
      [create, { ...create, status: 'STATUS_SUCCESS' }],
      'got      "ERROR_OBJECT_ALREADY_EXISTS: ',
    ],
    [
      'a member that is not there',
      [create, { call: 'GetIpForwardEntry2', in: { Row: route }, out: { Row: { Metrik: 1 } } }],
      'got      nothing',
    ],
    [
      'a row that a table lacks',
      [
        create,
        {
          call: 'GetIpForwardTable2',
          in: { Family: 'AF_INET' },
          out: { Table: { contains: [{ Metric: 1 }] } },
        },
      ],
      'out.Table.contains',
    ],
    [
      'a row that a table should lack',
      [
        create,
        {
          call: 'GetIpForwardTable2',
          in: { Family: 'AF_INET' },
          out: { Table: { lacks: [{ Metric: 10 }] } },
        },
      ],
      'out.Table.lacks',
    ],
    [
      'a row too many',
      [create, { call: 'GetIpForwardTable2', in: { Family: 'AF_INET' }, out: { Table: { exactly: [] } } }],
      'out.Table.exactly',
    ],
    [
      'another number of rows',
      [create, { call: 'GetIpForwardTable2', in: { Family: 'AF_INET' }, out: { Table: { count: 2 } } }],
      'out.Table.count',
    ],
    [
      'a table where none came',
      [
        {
          call: 'GetIpForwardTable2',
          in: { Family: 'AF_INET' },
          status: 'STATUS_NOT_FOUND',
          out: { Table: { count: 0 } },
        },
      ],
      'out.Table',
    ],
    ['an event too few', [{ appended: [{ type: 'RouteCreated' }] }], 'no further event'],
    ['an event too many', [create, { appended: [] }], 'RouteCreated'],
    ['another event', [create, { appended: [{ type: 'RouteSet' }] }], 'got      "RouteCreated"'],
    ['a refused report that should stand', [{ host: 'media-connects', InterfaceIndex: 99 }], 'ReportRefused'],
    [
      'a report that should be refused',
      [{ host: 'media-connects', InterfaceIndex: 5, refused: true }],
      'expected the report to be refused',
    ],
    [
      'a function that does not exist',
      [{ call: 'GetIpForwardEntry3', in: {} }],
      'no function "GetIpForwardEntry3"',
    ],
    ['a hardware event that does not exist', [{ host: 'media-explodes' }], 'no hardware event'],
    [
      'a parameter that does not exist',
      [{ call: 'GetIpForwardTable2', in: { Familiy: 'AF_INET' } }],
      'no parameter Familiy',
    ],
    [
      'a member that a row does not have',
      [{ ...create, in: { Row: { ...route, Metirc: 1 } } }],
      'has no member Metirc',
    ],
    [
      'a notification that did not come',
      [
        { subscribe: 'NotifyRouteChange2', as: 'r', in: {} },
        { notified: 'r', with: [{ NotificationType: 'MibAddInstance' }] },
      ],
      'nothing more arrived',
    ],
    [
      'a notification too many',
      [{ subscribe: 'NotifyRouteChange2', as: 'r', in: {} }, create, { notified: 'r', with: [] }],
      'nothing more',
    ],
    ['a subscription that does not stand', [{ notified: 'r', with: [] }], 'nothing is subscribed as r'],
    ['a mark that nobody made', [{ call: 'GetIfTable2', in: {}, asOf: 'm' }], 'no mark is named m'],
    ['a fork that nobody made', [{ mark: 'm', on: 'copy' }], 'no fork is named "copy"'],
    ['a command as of the past', [{ mark: 'm' }, { ...create, asOf: 'm' }], 'is no read'],
    ['an import that nobody can read', [{ import: 'rtmon', file: 'x' }], 'nothing here imports rtmon'],
    ['a query that does not exist', [{ query: 'blame', in: {}, out: {} }], 'no query is named "blame"'],
    ['time that goes back', [{ advance: -1 }], 'no number of seconds'],
    [
      'a parameter that a registration does not have',
      [{ subscribe: 'NotifyRouteChange2', as: 'r', in: { Familiy: 'AF_INET' } }],
      'no parameter Familiy',
    ],
    [
      'a parameter that GetBestRoute2 does not have',
      [{ query: 'bestRouteHistory', in: { Destination: '10.0.0.1' }, out: {} }],
      'no parameter Destination',
    ],
    [
      'a query with an unknown member',
      [{ query: 'diff', in: { form: 'm' }, out: {} }],
      'diff has no member form',
    ],
    [
      'a key without all its members',
      [{ query: 'history', in: { table: 'routes', key: { InterfaceIndex: 5, NextHop: '::' } }, out: {} }],
      'has a member DestinationPrefix',
    ],
    [
      'a row that was never saved',
      [{ ...create, in: { Row: { $from: 'nowhere' } } }],
      'no row was saved as "nowhere"',
    ],
  ] as ReadonlyArray<readonly [string, readonly ScenarioStep[], string]>)('fails: %s', (_, steps, words) => {
    expect(failureOf(...steps)).toContain(words);
  });

  it('fails where the interfaces of the host cannot be', () => {
    const scenario = readScenario({ name: 'a', covers: [], why: '', host: { interfaces: [{}] }, steps: [] });
    expect(formatFailure(runScenario(scenario))).toContain('a: step 0 (host) failed');
  });

  it('fails where the log does not lead to the state that stands', () => {
    class ForgetfulLog extends MemoryEventLog {
      override *records(
        ...given: Parameters<MemoryEventLog['records']>
      ): ReturnType<MemoryEventLog['records']> {
        for (const record of super.records(...given)) if (record.n < 3) yield record;
      }
    }
    const result = runScenario(scenarioOf(create), { openLog: () => new ForgetfulLog() });
    expect(result.failure?.title).toBe('log at the end');
  });
});

describe('what is the same', () => {
  it.each([
    ['addresses however they are spelt', { NextHop: '2001:DB8::0001' }],
    ['LUIDs in either case', { InterfaceLuid: '0X0006000005000000'.replace('X', 'x') }],
    ['prefixes however they are spelt', { DestinationPrefix: '2001:db8:0:0::/32' }],
  ])('compares as the same: %s', (_, Row) => {
    const key = { DestinationPrefix: '2001:db8::/32', NextHop: '2001:db8::1', InterfaceIndex: 5 };
    expect(
      failureOf(
        { call: 'CreateIpForwardEntry2', initialized: true, in: { Row: key } },
        { call: 'GetIpForwardEntry2', in: { Row: key }, out: { Row } },
      ),
    ).toBe('passed');
  });

  it.each([
    ['a scope id of zero and none', 'fe80::1%0', true],
    ['a scope id behind an address that is not link-local and none', '2001:db8::1%7', false],
    ['another scope id', 'fe80::1%6', false],
  ])('tells scope ids apart where they count: %s', (_, Address, isSame) => {
    const Row = { Address: 'fe80::1', InterfaceIndex: 5 };
    const found = failureOf(
      { call: 'CreateUnicastIpAddressEntry', initialized: true, in: { Row } },
      { call: 'GetUnicastIpAddressEntry', in: { Row }, out: { Row: { Address } } },
    );
    expect(found === 'passed').toBe(isSame);
  });

  it('finds a row’s history by its key in any spelling, its interface by index or LUID, stood or never', () => {
    const key = { DestinationPrefix: '2001:DB8::/32', NextHop: '2001:db8:0::1' };
    const changes = (of: object, expected: readonly object[]) => ({
      query: 'history',
      in: { table: 'routes', key: of },
      out: { changes: expected },
    });
    expect(
      failureOf(
        { ...create, in: { Row: { ...key, InterfaceIndex: 5 } } },
        { host: 'interface-departs', InterfaceIndex: 5 },
        changes({ ...key, InterfaceIndex: 5 }, [{ kind: 'added' }, { kind: 'removed' }]),
        changes({ ...key, InterfaceLuid: '0x0006000005000000' }, [{ kind: 'added' }, { kind: 'removed' }]),
        changes({ ...key, InterfaceIndex: 77 }, []),
      ),
    ).toBe('passed');
  });

  it('finds the interface of a fork that has departed there, though its arrival is in another log', () => {
    expect(
      failureOf(
        { mark: 'm' },
        { fork: 'm', as: 'copy' },
        { host: 'interface-departs', InterfaceIndex: 5, on: 'copy' },
        {
          query: 'history',
          on: 'copy',
          in: { table: 'interfaces', key: { InterfaceIndex: 5 } },
          out: { changes: [{ type: 'InterfaceDeparted', life: 1, kind: 'removed' }] },
        },
      ),
    ).toBe('passed');
  });

  it('takes a handle of another host for no handle of this one', () => {
    expect(
      failureOf(
        { subscribe: 'NotifyRouteChange2', as: 'r', in: {} },
        { mark: 'm' },
        { fork: 'm', as: 'copy' },
        { cancel: 'r', on: 'copy', status: 'ERROR_INVALID_HANDLE' },
        { cancel: 'never', on: 'copy', status: 'STATUS_INVALID_PARAMETER' },
        { cancel: 'r' },
      ),
    ).toBe('passed');
  });

  it('matches unordered notifications each to one, whatever the order', () => {
    const at = (third: number) => ({
      ...create,
      in: { Row: { ...route, DestinationPrefix: `10.0.${third}.0/24` } },
    });
    expect(
      failureOf({ subscribe: 'NotifyRouteChange2', as: 'r', in: {} }, at(1), at(2), {
        notified: 'r',
        unordered: true,
        with: [{ NotificationType: 'MibAddInstance' }, { Row: { DestinationPrefix: '10.0.1.0/24' } }],
      }),
    ).toBe('passed');
  });
});
