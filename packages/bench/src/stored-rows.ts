import { createHost, netioapi, stateDocument, type JsonObject, type Prefix } from '@netlapse/core';

/** How many interfaces the host has; each of its tables that is looked at has rows on all of them. */
const INTERFACES = 100;
const NEXT_HOPS = 7;

const endless = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };

const assertDone = ({ status }: { readonly status: string }): void => {
  if (status !== 'STATUS_SUCCESS') throw new Error(`a row was refused: ${status}`);
};

/** A host with interfaces, addresses and routes to all of `prefixes`, and the rows of its tables as a log gives them. */
export class StoredRows {
  readonly #document: JsonObject;

  constructor(prefixes: readonly Prefix[]) {
    const indexes = Array.from({ length: INTERFACES }, (_, index) => index + 1);
    const host = createHost({
      now: 1_767_225_600_000,
      interfaces: indexes.map((InterfaceIndex) => ({ InterfaceIndex })),
    });
    const { CreateIpForwardEntry2, CreateUnicastIpAddressEntry } = netioapi(host);
    host.batch(() => {
      for (const InterfaceIndex of indexes)
        assertDone(
          CreateUnicastIpAddressEntry({
            Row: { InterfaceIndex, Address: `10.0.${InterfaceIndex}.1`, OnLinkPrefixLength: 24, ...endless },
          }),
        );
      prefixes.forEach((DestinationPrefix, index) => {
        const hop = 1 + (index % NEXT_HOPS);
        const NextHop = DestinationPrefix.includes(':') ? `fe80::${hop}` : `192.0.2.${hop}`;
        const Row = {
          InterfaceIndex: 1 + (index % 3),
          DestinationPrefix,
          NextHop,
          Metric: index % 10,
          ...endless,
        };
        assertDone(CreateIpForwardEntry2({ Row }));
      });
    });
    this.#document = stateDocument(host.state);
  }

  /** Rows without the stamps of folding, parsed from text one by one: no text is shared, as in a log that is read. */
  of(table: 'interfaces' | 'ipInterfaces' | 'unicast' | 'routes'): readonly JsonObject[] {
    const rows = this.#document[table] as readonly JsonObject[];
    return rows.map((row) => {
      const { createdSeq: _, setSeq: __, ...data } = JSON.parse(JSON.stringify(row)) as Record<string, never>;
      return data;
    });
  }
}
