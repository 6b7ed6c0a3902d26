import {
  applyPlan,
  changes$,
  DesiredStateError,
  difference,
  netioapi,
  plan,
  PlanRefused,
  planVerdict,
  revertPlan,
  stateDocument,
  type AsOf,
  type Host,
} from '@netlapse/core';

import { Random } from './random-steps';
import { overScripts, run } from './simulation';

type Row = Readonly<Record<string, unknown>>;

/** The rows of a host as they are documented, as of a moment. */
const tablesOf = (host: Host, asOf?: AsOf) => {
  const options = asOf === undefined ? {} : { asOf };
  const api = netioapi(host);
  return {
    routes: api.GetIpForwardTable2({ Family: 'AF_UNSPEC' }, options).Table ?? [],
    addresses: api.GetUnicastIpAddressTable({ Family: 'AF_UNSPEC' }, options).Table ?? [],
    ipInterfaces: api.GetIpInterfaceTable({ Family: 'AF_UNSPEC' }, options).Table ?? [],
  };
};

const isManaged = (row: Row): boolean =>
  row['Protocol'] !== 'MIB_IPPROTO_LOCAL' &&
  row['Origin'] !== 'NlroRouterAdvertisement' &&
  row['PrefixOrigin'] !== 'IpPrefixOriginWellKnown' &&
  row['PrefixOrigin'] !== 'IpPrefixOriginRouterAdvertisement';

const settable = {
  routes: ['InterfaceLuid', 'DestinationPrefix', 'NextHop', 'Metric', 'Protocol', 'ValidLifetime', 'Publish'],
  addresses: [
    'InterfaceLuid',
    'Address',
    'OnLinkPrefixLength',
    'PrefixOrigin',
    'ValidLifetime',
    'SkipAsSource',
  ],
};

/** The managed rows by the members that calls set, in an order of their own. */
const wantedOf = (rows: readonly object[], members: readonly string[]): readonly string[] =>
  (rows as readonly Row[])
    .filter(isManaged)
    .map((row) => JSON.stringify(members.map((member) => row[member])))
    .sort();

const positionsOf = ({ host, reads }: ReturnType<typeof run>) => [
  ...reads.map(({ position }) => position),
  host.position,
];

it('a plan that is applied gives the desired rows and no others, and then there is nothing to plan', () => {
  let applied = 0;
  overScripts(80, 60, (script) => {
    const ran = run(script);
    const { host } = ran;
    const then = new Random(script.seed).pick(positionsOf(ran));
    const { routes, addresses } = tablesOf(host, then);
    const desired = {
      routes: routes.filter(isManaged as never),
      addresses: addresses.filter(isManaged as never),
    };
    let made;
    try {
      made = plan(host, desired);
    } catch (error) {
      // What stood then may be on an interface that is gone.
      if (!(error instanceof DesiredStateError)) throw error;
      return;
    }
    applyPlan(host, made);
    const now = tablesOf(host);
    for (const section of ['routes', 'addresses'] as const)
      expect(wantedOf(now[section], settable[section])).toEqual(
        wantedOf(desired[section], settable[section]),
      );
    expect(planVerdict(plan(host, desired))).toBe('no changes');
    applied += made.calls.length;
    host.close();
  });
  expect(applied).toBeGreaterThan(50);
});

it('plans nothing where a host is to be as it is', () => {
  overScripts(60, 60, (script) => {
    const { host } = run(script);
    const { calls, changes } = plan(host, tablesOf(host));
    expect({ calls, changes }).toEqual({ calls: [], changes: [] });
    host.close();
  });
});

it('a revert leads to the past but for what it said that calls cannot do', () => {
  let reverted = 0;
  overScripts(60, 60, (script) => {
    const ran = run(script);
    const { host } = ran;
    const then = new Random(script.seed).pick(positionsOf(ran));
    const back = revertPlan(host, then);
    applyPlan(host, back);
    expect(difference(host.state, host.view(then).state)).toEqual(back.left);
    reverted += back.calls.length;
    host.close();
  });
  expect(reverted).toBeGreaterThan(50);
});

it('a plan of which a call is refused changes nothing: state, log, clock, subscribers', () => {
  let refused = 0;
  overScripts(60, 60, (script) => {
    const ran = run(script);
    const { host } = ran;
    const { calls, position } = revertPlan(host, new Random(script.seed).pick(positionsOf(ran)));
    const heard: unknown[] = [];
    const subscription = changes$(host).subscribe((change) => heard.push(change));
    const before = { state: stateDocument(host.state), head: host.log.head, position: host.position };
    const wrong = { name: 'DeleteIpForwardEntry2', params: { Row: null } } as const;
    expect(() => applyPlan(host, { position, calls: [...calls, wrong] })).toThrow(PlanRefused);
    expect({ state: stateDocument(host.state), head: host.log.head, position: host.position }).toEqual(
      before,
    );
    expect(heard).toEqual([]);
    refused += calls.length;
    subscription.unsubscribe();
    host.close();
  });
  expect(refused).toBeGreaterThan(50);
});
