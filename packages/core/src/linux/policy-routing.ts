import type { LinuxObject } from './object-members';
import type { LinuxObjectRow } from './row';

/** The rules with which a host begins, by priority; IPv6 has none for the last. */
const tableOfDefaultRule: ReadonlyMap<unknown, string> = new Map([
  [0, 'local'],
  [32_766, 'main'],
  [32_767, 'default'],
]);

/** What a rule with which a host begins says; any other member makes it another one. */
const defaultRuleMembers: ReadonlySet<string> = new Set(['family', 'priority', 'protocol', 'src', 'table']);

const isDefaultRule = (rule: LinuxObject): boolean =>
  rule['src'] === 'all' &&
  tableOfDefaultRule.get(rule['priority']) === rule['table'] &&
  Object.keys(rule).every((member) => defaultRuleMembers.has(member));

/** Whether one of these rules is none of those with which every host begins. */
export const isPolicyRouting = (rules: Iterable<LinuxObjectRow>): boolean => {
  for (const { object } of rules) if (!isDefaultRule(object)) return true;
  return false;
};
