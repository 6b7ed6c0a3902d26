import { createHost, netioapi, type Host } from '@netlapse/core';

import { InputError } from '../errors';
import { isRelative, parseWhen, positionAt, resolveWhen } from './instants';

const noon = Date.UTC(2026, 10, 20, 12, 0, 0);

describe('parseWhen', () => {
  it.each([
    ['2026-11-20T12:00:00Z', noon],
    ['2026-11-20T12:00Z', noon],
    ['2026-11-20t12:00:00z', noon],
    ['2026-11-20 12:00:00Z', noon],
    ['2026-11-20T12:00:00.5Z', noon + 500],
    ['2026-11-20T12:00:00,25Z', noon + 250],
    ['2026-11-20T12:00:00.123999Z', noon + 123],
    ['2026-11-20T13:00:00+01:00', noon],
    ['2026-11-20T13:00:00+0100', noon],
    ['2026-11-20T06:30:00-05:30', noon],
    ['2026-11-21T01:00:00+13:00', noon],
    [String(noon), noon],
    ['0', 0],
  ])('reads %s as an instant', (text, at) => {
    expect(parseWhen(text)).toStrictEqual({ kind: 'instant', at });
  });

  it('reads an event and a mark', () => {
    expect(parseWhen('seq:120')).toStrictEqual({ kind: 'event', seq: 120 });
    expect(parseWhen('mark:VPN up')).toStrictEqual({ kind: 'mark', name: 'VPN up' });
  });

  it.each([
    ['-15m', 900_000],
    ['-2h30m', 9_000_000],
    ['-3d', 259_200_000],
    ['-1d2h3m4s5ms', 93_784_005],
    ['-1.5s', 1500],
    ['-500ms', 500],
    ['-0s', 0],
  ])('reads %s as so long before the end', (text, milliseconds) => {
    expect(parseWhen(text)).toStrictEqual({ kind: 'before the end', milliseconds });
    expect(isRelative(text)).toBe(true);
  });

  it('refuses a time without a zone and shows how it is written', () => {
    expect(() => parseWhen('2026-11-20T12:00:00')).toThrow(
      '2026-11-20T12:00:00 has no zone: add Z for UTC or an offset, as in 2026-11-20T12:00:00Z or 2026-11-20T12:00:00+01:00',
    );
    expect(() => parseWhen('2026-11-20 12:00')).toThrow('as in 2026-11-20T12:00Z');
  });

  it('refuses a day alone and shows how a moment is written', () => {
    expect(() => parseWhen('2026-11-20')).toThrow('2026-11-20 is a day, not a moment: give time and zone');
  });

  it.each([
    '2026-02-30T12:00:00Z',
    '2026-11-20T25:00:00Z',
    '2026-11-20T12:60:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-20T12:00:00+25:00',
  ])('refuses %s, which no calendar has', (text) => {
    expect(() => parseWhen(text)).toThrow('is no moment of the calendar');
  });

  it.each([
    '',
    'tomorrow',
    '12:00Z',
    '15m',
    '-',
    '-m',
    '-3x',
    '-30m2h',
    'seq:',
    'seq:-1',
    'seq:one',
    'mark:',
    '1e3',
    '-5',
  ])('refuses %j and shows the forms there are', (text) => {
    expect(() => parseWhen(text)).toThrow(InputError);
    expect(() => parseWhen(text)).toThrow('seq:120, mark:NAME or -2h30m');
    expect(isRelative(text)).toBe(false);
  });
});

describe('resolveWhen', () => {
  let host: Host;

  beforeEach(() => {
    host = createHost({
      now: noon,
      stacks: ['AF_INET'],
      interfaces: [{ InterfaceIndex: 5, Alias: 'Ethernet', Type: 'IF_TYPE_ETHERNET_CSMACD' }],
    });
    host.advance(60_000);
    netioapi(host).CreateIpNetEntry2({
      Row: { Address: '192.0.2.9', InterfaceIndex: 5, PhysicalAddress: '02-00-00-00-00-09' },
    });
    host.advance(1000);
  });

  const positionOf = (text: string) => resolveWhen(host.timeline, parseWhen(text));

  it('finds an instant, an event and a span before the end', () => {
    const last = host.state.seq;
    expect(positionOf('2026-11-20T12:00:59.999Z')).toStrictEqual({ seq: last - 1, at: noon + 59_999 });
    expect(positionOf('2026-11-20T12:01:00Z')).toStrictEqual({ seq: last, at: noon + 60_000 });
    expect(positionOf('seq:1')).toStrictEqual({ seq: 1, at: noon });
    expect(positionOf('-1s')).toStrictEqual({ seq: last, at: noon + 60_000 });
    expect(positionOf('-1001ms')).toStrictEqual({ seq: last - 1, at: noon + 59_999 });
  });

  it('finds a mark', () => {
    const position = host.mark('here');
    expect(positionOf('mark:here')).toStrictEqual(position);
    expect(() => positionOf('mark:there')).toThrow('no mark is named there');
  });

  it('is the end of the log where nothing is asked for', () => {
    expect(positionAt(host.timeline, undefined)).toStrictEqual(host.position);
  });

  it('refuses what comes after the log, in words', () => {
    expect(() => positionOf('2026-11-20T13:00:00Z')).toThrow(
      `2026-11-20T13:00:00.000Z lies after the end of the log, 2026-11-20T12:01:01.000Z (event ${host.state.seq})`,
    );
    expect(() => positionOf('seq:999')).toThrow(`event 999 is not in the log: its last is ${host.state.seq}`);
  });

  it('refuses what lies before the log, in words', () => {
    expect(() => positionOf('2026-11-20T11:00:00Z')).toThrow(
      '2026-11-20T11:00:00.000Z lies before the log begins, 2026-11-20T12:00:00.000Z',
    );
    expect(() => positionOf('-1d')).toThrow('lies before the log begins');
  });

  it('suspects seconds where milliseconds are meant', () => {
    expect(() => positionOf(String(noon / 1000 + 10))).toThrow('a number counts milliseconds, not seconds');
    expect(() => positionOf('12345')).toThrow(/lies before the log begins, 2026-11-20T12:00:00.000Z$/);
  });
});
