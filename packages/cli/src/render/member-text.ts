import { changedMembers, type MemberChange } from '@netlapse/core';

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

/** The members in which an object differs from what it was, with their values before and after. */
export const memberChanges = (before: object, after: object): Readonly<Record<string, MemberChange>> => {
  const [left, right] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return Object.fromEntries(
    changedMembers(before, after).map((member) => [member, { from: left[member], to: right[member] }]),
  );
};

/** What changed in a row: `Metric 50 → 25, Protocol dhcp → netmgmt`. */
export const changesText = (members: Readonly<Record<string, MemberChange>>): string =>
  Object.entries(members)
    .map(([member, { from, to }]) =>
      // What Linux said of an object is one member of ours, of which the inside is told.
      member === 'object' && isObject(from) && isObject(to)
        ? changesText(memberChanges(from, to))
        : `${member} ${memberText(member, from)} → ${memberText(member, to)}`,
    )
    .join(', ');

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
