import { addressOf, familyOf, numberOf } from './address-arithmetic';
import { addUnicast, unicastAt } from './addresses';
import { onInterface, type Model } from './model';
import { interfaceOf, ipInterfaceOn, isConnected, isLoopback } from './places';
import type { InterfaceData, OnInterface } from './rows';

/** The 64 bits that an interface ends its addresses with (RFC 4291, appendix A); undefined where it has none. */
export const identifierOf = (row: InterfaceData): bigint | undefined => {
  const bytes = row.PhysicalAddress.split('-').map((pair) => Number.parseInt(pair, 16));
  if (isLoopback(row) || bytes.every((byte) => byte === 0)) return undefined;
  if (bytes.length !== 6 && bytes.length !== 8) return undefined;
  const middle = bytes.length === 6 ? [0xff, 0xfe] : [];
  const half = bytes.length / 2;
  const [first = 0, ...rest] = [...bytes.slice(0, half), ...middle, ...bytes.slice(half)];
  return [first ^ 2, ...rest].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
};

/** The address that a prefix of 64 bits and an identifier make. */
export const addressInPrefix = (network: string, identifier: bigint): string =>
  addressOf('AF_INET6', numberOf(network) | identifier);

/** The link-local address of an interface comes by itself, where it may at this moment. */
export const formLinkLocal = (model: Model, place: OnInterface): void => {
  const row = interfaceOf(model, place);
  const ipInterface = ipInterfaceOn(model, place, 'AF_INET6');
  const identifier = identifierOf(row);
  if (ipInterface === undefined || identifier === undefined) return;
  if (!ipInterface.formsLinkLocal || !isConnected(row)) return;
  const behavior = ipInterface.LinkLocalAddressBehavior;
  const hasIpv6 = onInterface(model.unicast, place).some(({ Address }) => familyOf(Address) === 'AF_INET6');
  if (behavior === 'LinkLocalAlwaysOff' || (behavior === 'LinkLocalDelayed' && hasIpv6)) return;
  const Address = addressInPrefix('fe80::', identifier);
  if (unicastAt(model, place, Address) !== undefined) return;
  const wanted = {
    Address,
    PrefixOrigin: 'IpPrefixOriginWellKnown',
    SuffixOrigin: 'IpSuffixOriginLinkLayerAddress',
    OnLinkPrefixLength: 64,
    SkipAsSource: false,
    validUntil: null,
    preferredUntil: null,
  };
  addUnicast(model, row, wanted, false);
};
