import { streamHost } from '../../test/stream-host';
import { changesSince } from '.';

describe('changesSince, while it waits', () => {
  it('is not woken by what it did not ask for, and reads none of it', async () => {
    const { host, addRoute, setRoute } = streamHost();
    const changes = changesSince(host, host.position, { prefix: '10.0.9.0/24' })[Symbol.asyncIterator]();
    const next = changes.next();
    await Promise.resolve();
    await Promise.resolve();
    const reads = jest.spyOn(host.log, 'records');
    for (const third of [1, 2, 3]) addRoute(third);
    setRoute(3, { Metric: 5 });
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(reads.mock.calls).toEqual([]);
    addRoute(9, { Metric: 7 });
    const { value } = await next;
    expect([value?.kind, value?.before, value?.after]).toMatchObject(['added', null, { Metric: 7 }]);
    await changes.return?.();
    expect(host.delivery.hasListeners).toBe(false);
  });
});
