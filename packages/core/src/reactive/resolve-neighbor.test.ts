import { collect, streamHost, type StreamHost } from '../../test/stream-host';
import { hardware, type Hardware } from '../netioapi';
import { changes$ } from '../streams';
import { resolveNeighbor, type Resolution } from '.';

const key = { Address: '192.0.2.1', InterfaceIndex: 5 } as const;
const PhysicalAddress = '02-AA-00-00-00-01';

interface Waiting {
  readonly promise: Promise<Resolution>;
  /** Whether it is settled, once all that is settled has been told. */
  readonly isSettled: () => Promise<boolean>;
}

const waitFor = (promise: Promise<Resolution>): Waiting => {
  let settled = false;
  const settle = (): boolean => (settled = true);
  promise.then(settle, settle);
  return {
    promise,
    isSettled: async () => {
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      return settled;
    },
  };
};

const begin = (): StreamHost & { readonly report: Hardware; readonly resolve: () => Waiting } => {
  const made = streamHost({ link: { solicit: () => undefined } });
  return {
    ...made,
    report: hardware(made.host),
    resolve: () => waitFor(resolveNeighbor(made.host, { Row: key })),
  };
};

describe('a resolution that is waited for', () => {
  it('succeeds with the row when the link answers', async () => {
    const { host, api, report, resolve } = begin();
    const waiting = resolve();
    host.advance(1700);
    expect(await waiting.isSettled()).toBe(false);
    report['neighbor-answered']({ ...key, PhysicalAddress });
    const { status, Row } = await waiting.promise;
    expect(status).toBe('STATUS_SUCCESS');
    expect(Row).toEqual(api.GetIpNetEntry2({ Row: key }).Row);
    expect(host.delivery.hasListeners).toBe(false);
  });

  it('fails when the last solicitation went unanswered', async () => {
    const { host, resolve } = begin();
    const waiting = resolve();
    host.advance(2999);
    expect(await waiting.isSettled()).toBe(false);
    host.advance(1);
    expect(await waiting.promise).toEqual({ status: 'STATUS_BAD_NETWORK_NAME' });
  });

  it('fails with STATUS_NOT_FOUND when the entry is deleted', async () => {
    const { api, report, resolve } = begin();
    const deleted = resolve();
    api.DeleteIpNetEntry2({ Row: key });
    expect(await deleted.promise).toEqual({ status: 'STATUS_NOT_FOUND' });
    const gone = resolve();
    report['interface-departs']({ InterfaceIndex: 5 });
    expect(await gone.promise).toEqual({ status: 'STATUS_NOT_FOUND' });
  });

  it('that another replaces ends as that one does', async () => {
    const { host, report, resolve } = begin();
    const first = resolve();
    host.advance(2500);
    const second = resolve();
    host.advance(2500);
    expect([await first.isSettled(), await second.isSettled()]).toEqual([false, false]);
    report['neighbor-answered']({ ...key, PhysicalAddress });
    expect(await first.promise).toEqual(await second.promise);
    expect((await first.promise).status).toBe('STATUS_SUCCESS');
  });

  it('ends with success when a Set tells the physical address', async () => {
    const { api, resolve } = begin();
    const waiting = resolve();
    api.SetIpNetEntry2({ Row: { ...key, PhysicalAddress, State: 'NlnsPermanent' } });
    expect(await waiting.promise).toMatchObject({
      status: 'STATUS_SUCCESS',
      Row: { State: 'NlnsPermanent' },
    });
  });

  it('is answered at once where the virtual link does, or nobody need be asked', async () => {
    const { host } = streamHost();
    hardware(host)['neighbor-answers']({ ...key, PhysicalAddress });
    expect(await resolveNeighbor(host, { Row: key })).toMatchObject({
      status: 'STATUS_SUCCESS',
      Row: { PhysicalAddress },
    });
    expect(await resolveNeighbor(host, { Row: { ...key, Address: '224.0.0.5' } })).toMatchObject({
      Row: { PhysicalAddress: '01-00-5E-00-00-05' },
    });
  });

  it('is refused as the call is, with why', async () => {
    const { host, report } = begin();
    expect(await resolveNeighbor(host, { Row: null })).toMatchObject({
      status: 'STATUS_INVALID_PARAMETER',
      why: expect.any(String) as string,
    });
    report['media-disconnects']({ InterfaceIndex: 5 });
    expect((await resolveNeighbor(host, { Row: key })).status).toBe('STATUS_BAD_NETWORK_NAME');
    expect(host.delivery.hasListeners).toBe(false);
  });

  it('is told the state of each append in its turn, begun inside a callback too', async () => {
    const { api, addRoute, host } = begin();
    let waiting: Waiting | undefined;
    changes$(host, { tables: ['routes'] }).subscribe(() => {
      waiting = waitFor(resolveNeighbor(host, { Row: key }));
      api.DeleteIpNetEntry2({ Row: key });
      api.CreateIpNetEntry2({ Row: { ...key, PhysicalAddress } });
    });
    addRoute(1);
    expect(await waiting?.promise).toEqual({ status: 'STATUS_NOT_FOUND' });
  });

  it('lets what is due by the clock happen before it', async () => {
    let now = 0;
    const { host, addRoute } = streamHost({ clock: () => now, link: { solicit: () => undefined } });
    addRoute(1, { ValidLifetime: 1, PreferredLifetime: 1 });
    now = 5000;
    const { isSettled } = waitFor(resolveNeighbor(host, { Row: key }));
    expect([await isSettled(), host.clock, host.state.routes.size]).toEqual([false, 5000, 0]);
  });

  it('fails with STATUS_NOT_FOUND where it was undone with its batch', async () => {
    const { host, addRoute, resolve } = begin();
    let waiting: Waiting | undefined;
    expect(() =>
      host.batch(() => {
        waiting = resolve();
        throw new Error('no');
      }),
    ).toThrow('no');
    addRoute(1);
    expect(await waiting?.promise).toEqual({ status: 'STATUS_NOT_FOUND' });
  });

  it('is rejected when the host closes, or is closed', async () => {
    const { host, resolve } = begin();
    const waiting = resolve();
    host.close();
    await expect(waiting.promise).rejects.toMatchObject({ code: 'HostClosed' });
    await expect(resolveNeighbor(host, { Row: key })).rejects.toMatchObject({ code: 'HostClosed' });
  });

  it('is given up when a signal aborts: the resolution goes on by itself', async () => {
    const { host } = begin();
    const controller = new AbortController();
    const { signal } = controller;
    const { promise } = waitFor(resolveNeighbor(host, { Row: key }, { signal }));
    controller.abort('enough');
    await expect(promise).rejects.toBe('enough');
    expect([host.delivery.hasListeners, host.state.neighbors.size]).toEqual([false, 1]);
    await expect(resolveNeighbor(host, { Row: { ...key, Address: '192.0.2.2' } }, { signal })).rejects.toBe(
      'enough',
    );
    expect(host.state.neighbors.size).toBe(1);
  });

  it('appends what the call does', () => {
    const { host, api } = begin();
    const { items } = collect(changes$(host));
    void resolveNeighbor(host, { Row: key });
    api.DeleteIpNetEntry2({ Row: key });
    expect(items.map(({ type, event }) => [type, event.cause.name])).toEqual([
      ['NeighborCreated', 'ResolveIpNetEntry2'],
      ['NeighborDeleted', 'DeleteIpNetEntry2'],
    ]);
  });
});
