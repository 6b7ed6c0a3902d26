import { NeighborHost } from '../../test/neighbor-host';
import { nextNeighborDue } from './expiry';

const row = { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' };

const create = (host: NeighborHost, members: object): void => {
  expect(host.call('CreateIpNetEntry2', { Row: { ...row, ...members } }).status).toBe('STATUS_SUCCESS');
};

describe('what falls due for neighbors', () => {
  it('is nothing while nothing waits', () => {
    const host = NeighborHost.ethernet();
    for (const [Address, State] of [
      ['192.0.2.1', 'NlnsPermanent'],
      ['192.0.2.2', 'NlnsStale'],
      ['192.0.2.3', 'NlnsReachable'],
    ])
      create(host, { Address, State });
    expect(nextNeighborDue(host.state, Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });

  it('comes at its instant, not before', () => {
    const host = NeighborHost.ethernet();
    create(host, { State: 'NlnsDelay' });
    const { createdSeq, setSeq } = host.neighbor(row.Address) ?? {};
    expect(nextNeighborDue(host.state, 4999)).toBeUndefined();
    expect(nextNeighborDue(host.state, 60_000)).toMatchObject({
      at: 5000,
      createdSeq,
      causationSeq: setSeq,
      rule: 'neighbor-timer',
      events: [{ type: 'NeighborStateChanged', data: { State: 'NlnsProbe', dueAt: 6000, solicits: 1 } }],
    });
  });

  it('comes in the order of creation at one instant', () => {
    const host = NeighborHost.ethernet();
    create(host, { Address: '192.0.2.9', State: 'NlnsProbe' });
    create(host, { Address: '192.0.2.1', State: 'NlnsProbe' });
    host.call('SetIpNetEntry2', { Row: { ...row, Address: '192.0.2.9', State: 'NlnsDelay' } });
    host.call('SetIpNetEntry2', { Row: { ...row, Address: '192.0.2.9', State: 'NlnsProbe' } });
    host.events = [];
    host.advance(1000);
    expect(host.records.map(({ Address }) => Address)).toEqual(['192.0.2.9', '192.0.2.1']);
  });

  it('leads from NlnsDelay to NlnsUnreachable in eight seconds of silence', () => {
    const host = NeighborHost.ethernet();
    create(host, { State: 'NlnsDelay' });
    const states: unknown[] = [];
    for (let second = 0; second <= 8; second++) {
      states.push(host.entry(row.Address)?.State);
      host.advance(1000);
    }
    expect(states).toEqual([
      ...Array.from({ length: 5 }, () => 'NlnsDelay'),
      ...Array.from({ length: 3 }, () => 'NlnsProbe'),
      'NlnsUnreachable',
    ]);
    expect(host.appended()).toEqual([
      'NeighborCreated NlnsDelay',
      'NeighborStateChanged NlnsProbe',
      'NeighborStateChanged NlnsProbe',
      'NeighborStateChanged NlnsProbe',
      'NeighborStateChanged NlnsUnreachable',
    ]);
  });

  it('is the same in one jump as in small steps', () => {
    const [jump, steps] = [NeighborHost.ethernet(), NeighborHost.ethernet()];
    for (const host of [jump, steps]) {
      create(host, { State: 'NlnsDelay' });
      host.report('packet-sent', { Address: '192.0.2.2', InterfaceIndex: 5 });
    }
    jump.advance(20_000);
    for (let step = 0; step < 200; step++) steps.advance(100);
    expect(steps.events).toEqual(jump.events);
    expect(steps.state.neighbors.inOrderOfCreation()).toEqual(jump.state.neighbors.inOrderOfCreation());
  });

  it('takes the times that the IP interface has when each wait begins', () => {
    const host = NeighborHost.ethernet();
    create(host, { State: 'NlnsProbe' });
    host.setIpInterface(5, 'AF_INET', { RetransmitTime: 3000 });
    host.setIpInterface(5, 'AF_INET6', { RetransmitTime: 9000 });
    host.advance(1000);
    expect(host.neighbor(row.Address)).toMatchObject({ solicits: 2, dueAt: 4000 });
  });

  it('ends NlnsDelay in NlnsStale where unreachability detection is off by then', () => {
    const host = NeighborHost.ethernet();
    create(host, { State: 'NlnsDelay' });
    host.setIpInterface(5, 'AF_INET', { UseNeighborUnreachabilityDetection: false });
    host.advance(5000);
    expect(host.neighbor(row.Address)).toMatchObject({ State: 'NlnsStale', dueAt: null });
  });

  it('comes to an end where solicitations follow one another without a pause', () => {
    const host = NeighborHost.ethernet();
    host.setIpInterface(5, 'AF_INET', { RetransmitTime: 0 });
    host.report('packet-sent', { Address: '192.0.2.2', InterfaceIndex: 5 });
    host.advance(0);
    expect(host.entry('192.0.2.2')?.State).toBe('NlnsUnreachable');
  });
});
