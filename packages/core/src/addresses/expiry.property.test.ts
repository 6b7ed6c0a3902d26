import * as fc from 'fast-check';

import { AddressHost, ethernet5 } from '../../test/address-host';
import { propertyRuns } from '../../test/property-runs';
import { addressApi, addressReports, type UnicastRow } from '.';

const { CreateUnicastIpAddressEntry, DeleteUnicastIpAddressEntry, SetUnicastIpAddressEntry } = addressApi;

const Address = fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8::2', 'fe80::1');
const InterfaceIndex = fc.constantFrom(5, 6, 7);
const lifetime = fc.constantFrom(1, 2, 3, 4, 7, 10, 4_294_967_295);
const row = fc.record({
  Address,
  InterfaceIndex,
  ValidLifetime: lifetime,
  PreferredLifetime: fc.oneof(lifetime, fc.constant(0)),
  DadState: fc.constantFrom('IpDadStatePreferred' as const, 'IpDadStateInvalid' as const),
});
const action = fc.oneof(
  { weight: 4, arbitrary: row.map((Row) => ({ kind: 'create', Row }) as const) },
  { weight: 2, arbitrary: row.map((Row) => ({ kind: 'set', Row }) as const) },
  fc.record({ Address, InterfaceIndex }).map((Row) => ({ kind: 'delete', Row }) as const),
  fc.record({ Address, InterfaceIndex }).map((Row) => ({ kind: 'object', Row }) as const),
  fc
    .record({ index: InterfaceIndex, isUp: fc.boolean() })
    .map((link) => ({ kind: 'link', ...link }) as const),
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }).map((half) => ({ kind: 'pass', half }) as const) },
);

/** What a row does at an instant, told line by line; the golden twin of the index. */
const happeningAt = (host: AddressHost, standing: UnicastRow, at: number): string | undefined => {
  if (standing.validUntil === at) return 'valid-lifetime';
  if (standing.DadState === 'IpDadStateTentative') {
    const on = host.state.interfaces.byIndex(standing.InterfaceIndex);
    const isUp = on?.MediaConnectState === 'MediaConnectStateConnected';
    return standing.dadDueAt === at && isUp ? 'dad' : undefined;
  }
  return standing.DadState === 'IpDadStatePreferred' && standing.preferredUntil === at
    ? 'preferred-lifetime'
    : undefined;
};

const keyOf = ({
  Address: address,
  InterfaceIndex: index,
}: {
  Address: string;
  InterfaceIndex: number;
}): string => `${address}@${index}`;

/** Everything that becomes due, by looking at each row at each millisecond that could matter. */
const expectedOf = (host: AddressHost, milliseconds: number): readonly string[] => {
  const end = host.at + milliseconds;
  const story: string[] = [];
  let rows = [...host.state.unicast.inOrderOfCreation()];
  const instants = new Set(
    rows.flatMap((r) => [r.validUntil, r.preferredUntil, r.dadDueAt]).filter((at) => at !== null),
  );
  for (const at of [...instants].filter((instant) => instant <= end).sort((a, b) => a - b))
    for (const standing of rows) {
      const rule = happeningAt(host, standing, at);
      if (rule === undefined) continue;
      story.push(`${at} ${rule} ${keyOf(standing)}`);
      const isDeprecated =
        rule === 'preferred-lifetime' || (standing.preferredUntil !== null && standing.preferredUntil <= at);
      const after: UnicastRow = {
        ...standing,
        DadState: isDeprecated ? 'IpDadStateDeprecated' : 'IpDadStatePreferred',
        dadDueAt: rule === 'dad' ? null : standing.dadDueAt,
      };
      rows = rows.flatMap((r) => (r !== standing ? [r] : rule === 'valid-lifetime' ? [] : [after]));
    }
  return story;
};

it('lets fall due what a look at every row would, in that order', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 40 }), (actions) => {
      const host = new AddressHost([
        ethernet5,
        { InterfaceIndex: 6 },
        { InterfaceIndex: 7, MediaConnectState: 'MediaConnectStateDisconnected' },
      ]);
      const isUp = new Map([
        [5, true],
        [6, true],
        [7, false],
      ]);
      for (const step of actions)
        switch (step.kind) {
          case 'create':
            host.call(CreateUnicastIpAddressEntry, { Row: step.Row });
            break;
          case 'set':
            host.call(SetUnicastIpAddressEntry, { Row: step.Row });
            break;
          case 'delete':
            host.call(DeleteUnicastIpAddressEntry, { Row: step.Row });
            break;
          case 'object':
            host.report(addressReports['duplicate-address'], step.Row);
            break;
          case 'link':
            if (isUp.get(step.index) !== step.isUp)
              host.link(step.index, step.isUp ? 'Connected' : 'Disconnected');
            isUp.set(step.index, step.isUp);
            break;
          case 'pass': {
            const expected = expectedOf(host, step.half * 500);
            const dues = host.advance(step.half * 500);
            const happened = dues.map(
              ({ at, rule, events }) => `${at} ${rule} ${events.map(({ data }) => keyOf(data)).join()}`,
            );
            expect(happened).toEqual(expected);
            break;
          }
        }
    }),
    propertyRuns(150),
  );
});
