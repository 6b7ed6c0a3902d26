// @ts-expect-error The package comes without types.
import Untyped from 'longest-prefix-match';

/** The part of the peer that is measured. */
export interface PeerTable {
  addPrefix(prefix: string, data: unknown): void;
  getMatch(prefix: string): readonly unknown[];
}

/** A table of the package longest-prefix-match. */
export const peerTable = (): PeerTable => new (Untyped as new () => PeerTable)();
