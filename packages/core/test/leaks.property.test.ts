import { expectAllLeaks, expectAllLeaksWithin } from './leaks.contract';
import { Random } from './random-steps';
import { overScripts, run } from './simulation';

it('leaks are what asking after each append gives, over random hosts, tunnels and stretches', () => {
  let leaked = 0;
  overScripts(25, 80, (script) => {
    const { host } = run(script);
    const middle = { seq: Math.floor(host.state.seq / 2) };
    for (const DestinationAddress of ['10.0.0.7', '192.0.2.77', '2001:db8:1::7'])
      for (const tunnel of [5, 7]) {
        const isTunnel = ({ InterfaceIndex }: { readonly InterfaceIndex: number }) =>
          InterfaceIndex === tunnel;
        leaked += expectAllLeaks(host, { DestinationAddress }, isTunnel);
        leaked += expectAllLeaks(host, { DestinationAddress }, isTunnel, { from: middle });
        expectAllLeaks(
          host,
          { DestinationAddress },
          ({ MediaConnectState }) => MediaConnectState === 'MediaConnectStateDisconnected',
          { to: middle },
        );
      }
    host.close();
  });
  expect(leaked).toBeGreaterThan(40);
});

it('leaks within prefixes are those of each destination in them, over random hosts, tunnels and stretches', () => {
  let ranges = 0;
  overScripts(20, 60, (script) => {
    const { host } = run(script);
    const random = new Random(script.seed);
    const bitOf = (count: number): number => random.below(count);
    const range = { from: { seq: Math.floor(host.state.seq / 2) } };
    ranges += expectAllLeaksWithin(host, ({ InterfaceIndex }) => InterfaceIndex === 5, bitOf);
    ranges += expectAllLeaksWithin(host, ({ InterfaceIndex }) => InterfaceIndex === 7, bitOf, range);
    host.close();
  });
  expect(ranges).toBeGreaterThan(40);
});
