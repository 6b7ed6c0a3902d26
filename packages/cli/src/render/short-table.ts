import { tableOfEventType, type EventType } from '@netlapse/core';

const words: Readonly<Record<string, string>> = {
  interfaces: 'interface',
  ipInterfaces: 'ip interface',
  routes: 'route',
  neighbors: 'neighbor',
  unicast: 'address',
  anycast: 'anycast address',
  multicast: 'multicast group',
  paths: 'path',
  dns: 'dns',
  linux: 'linux',
};

/** What an event is about, in one word or two: `route`, `address`. */
export const shortTableOf = (type: EventType): string => {
  const table = tableOfEventType(type);
  return table === undefined ? 'host' : (words[table] ?? table);
};
