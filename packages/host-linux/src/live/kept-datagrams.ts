import { Wire } from '../netlink';

/** A datagram that is to be told later. */
export interface KeptDatagram {
  readonly wire: Wire;
  /** When it came, epoch milliseconds. */
  readonly at: number;
}

/** Datagrams that came while a dump was made, as bytes: decoded they would take many times the room. */
export class KeptDatagrams {
  #datagrams: KeptDatagram[] = [];
  #bytes = 0;

  /** @param bytesMax how many bytes are kept at most. */
  constructor(private readonly bytesMax: number) {}

  /** FALSE where there is no room for it. */
  keep(wire: Wire, from: number, length: number, at: number): boolean {
    if (this.#bytes + length > this.bytesMax) return false;
    this.#bytes += length;
    this.#datagrams.push({ wire: new Wire(wire.bytes.slice(from, from + length), wire.littleEndian), at });
    return true;
  }

  /** All of them, in the order in which they came; none are kept any more. */
  take(): readonly KeptDatagram[] {
    const taken = this.#datagrams;
    this.#datagrams = [];
    this.#bytes = 0;
    return taken;
  }
}
