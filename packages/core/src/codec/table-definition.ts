/** A table of the state: its name in logs and differences, and the members that make a row's key. */
export interface TableDefinition<Key> {
  /** Name in the state document and in row key texts. */
  readonly name: string;
  /** Key members in the order in which key texts name them; InterfaceIndex is none of them, the LUID decides. */
  readonly key: ReadonlyArray<keyof Key & string>;
  /** Key text without the table's name: `0x0006000005000000/10.0.0.0/8/192.0.2.1`. */
  readonly keyOf: (key: Key) => string;
}

/** Declares a table once; its key text joins the key members with `/`. */
export const defineTable = <Key>(
  name: string,
  key: ReadonlyArray<keyof Key & string>,
): TableDefinition<Key> => ({
  name,
  key,
  keyOf: (row) => {
    let text = '';
    for (const member of key) text += text === '' ? String(row[member]) : `/${String(row[member])}`;
    return text;
  },
});

/** Text that names a row across tables: `routes/0x0006000005000000/10.0.0.0/8/192.0.2.1`. */
export const rowKeyText = <Key>(table: TableDefinition<Key>, key: Key): string =>
  `${table.name}/${table.keyOf(key)}`;
