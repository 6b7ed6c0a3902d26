import {
  createHost,
  exportEvents,
  forkHost,
  hmacSha256Hex,
  MemoryEventLog,
  netioapi,
  openHost,
  stateDocument,
  verifyLog,
  type Host,
} from '@netlapse/core';

const key = hmacSha256Hex('a key');
const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const Row = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5, ...lasting } as const;

const keyed = (): Host => {
  const log = new MemoryEventLog({ hasher: key });
  const host = createHost({ now: 0, log, interfaces: [{ InterfaceIndex: 5 }] });
  netioapi(host).CreateIpForwardEntry2({ Row }, { actor: 'vpn' });
  return host;
};

describe('a host on a keyed log', () => {
  it('is opened again by the key that its log has, and by no other', () => {
    const { log, state } = keyed();
    expect(stateDocument(openHost(log).state)).toEqual(stateDocument(state));
    expect(verifyLog(log).head).toEqual(log.head);
    for (const hasher of [hmacSha256Hex('another'), new MemoryEventLog().hasher])
      expect(() => openHost(log, { hasher })).toThrow('record 1 is damaged');
  });

  it('is forked onto a keyed log, whose state hash needs no key', () => {
    const host = keyed();
    const fork = forkHost(host, host.position, { log: new MemoryEventLog({ hasher: key }) });
    netioapi(fork).DeleteIpForwardEntry2({ Row });
    const [first] = fork.log.records(1, 1);
    expect(first).toMatchObject({ kind: 'base', forkedFrom: { hash: host.log.head.hash } });
    expect(stateDocument(openHost(fork.log).state)).toEqual(stateDocument(fork.state));
  });
});

it('events are exported as lines of JSON, those that are asked for', () => {
  const host = keyed();
  netioapi(host).CreateIpForwardEntry2({ Row }, { actor: 'rival' });
  const lines = [...exportEvents(host, { tables: ['routes'], refusals: true })];
  expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      seq: 4,
      type: 'RouteCreated',
      cause: expect.objectContaining({ actor: 'vpn' }) as object,
    }),
    expect.objectContaining({ kind: 'refusal', status: 'ERROR_OBJECT_ALREADY_EXISTS' }),
  ]);
});
