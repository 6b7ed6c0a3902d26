import type { MemberChange } from '@netlapse/core';

import { instantText } from './instant-text';
import { plainText } from './plain-text';
import { shortName } from './short-name';

/** Members that hold an instant; null is no instant at all. */
const instants: Readonly<Record<string, string>> = {
  validUntil: 'never',
  preferredUntil: 'never',
  createdAt: 'never',
  ageSince: 'never',
  dadDueAt: 'none',
  dueAt: 'none',
  lastReachableAt: 'never',
  lastUnreachableAt: 'never',
};

/** The value of a stored member for people. */
export const memberText = (member: string, value: unknown): string => {
  const none = instants[member];
  if (none !== undefined) return typeof value === 'number' ? instantText(value) : none;
  if (typeof value === 'string') return value === '' ? 'none' : plainText(shortNameOf(value));
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null || value === undefined) return 'none';
  return typeof value === 'number' ? String(value) : plainText(JSON.stringify(value));
};

/** Only constants of enumerations are shortened: names and addresses are left as they are. */
const shortNameOf = (text: string): string => (isConstant.test(text) ? shortName(text) : text);
const isConstant =
  /^(?:IF_TYPE_|NET_IF_|IfOperStatus[A-Z]|MediaConnectState[A-Z]|MIB_IPPROTO_|Ip(?:Prefix|Suffix)Origin[A-Z]|IpDadState[A-Z]|NetworkConnectivity(?:Level|Cost)Hint[A-Z]|Nlro[A-Z]|Nlns[A-Z])/;

/** What changed in a row: `Metric 50 → 25, Protocol dhcp → netmgmt`. */
export const changesText = (members: Readonly<Record<string, MemberChange>>): string =>
  Object.entries(members)
    .map(([member, { from, to }]) => `${member} ${memberText(member, from)} → ${memberText(member, to)}`)
    .join(', ');
