import { SkipTally, Wire } from '../netlink';
import { dumpMessage, wholeDump } from './dump-requests';
import { eachMessage } from './each-message';
import { KeptDatagrams } from './kept-datagrams';

const overrun = (length = 16): Uint8Array => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, length, true);
  new DataView(bytes.buffer).setUint16(4, 4, true);
  return bytes;
};

const joined = (...parts: readonly Uint8Array[]): Wire =>
  new Wire(Uint8Array.from(parts.flatMap((part) => Array.from(part))));

const typesIn = (wire: Wire, from = 0, end = wire.length): readonly string[] => {
  const types: string[] = [];
  eachMessage(wire, from, end, new SkipTally(), ({ type }) => types.push(type) > 0);
  return types;
};

it('reads the messages of a datagram one behind the other, and none of the next datagram', () => {
  const wire = joined(overrun(), overrun(), overrun());
  expect(typesIn(wire)).toEqual(Array(3).fill('NLMSG_OVERRUN'));
  expect(typesIn(wire, 16, 32)).toEqual(['NLMSG_OVERRUN']);
});

it.each([0, 15])('ends at a message that says it has %d bytes', (length) => {
  expect(typesIn(joined(overrun(), overrun(length), overrun()))).toEqual(['NLMSG_OVERRUN', 'skipped']);
});

it('ends at a header that is not all there', () => {
  expect(typesIn(joined(overrun(), new Uint8Array(7)))).toEqual(['NLMSG_OVERRUN', 'skipped']);
});

it('keeps datagrams as they were, up to a limit', () => {
  const kept = new KeptDatagrams(40);
  const wire = joined(overrun(), overrun());
  expect(kept.keep(wire, 0, 32, 7)).toBe(true);
  wire.bytes.fill(0);
  expect(kept.keep(wire, 0, 16, 8)).toBe(false);
  const taken = kept.take();
  expect(taken.map(({ at, wire: own }) => [at, typesIn(own)])).toEqual([
    [7, ['NLMSG_OVERRUN', 'NLMSG_OVERRUN']],
  ]);
  expect(kept.take()).toEqual([]);
  expect(kept.keep(wire, 0, 32, 9)).toBe(true);
});

it('asks for each kind with a message as long as it says', () => {
  for (const request of wholeDump) {
    const bytes = dumpMessage(request, 9);
    const wire = new Wire(bytes);
    expect([wire.u32(0), wire.u16(4), wire.u16(6), wire.u32(8)]).toEqual([
      bytes.length,
      request.type,
      0x301,
      9,
    ]);
    expect(wire.u8(16)).toBe(request.family);
  }
});
