import { initialized, RouteHost } from '../../test/route-host';
import { nextRouteDue } from '.';

const route = (host: RouteHost, DestinationPrefix: string, ValidLifetime: number): void =>
  host.route(DestinationPrefix, '192.0.2.1', 5, { ValidLifetime, PreferredLifetime: 0 });

describe('the end of a valid lifetime', () => {
  it('is due at its very instant, not before', () => {
    const host = new RouteHost();
    route(host, '10.0.0.0/8', 60);
    host.route('10.1.0.0/16', '192.0.2.1', 5);
    const end = host.at + 60_000;
    const [row] = host.state.routes.values();
    expect(nextRouteDue(host.state, end - 1)).toBeUndefined();
    expect(nextRouteDue(host.state, end)).toEqual({
      at: end,
      createdSeq: row?.createdSeq,
      causationSeq: row?.setSeq,
      rule: 'valid-lifetime',
      events: [
        {
          type: 'RouteDeleted',
          data: {
            DestinationPrefix: '10.0.0.0/8',
            InterfaceIndex: 5,
            InterfaceLuid: '0x0006000005000000',
            NextHop: '192.0.2.1',
            reason: 'expired',
          },
        },
      ],
    });
    host.advance(59_999);
    expect(host.best('10.2.0.1')).toContain('10.0.0.0/8');
    host.advance(1);
    expect(host.best('10.2.0.1')).toBe('STATUS_NETWORK_UNREACHABLE');
  });

  it('comes in order of instant, then of creation', () => {
    const host = new RouteHost();
    route(host, '10.3.0.0/16', 30);
    route(host, '10.2.0.0/16', 20);
    route(host, '10.1.0.0/16', 30);
    route(host, '10.0.0.0/16', 10);
    host.set(
      initialized({
        DestinationPrefix: '10.3.0.0/16',
        NextHop: '192.0.2.1',
        InterfaceIndex: 5,
        ValidLifetime: 30,
        PreferredLifetime: 1,
      }),
    );
    const start = host.at;
    const dues = host
      .advance(60_000)
      .map(({ at, events }) => [at - start, events[0]?.data.DestinationPrefix]);
    expect(dues).toEqual([
      [10_000, '10.0.0.0/16'],
      [20_000, '10.2.0.0/16'],
      [30_000, '10.3.0.0/16'],
      [30_000, '10.1.0.0/16'],
    ]);
  });

  it('names the event that set the row last as its cause', () => {
    const host = new RouteHost();
    route(host, '10.0.0.0/8', 60);
    host.set(
      initialized({
        DestinationPrefix: '10.0.0.0/8',
        NextHop: '192.0.2.1',
        InterfaceIndex: 5,
        ValidLifetime: 10,
        PreferredLifetime: 10,
      }),
    );
    const [row] = host.state.routes.values();
    expect(row?.setSeq).toBeGreaterThan(row?.createdSeq ?? 0);
    expect(host.advance(10_000)).toMatchObject([{ causationSeq: row?.setSeq, createdSeq: row?.createdSeq }]);
  });
});
