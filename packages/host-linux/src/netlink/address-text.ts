import { addressFromBytes, ipv4FromNumber } from '@netlapse/core';

import type { LinuxFamily } from './family';
import type { Wire } from './wire';

/** Bytes of an address of a family. */
export const addressSize = (family: LinuxFamily): 4 | 16 => (family === 'inet' ? 4 : 16);

/** The address at `at` in canonical text. */
export const addressAt = (wire: Wire, at: number, family: LinuxFamily): string =>
  family === 'inet'
    ? ipv4FromNumber(wire.networkU32(at))
    : addressFromBytes(wire.bytes.subarray(at, at + addressSize(family)));

/** A power of two; each slot holds the address that was last asked for there. */
const SLOTS = 256;

// All keys are zero at first, so the texts begin as those of the address whose bits are all zero.
const ipv4Keys = new Uint32Array(SLOTS);
const ipv4Texts: string[] = new Array<string>(SLOTS).fill('0.0.0.0');
const ipv6Keys = new Uint32Array(SLOTS * 4);
const ipv6Texts: string[] = new Array<string>(SLOTS).fill('::');

/** A slot for 32 bits, by the upper bits of a product with an odd constant (Fibonacci hashing). */
const slotOf = (bits: number): number => Math.imul(bits, 0x9e3779b1) >>> 24;

/**
 * As `addressAt`, for addresses that come again in many messages, such as gateways: the text is made once and shared,
 * which saves its making and, in a full routing table, its room.
 */
export const sharedAddressAt = (wire: Wire, at: number, family: LinuxFamily): string =>
  family === 'inet' ? sharedIpv4(wire, at) : sharedIpv6(wire, at);

const sharedIpv4 = (wire: Wire, at: number): string => {
  const bits = wire.networkU32(at);
  const slot = slotOf(bits);
  if (ipv4Keys[slot] !== bits) {
    ipv4Keys[slot] = bits;
    ipv4Texts[slot] = addressAt(wire, at, 'inet');
  }
  return ipv4Texts[slot] ?? '';
};

const sharedIpv6 = (wire: Wire, at: number): string => {
  const w0 = wire.networkU32(at);
  const w1 = wire.networkU32(at + 4);
  const w2 = wire.networkU32(at + 8);
  const w3 = wire.networkU32(at + 12);
  const slot = slotOf(w0 ^ w1 ^ w2 ^ w3);
  const key = slot * 4;
  if (
    ipv6Keys[key] !== w0 ||
    ipv6Keys[key + 1] !== w1 ||
    ipv6Keys[key + 2] !== w2 ||
    ipv6Keys[key + 3] !== w3
  ) {
    ipv6Keys[key] = w0;
    ipv6Keys[key + 1] = w1;
    ipv6Keys[key + 2] = w2;
    ipv6Keys[key + 3] = w3;
    ipv6Texts[slot] = addressAt(wire, at, 'inet6');
  }
  return ipv6Texts[slot] ?? '';
};

const suffixes: readonly string[] = Array.from({ length: 256 }, (_, length) => `/${length}`);

/**
 * A destination or source as `ip route` prints it: `default` for length 0, the bare address for the family's whole
 * width, else `address/length`.
 *
 * @param address undefined when the message bears none: its bits are zero.
 */
export const prefixText = (address: string | undefined, length: number, family: LinuxFamily): string => {
  if (length === 0) return 'default';
  const text = address ?? (family === 'inet' ? '0.0.0.0' : '::');
  return length === addressSize(family) * 8 ? text : `${text}${suffixes[length] ?? ''}`;
};
