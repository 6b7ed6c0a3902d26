import { statesOf, type Host } from '@netlapse/core';

/** How an interface is called in what people read: `eth0 #2`. */
export type NameOf = (index: number) => string;

/** Names of interfaces by index: of those that stand, and of those that stood earlier. */
export const interfaceNames = (host: Host): NameOf => {
  const { timeline } = host;
  const aliases = new Map<number, string>();
  for (const seq of [timeline.firstSeq, timeline.state.seq])
    for (const { InterfaceIndex, Alias } of timeline.stateAt(seq).interfaces.inOrderOfIndex())
      aliases.set(InterfaceIndex, Alias);
  let isComplete = false;
  // One that came and went in between is only looked for when somebody asks for it.
  const lookFurther = (): void => {
    isComplete = true;
    for (const { interfaces } of statesOf(host, ['interfaces']))
      for (const { InterfaceIndex, Alias } of interfaces.values())
        if (!aliases.has(InterfaceIndex)) aliases.set(InterfaceIndex, Alias);
  };
  return (index) => {
    if (!aliases.has(index) && !isComplete) lookFurther();
    const alias = aliases.get(index);
    return alias === undefined ? `#${index}` : `${alias} #${index}`;
  };
};
