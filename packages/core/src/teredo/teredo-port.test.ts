import { Misreported, NeighborHost } from '../../test/neighbor-host';

const answered = (host: NeighborHost, params: object = {}): object => host.call('GetTeredoPort', params);

describe('the Teredo client', () => {
  it('is not started on a fresh host', () => {
    expect(answered(NeighborHost.ethernet())).toMatchObject({ status: 'ERROR_NOT_READY' });
  });

  it('is started, moved and stopped by reports of its port', () => {
    const host = NeighborHost.ethernet();
    for (const Port of [40_000, 40_000, 65_535, 0, 0]) host.report('teredo-port', { Port });
    expect(host.events).toEqual([
      { type: 'TeredoPortChanged', data: { Port: 40_000 } },
      { type: 'TeredoPortChanged', data: { Port: 65_535 } },
      { type: 'TeredoPortChanged', data: { Port: 0 } },
    ]);
    expect(answered(host)).toMatchObject({ status: 'ERROR_NOT_READY' });
    host.report('teredo-port', { Port: 1 });
    expect(answered(host)).toEqual({ status: 'STATUS_SUCCESS', out: { Port: 1 } });
  });

  it('has a USHORT for its port', () => {
    for (const Port of [-1, 65_536, 1.5, '40000'])
      expect(() => NeighborHost.ethernet().report('teredo-port', { Port })).toThrow(Misreported);
  });

  it('does not exist without an IPv6 stack', () => {
    const host = new NeighborHost([{ InterfaceIndex: 5 }], ['AF_INET']);
    host.report('teredo-port', { Port: 40_000 });
    expect(host.events).toEqual([]);
    expect(answered(host)).toMatchObject({ status: 'STATUS_NOT_SUPPORTED' });
  });

  it('is asked with a pointer that is not NULL', () => {
    const host = new NeighborHost([{ InterfaceIndex: 5 }], ['AF_INET']);
    expect(answered(host, { Port: null })).toMatchObject({
      status: 'STATUS_INVALID_PARAMETER',
      member: 'Port',
    });
  });
});
