import { either } from 'fp-ts';

import { RouteHost } from '../../test/route-host';
import { routeApi, routeEvents } from '.';

type AnyRun = (view: RouteHost['view'], params: object) => { readonly status: string };
type AnyDecide = (
  view: RouteHost['view'],
  params: object,
) => either.Either<{ readonly status: string }, object>;

const functions = Object.values(routeApi);

const statusOf = (definition: (typeof functions)[number], host: RouteHost, params: object): string => {
  if (definition.kind === 'query') return (definition.run as AnyRun)(host.view, params).status;
  const decided = (definition.decide as AnyDecide)(host.view, params);
  return either.isLeft(decided) ? decided.left.status : 'STATUS_SUCCESS';
};

/** A host on which each example finds what it needs. */
const hostOf = (name: string): RouteHost => {
  const host = new RouteHost();
  if (name !== 'CreateIpForwardEntry2') host.route('10.0.0.0/8', '192.0.2.1', 5);
  host.route('0.0.0.0/0', '192.0.2.1', 5);
  return host;
};

describe.each(functions.map((definition) => [definition.name, definition] as const))(
  '%s',
  (name, definition) => {
    it('is entered under its own name', () => {
      expect(routeApi[name as keyof typeof routeApi]).toBe(definition);
    });

    it('has an example that succeeds', () => {
      expect(statusOf(definition, hostOf(name), definition.example ?? { missing: true })).toBe(
        'STATUS_SUCCESS',
      );
    });

    it('tells of each status by which check it comes', () => {
      const told = new Set(definition.checks?.map(([, status]) => status));
      expect([...told].toSorted()).toEqual(
        definition.statuses.filter((status) => status !== 'STATUS_SUCCESS').toSorted(),
      );
    });

    it('appends events of routes only', () => {
      for (const type of definition.kind === 'command' ? (definition.events ?? []) : [])
        expect(Object.keys(routeEvents)).toContain(type);
    });

    it.each([
      [{}],
      [{ Row: null, Route: null, Table: null }],
      [{ Row: 7, Route: [], Family: {}, DestinationAddress: Symbol('x') }],
    ])('never throws, whatever it is given', (params) => {
      expect([...definition.statuses, 'STATUS_SUCCESS']).toContain(
        statusOf(definition, hostOf(name), params),
      );
    });
  },
);
