import {
  delAddress,
  delRoute,
  link,
  mirroredHost,
  newAddress,
  address,
  newLink,
  newRoute,
  route,
} from '../../test/mirrored-host';
import type { DecodedMessage } from '../netlink';
import { keptMessageReport, messageReport, type MessageReader } from './live-messages';
import { PortOwners } from './port-owners';

const via = (gateway: string) => route('10.0.0.0/8', { gateway, oif: 2 });

/** Types of the events that a message makes where routes stand, and how often a dump is asked for. */
const told = (
  report: typeof messageReport,
  message: DecodedMessage,
  ...standing: readonly DecodedMessage[]
) => {
  const { host } = mirroredHost(newLink(link(2)), newAddress(address(2, '192.0.2.1/24')), ...standing);
  let unsure = 0;
  const reader: MessageReader = { owners: new PortOwners('/nowhere'), onUnsure: () => (unsure += 1) };
  const made = report(message, host.clock, reader);
  const events = made?.decide(host.state, host.clock).map(({ type }) => type);
  return { events, unsure };
};

it('has a message that came while dumping take away no other route than the one it names', () => {
  // The route via .8 is gone in the dump already; the only one that stands in its slot is another.
  const late = delRoute(via('192.0.2.8'));
  expect(told(keptMessageReport, late, newRoute(via('192.0.2.7')))).toEqual({ events: [], unsure: 1 });
  expect(told(messageReport, late, newRoute(via('192.0.2.7'))).events).toContain('RouteDeleted');
});

it('has it take away the very route that it names', () => {
  const late = delRoute(via('192.0.2.7'));
  expect(told(keptMessageReport, late, newRoute(via('192.0.2.7')))).toEqual({
    events: ['LinuxObjectWithdrawn', 'RouteDeleted'],
    unsure: 0,
  });
});

it('has nothing to ask about where no route stands in the slot', () => {
  expect(told(keptMessageReport, delRoute(via('192.0.2.7')))).toEqual({ events: [], unsure: 0 });
});

it('asks for a dump where it has to infer', () => {
  const { events, unsure } = told(
    messageReport,
    delAddress(address(2, '192.0.2.1/24')),
    newRoute(via('192.0.2.7')),
  );
  expect(events).toContain('RouteDeleted');
  expect(unsure).toBe(1);
});

it('names the port where the process has ended, and nobody where the kernel did it', () => {
  const reader: MessageReader = { owners: new PortOwners('/nowhere'), onUnsure: () => undefined };
  const message = newRoute(via('192.0.2.7'));
  expect(messageReport({ ...message, pid: 4711 }, 7, reader)).toMatchObject({ at: 7, actor: 'port 4711' });
  expect(messageReport(message, 7, reader)).not.toHaveProperty('actor');
});

it.each(['NLMSG_DONE', 'NLMSG_ERROR'] as const)('makes no report of %s', (type) => {
  const reader: MessageReader = { owners: new PortOwners('/nowhere'), onUnsure: () => undefined };
  expect(messageReport({ type, flags: 0, seq: 1, pid: 0, errno: 0 }, 7, reader)).toBeUndefined();
});
