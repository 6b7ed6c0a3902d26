import type { InterfaceTable } from './table';

/** MIB_IFSTACK_ROW: the higher interface stands immediately above the lower one. */
export interface InterfaceStackEntry {
  readonly HigherLayerInterfaceIndex: number;
  readonly LowerLayerInterfaceIndex: number;
}

/** MIB_INVERTEDIFSTACK_ROW: the same, the lower one named first. */
export interface InvertedInterfaceStackEntry {
  readonly LowerLayerInterfaceIndex: number;
  readonly HigherLayerInterfaceIndex: number;
}

const compareNumbers = (a: number, b: number): number => a - b;

/** Which interface stands on which, by higher, then lower index. A row is there while both interfaces are. */
export const interfaceStack = (interfaces: InterfaceTable): readonly InterfaceStackEntry[] =>
  interfaces
    .inOrderOfIndex()
    // Nearly all stand on nothing.
    .filter(({ lowerInterfaces }) => lowerInterfaces.length > 0)
    .flatMap(({ InterfaceIndex, lowerInterfaces }) =>
      [...lowerInterfaces]
        .sort(compareNumbers)
        .filter((lower) => interfaces.byIndex(lower) !== undefined)
        .map((lower) =>
          Object.freeze({ HigherLayerInterfaceIndex: InterfaceIndex, LowerLayerInterfaceIndex: lower }),
        ),
    );

/** The same rows by lower, then higher index. */
export const invertedInterfaceStack = (interfaces: InterfaceTable): readonly InvertedInterfaceStackEntry[] =>
  // The sort keeps rows of one lower interface in order of the higher one, in which they come.
  [...interfaceStack(interfaces)]
    .sort((a, b) => a.LowerLayerInterfaceIndex - b.LowerLayerInterfaceIndex)
    .map(({ HigherLayerInterfaceIndex, LowerLayerInterfaceIndex }) =>
      Object.freeze({ LowerLayerInterfaceIndex, HigherLayerInterfaceIndex }),
    );
