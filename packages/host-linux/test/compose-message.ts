/** Puts messages together byte by byte, as a host of one byte order writes them. */
export interface Composer {
  readonly littleEndian: boolean;
  readonly u8: (value: number) => Uint8Array;
  readonly u16: (value: number) => Uint8Array;
  /** A u32, or an s32 when below 0. */
  readonly u32: (value: number) => Uint8Array;
  /** An attribute with padding; several pieces of data stand one behind the other. */
  readonly attribute: (type: number, ...data: readonly Uint8Array[]) => Uint8Array;
  /** As `attribute`, with the flag of nested lists. */
  readonly nested: (type: number, ...attributes: readonly Uint8Array[]) => Uint8Array;
  /** One message with padding. */
  readonly message: (type: number, body: Uint8Array, header?: HeaderFields) => Uint8Array;
  /** A time stamp of rtmon. */
  readonly timestamp: (milliseconds: number, microseconds?: number) => Uint8Array;
  readonly ifinfomsg: (fields: {
    family?: number;
    type?: number;
    index?: number;
    flags?: number;
  }) => Uint8Array;
  readonly ifaddrmsg: (fields: AddressFields) => Uint8Array;
  readonly rtmsg: (fields: RouteFields) => Uint8Array;
  readonly ndmsg: (fields: { family?: number; index?: number; state?: number; flags?: number }) => Uint8Array;
  readonly ruleHeader: (fields: RuleFields) => Uint8Array;
  readonly nhmsg: (fields: {
    family?: number;
    scope?: number;
    protocol?: number;
    flags?: number;
  }) => Uint8Array;
}

interface HeaderFields {
  readonly flags?: number;
  readonly seq?: number;
  readonly pid?: number;
}

interface AddressFields {
  readonly family?: number;
  readonly length?: number;
  readonly flags?: number;
  readonly scope?: number;
  readonly index?: number;
}

interface RouteFields {
  readonly family?: number;
  readonly length?: number;
  readonly sourceLength?: number;
  readonly tos?: number;
  readonly table?: number;
  readonly protocol?: number;
  readonly scope?: number;
  readonly type?: number;
  readonly flags?: number;
}

interface RuleFields {
  readonly family?: number;
  readonly length?: number;
  readonly sourceLength?: number;
  readonly tos?: number;
  readonly table?: number;
  readonly action?: number;
  readonly flags?: number;
}

/** Bytes one behind the other. */
export const concat = (...pieces: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(pieces));

/** Bytes written as hex digits; anything between the pairs is left out. */
export const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replaceAll(/[^0-9a-f]/gi, ''), 'hex'));

/** Text in UTF-8 with its NUL. */
export const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(`${value}\0`));

const padded = (bytes: Uint8Array): Uint8Array => concat(bytes, new Uint8Array(-bytes.length & 3));

/** Messages of a host of the byte order given. */
export const composer = (littleEndian: boolean): Composer => {
  const number = (size: 1 | 2 | 4, value: number): Uint8Array => {
    const view = new DataView(new ArrayBuffer(size));
    if (size === 1) view.setUint8(0, value);
    else if (size === 2) view.setUint16(0, value, littleEndian);
    else view.setUint32(0, value >>> 0, littleEndian);
    return new Uint8Array(view.buffer);
  };
  const u8 = (value: number): Uint8Array => number(1, value);
  const u16 = (value: number): Uint8Array => number(2, value);
  const u32 = (value: number): Uint8Array => number(4, value);
  const u8s = (...values: ReadonlyArray<number | undefined>): Uint8Array =>
    concat(...values.map((value) => u8(value ?? 0)));

  const attribute = (type: number, ...data: readonly Uint8Array[]): Uint8Array => {
    const all = concat(...data);
    return padded(concat(u16(all.length + 4), u16(type), all));
  };
  const message = (
    type: number,
    body: Uint8Array,
    { flags = 0, seq = 0, pid = 0 }: HeaderFields = {},
  ): Uint8Array => padded(concat(u32(body.length + 16), u16(type), u16(flags), u32(seq), u32(pid), body));

  return {
    littleEndian,
    u8,
    u16,
    u32,
    attribute,
    nested: (type, ...attributes) => attribute(type | 0x8000, ...attributes),
    message,
    timestamp: (milliseconds, microseconds = 0) =>
      message(
        15,
        concat(u32(Math.floor(milliseconds / 1000)), u32((milliseconds % 1000) * 1000 + microseconds)),
      ),
    ifinfomsg: ({ family = 0, type = 1, index = 2, flags = 0 }) =>
      concat(u8s(family, 0), u16(type), u32(index), u32(flags), u32(0)),
    ifaddrmsg: ({ family = 2, length = 24, flags = 0x80, scope = 0, index = 2 }) =>
      concat(u8s(family, length, flags, scope), u32(index)),
    rtmsg: ({
      family = 2,
      length = 0,
      sourceLength,
      tos,
      table = 254,
      protocol = 4,
      scope,
      type = 1,
      flags = 0,
    }) => concat(u8s(family, length, sourceLength, tos, table, protocol, scope, type), u32(flags)),
    ndmsg: ({ family = 2, index = 2, state = 2, flags = 0 }) =>
      concat(u8s(family, 0, 0, 0), u32(index), u16(state), u8s(flags, 0)),
    ruleHeader: ({ family = 2, length, sourceLength, tos, table, action = 1, flags = 0 }) =>
      concat(u8s(family, length, sourceLength, tos, table, 0, 0, action), u32(flags)),
    nhmsg: ({ family = 2, scope, protocol, flags = 0 }) =>
      concat(u8s(family, scope, protocol, 0), u32(flags)),
  };
};

/** What most hosts write. */
export const littleEndian = composer(true);
