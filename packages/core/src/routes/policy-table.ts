import { familyOf, parsePrefix, type IpAddress } from '../net';
import { PrefixTrie } from '../table';

/** What the policy table says of an address. */
export interface Policy {
  /** The higher, the better as a destination. */
  readonly precedence: number;
  /** A source of the destination's label is the better one. */
  readonly label: number;
}

const policy = (precedence: number, label: number): Policy => ({ precedence, label });

const mappedPolicy = policy(35, 4);
const otherPolicy = policy(40, 1);

/** The default policy table of RFC 6724, section 2.1; nothing changes it. */
export const policyTable: ReadonlyArray<readonly [prefix: string, policy: Policy]> = [
  ['::1/128', policy(50, 0)],
  ['::/0', otherPolicy],
  ['::ffff:0.0.0.0/96', mappedPolicy],
  ['2002::/16', policy(30, 2)],
  ['2001::/32', policy(5, 5)],
  ['fc00::/7', policy(3, 13)],
  ['::/96', policy(1, 3)],
  ['fec0::/10', policy(1, 11)],
  ['3ffe::/16', policy(1, 12)],
];

const byPrefix = PrefixTrie.empty<Policy>('AF_INET6').mutate((batch) => {
  for (const [text, entry] of policyTable) {
    const prefix = parsePrefix(text);
    if (prefix !== undefined) batch.set(prefix, entry);
  }
});

/** The policy of the longest prefix that holds the address; an IPv4 address is looked up as its mapped one. */
export const policyOf = (address: IpAddress): Policy =>
  familyOf(address) === 'AF_INET' ? mappedPolicy : (byPrefix.longestMatch(address) ?? otherPolicy);
