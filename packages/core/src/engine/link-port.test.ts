import type { Solicitation } from '../neighbors';
import { hardware, netioapi, type Hardware, type Netioapi } from '../netioapi';
import { createHost, openHost, type CreateHostOptions } from './create-host';
import { forkHost } from './fork';
import type { Host } from './host';
import type { CallbackError } from './listener';

const key = { Address: '192.0.2.1', InterfaceIndex: 5 } as const;
const PhysicalAddress = '02-AA-00-00-00-01';

interface LinkedHost {
  readonly host: Host;
  readonly api: Netioapi;
  readonly report: Hardware;
  readonly asked: Solicitation[];
}

/** A host whose live link writes down what it is asked. */
const begin = (
  options: CreateHostOptions = {},
  onAsked: (host: Host) => void = () => undefined,
): LinkedHost => {
  const asked: Solicitation[] = [];
  const host: Host = createHost({
    now: 0,
    interfaces: [{ InterfaceIndex: 5, PhysicalAddress: '02-00-00-00-00-05' }],
    link: {
      solicit: (solicitation) => {
        asked.push(solicitation);
        onAsked(host);
      },
    },
    ...options,
  });
  return { host, api: netioapi(host), report: hardware(host), asked };
};

const stateOf = ({ api }: LinkedHost): unknown => api.GetIpNetEntry2({ Row: key }).Row?.State;

describe('a live link', () => {
  it('is asked for a neighbor that is resolved, once a second, until it answers', () => {
    const linked = begin();
    expect(linked.api.ResolveIpNetEntry2({ Row: key }).status).toBe('STATUS_BAD_NETWORK_NAME');
    linked.host.advance(1500);
    expect(linked.asked).toMatchObject([
      { ...key, InterfaceLuid: '0x0006000005000000', kind: 'multicast', at: 0 },
      { kind: 'multicast', at: 1000 },
    ]);
    linked.report['neighbor-answered']({ ...key, PhysicalAddress });
    linked.host.advance(10_000);
    expect([linked.asked.length, stateOf(linked)]).toEqual([2, 'NlnsReachable']);
  });

  it('is asked after the notifications of the append that asks, each time', () => {
    const order: string[] = [];
    const { host, report } = begin({}, () => order.push('asked'));
    host.delivery.register('other', { onAppend: ({ cause }) => order.push(cause.name) });
    report['packet-sent'](key);
    host.advance(1000);
    expect(order).toEqual(['packet-sent', 'asked', 'neighbor-timer', 'asked']);
  });

  it('is asked when a batch is written, in order, and not at all where it is undone', () => {
    const { host, api, asked } = begin();
    const resolve = (Address: string): void => void api.ResolveIpNetEntry2({ Row: { ...key, Address } });
    host.batch(() => {
      resolve('192.0.2.1');
      resolve('192.0.2.2');
      expect(asked).toEqual([]);
    });
    expect(asked.map(({ Address }) => Address)).toEqual(['192.0.2.1', '192.0.2.2']);
    expect(() =>
      host.batch(() => {
        resolve('192.0.2.3');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(asked).toHaveLength(2);
  });

  it('that answers at once is heard after the question, in an append of its own', () => {
    const linked = begin({}, (host) => hardware(host)['neighbor-answered']({ ...key, PhysicalAddress }));
    expect(linked.api.ResolveIpNetEntry2({ Row: key }).status).toBe('STATUS_BAD_NETWORK_NAME');
    expect(stateOf(linked)).toBe('NlnsReachable');
    const causes = [...linked.host.log.records()].map((record) =>
      'cause' in record ? record.cause.name : '',
    );
    expect(causes.slice(-2)).toEqual(['ResolveIpNetEntry2', 'neighbor-answered']);
  });

  it('is not asked again for what was asked before its log was opened, nor when it is read back', () => {
    const { host, api, asked } = begin();
    api.ResolveIpNetEntry2({ Row: key });
    const again: Solicitation[] = [];
    const opened = openHost(host.log, { link: { solicit: (solicitation) => again.push(solicitation) } });
    opened.view({ seq: 4 });
    expect([asked.length, again.length]).toEqual([1, 0]);
    opened.advance(1000);
    expect(again).toMatchObject([{ at: 1000 }]);
  });

  it('is not taken along by a fork, which asks whom it is given, or nobody', () => {
    const { host, api, asked } = begin();
    api.ResolveIpNetEntry2({ Row: key });
    forkHost(host, host.position).advance(1000);
    expect(asked).toHaveLength(1);
  });

  it('that throws is answered for by the hook; the call that asked has succeeded', () => {
    const errors: CallbackError[] = [];
    const thrown = new Error('cable cut');
    const { host, report } = begin({ onCallbackError: (error) => errors.push(error) }, () => {
      throw thrown;
    });
    report['packet-sent'](key);
    expect(host.state.neighbors.size).toBe(1);
    expect(errors).toMatchObject([
      { error: thrown, handle: { name: 'link' }, envelope: { type: 'NeighborCreated' } },
    ]);
  });

  it('is not asked any more once a callback has closed the host', () => {
    const { host, report, asked } = begin();
    host.delivery.register('closing', { onAppend: () => host.close() });
    report['packet-sent'](key);
    expect(asked).toEqual([]);
  });

  it('stands in the place of the virtual one, of which no report is taken', () => {
    const { host, report } = begin();
    for (const name of ['neighbor-answers', 'neighbor-silent'] as const)
      expect(() => report[name]({ ...key, PhysicalAddress })).toThrow(
        expect.objectContaining({ code: 'ReportRefused' }) as Error,
      );
    expect(host.state.answering.size).toBe(0);
  });

  it('alone answers on a host that had a virtual one before', () => {
    const before = createHost({
      now: 0,
      interfaces: [{ InterfaceIndex: 5, PhysicalAddress: '02-00-00-00-00-05' }],
    });
    hardware(before)['neighbor-answers']({ ...key, PhysicalAddress });
    const asked: Solicitation[] = [];
    const host = openHost(before.log, { link: { solicit: (solicitation) => asked.push(solicitation) } });
    expect(netioapi(host).ResolveIpNetEntry2({ Row: key }).status).toBe('STATUS_BAD_NETWORK_NAME');
    host.advance(5000);
    expect(netioapi(host).GetIpNetEntry2({ Row: key }).Row?.State).toBe('NlnsUnreachable');
    expect(asked).toHaveLength(3);
    expect(host.state.answering.size).toBe(1);
  });
});
