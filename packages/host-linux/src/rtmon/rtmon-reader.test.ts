import { composer, concat, hex, littleEndian, text } from '../../test/compose-message';
import { RtmonError, type RtmonErrorKind } from './rtmon-error';
import { RtmonReader, type RtmonRecord } from './rtmon-reader';

const { ifinfomsg, message, timestamp, u16, u32 } = littleEndian;

/** A message whose length is no multiple of 4, so that padding stands behind it. */
const linkMessage = (index: number, name: string): Uint8Array =>
  message(16, concat(ifinfomsg({ index }), u16(name.length + 5), u16(3), text(name)));

/** Time stamps at 1.5 s and 2 s; links 1 to 3, of which the second is followed by an unknown message. */
const recording = concat(
  timestamp(1500, 999),
  linkMessage(1, 'lo'),
  linkMessage(2, 'eth0'),
  message(200, u16(1)),
  timestamp(2000),
  linkMessage(3, 'wlan0'),
);

/** Reads in pieces of `size`, each overwritten once it was pushed. */
const read = (bytes: Uint8Array, size = bytes.length) => {
  const reader = new RtmonReader('home.rtmon');
  const records: RtmonRecord[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const piece = Uint8Array.from(bytes.subarray(at, at + size));
    records.push(...reader.push(piece));
    piece.fill(0xee);
  }
  return { records, summary: reader.end() };
};

const errorOf = (action: () => unknown): RtmonError => {
  try {
    action();
  } catch (error) {
    if (error instanceof RtmonError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('reading a recording', () => {
  it('dates messages by the time stamp before them, and says where they begin', () => {
    const { records, summary } = read(recording);
    expect(records).toMatchObject([
      { at: 1500, offset: 24, message: { type: 'RTM_NEWLINK', body: { ifindex: 1, ifname: 'lo' } } },
      { at: 1500, offset: 64, message: { type: 'RTM_NEWLINK', body: { ifindex: 2, ifname: 'eth0' } } },
      {
        at: 1500,
        offset: 108,
        message: { type: 'skipped', reason: 'unknown message type', messageType: 200 },
      },
      { at: 2000, offset: 152, message: { type: 'RTM_NEWLINK', body: { ifindex: 3, ifname: 'wlan0' } } },
    ]);
    expect(summary).toEqual({
      file: 'home.rtmon',
      bytes: 196,
      byteOrder: 'little-endian',
      messages: 4,
      timestamps: 2,
      firstAt: 1500,
      lastAt: 2000,
      cutShort: undefined,
      skipped: [{ reason: 'unknown message type', name: 'message type 200', count: 1 }],
    });
  });

  it('gives the same however the bytes come', () => {
    const whole = read(recording);
    for (let size = 1; size < 60; size++) expect(read(recording, size)).toEqual(whole);
  });

  it('reads those of hosts of the other byte order', () => {
    const host = composer(false);
    const { records, summary } = read(
      concat(
        host.timestamp(1500),
        host.message(16, concat(host.ifinfomsg({ index: 7 }), host.attribute(3, text('eth7')))),
      ),
    );
    expect(records).toMatchObject([{ at: 1500, message: { body: { ifindex: 7, ifname: 'eth7' } } }]);
    expect(summary.byteOrder).toBe('big-endian');
  });

  it('may be of time stamps alone', () => {
    expect(read(timestamp(1500))).toMatchObject({
      records: [],
      summary: { timestamps: 1, messages: 0, firstAt: undefined },
    });
  });

  it('keeps the last instant where a time stamp has none', () => {
    const { records, summary } = read(concat(timestamp(1500), message(15, u32(9)), linkMessage(1, 'lo')));
    expect(records).toMatchObject([{ message: { type: 'skipped', reason: 'body too short' } }, { at: 1500 }]);
    expect(summary.timestamps).toBe(1);
  });

  it('may lack the padding of its last message', () => {
    const unpadded = recording.subarray(0, recording.length - 2);
    const { records, summary } = read(unpadded);
    expect(records).toHaveLength(4);
    expect(summary).toMatchObject({ bytes: 194, cutShort: undefined });
    expect(read(unpadded, 1)).toEqual({ records, summary });
  });

  it('says what is cut short at its end, and gives all before it', () => {
    const whole = read(recording);
    // Where each message begins and, without padding, ends.
    const bounds = [
      [0, 24],
      [24, 63],
      [64, 105],
      [108, 126],
      [128, 152],
      [152, 194],
    ] as const;
    for (let size = 1; size < recording.length; size++) {
      const { records, summary } = read(recording.subarray(0, size));
      const begun = bounds.findLast(([begin]) => begin < size);
      const cutShort =
        begun !== undefined && begun[1] > size ? { offset: begun[0], bytes: size - begun[0] } : undefined;
      expect(summary).toMatchObject({ bytes: size, cutShort });
      expect(records).toEqual(whole.records.filter(({ offset }) => offset < (cutShort?.offset ?? size)));
      expect(read(recording.subarray(0, size), 7)).toEqual({ records, summary });
    }
  });

  it('takes a length that goes far past its end for a message cut short', () => {
    const { summary } = read(concat(recording, u32(0xffff_fff0), u16(16), new Uint8Array(90)), 16);
    expect(summary.cutShort).toEqual({ offset: 196, bytes: 96 });
  });
});

describe('what is no recording', () => {
  it.each<[string, Uint8Array, RtmonErrorKind, string]>([
    ['an empty file', new Uint8Array(0), 'empty', 'the file is empty'],
    ['text', Buffer.from('1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536\n'), 'not a recording', 'but text'],
    ['text outside ASCII', Buffer.from('Größenangaben\r\n'), 'not a recording', 'but text'],
    ['a word', Buffer.from('no'), 'not a recording', 'but text'],
    [
      'a SQLite database',
      Buffer.from('SQLite format 3\0\x10\0\x01\x01'),
      'not a recording',
      'but a SQLite database',
    ],
    ['a zip archive', hex('504b0304140000000800'), 'not a recording', 'but a zip archive'],
    ['a packet capture', hex('d4c3b2a1020004000000'), 'not a recording', 'but a packet capture'],
    ['zeros', new Uint8Array(40), 'not a recording', 'beginning with 00 00 00 00 00 00 00 00'],
    ['a shorter time stamp', message(15, u32(1)), 'no time stamp', 'but with NLMSG_TSTAMP of 20 bytes'],
    [
      'one without time stamp',
      concat(linkMessage(1, 'lo'), timestamp(1)),
      'no time stamp',
      'but with RTM_NEWLINK of 39 bytes',
    ],
    [
      'one of another host without time stamp',
      composer(false).message(24, new Uint8Array(12)),
      'no time stamp',
      'RTM_NEWROUTE of 28',
    ],
    [
      'a message of impossible length',
      hex('ffff ff7f 1000 0000 0000 0000'),
      'not a recording',
      'something else',
    ],
  ])('is refused: %s', (_, bytes, kind, what) => {
    for (const size of [bytes.length, 1]) {
      const error = errorOf(() => read(bytes, size));
      expect(error).toMatchObject({ name: 'RtmonError', kind, file: 'home.rtmon', offset: undefined });
      expect(error.message.startsWith('home.rtmon: ')).toBe(true);
    }
    expect(errorOf(() => read(bytes)).message).toContain(what);
  });

  it('is told from a recording that was cut off in its first six bytes', () => {
    for (let size = 1; size < 6; size++) {
      expect(read(recording.subarray(0, size)).summary).toMatchObject({
        byteOrder: undefined,
        cutShort: { offset: 0, bytes: size },
      });
      expect(errorOf(() => read(concat(recording.subarray(0, size - 1), Uint8Array.of(0x77)))).kind).toBe(
        'not a recording',
      );
    }
  });
});

describe('a message shorter than its header', () => {
  it.each([0, 15])('of %i bytes is an error that says where', (length) => {
    const damaged = concat(recording, u32(length), new Uint8Array(60));
    for (const size of [damaged.length, 11]) {
      const error = errorOf(() => read(damaged, size));
      expect(error).toMatchObject({ kind: 'bad message length', offset: 196 });
      expect(error.message).toBe(
        `home.rtmon: at byte 196: a message says it has ${length} bytes; its header alone has 16`,
      );
    }
  });

  it('is cut short where not even a header follows', () => {
    expect(read(concat(recording, new Uint8Array(15))).summary.cutShort).toEqual({ offset: 196, bytes: 15 });
  });
});
