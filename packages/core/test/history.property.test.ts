import { expectWholeHistory } from './history.contract';
import { overScripts, run } from './simulation';

const destinations = [
  '10.0.0.7',
  '192.0.2.77',
  '198.51.100.1',
  '2001:db8:1::7',
  'fe80::1',
  '127.0.0.1',
  '::1',
];

it('the history of the best route is what asking after each append gives, over random hosts', () => {
  overScripts(60, 80, (script) => {
    const { host } = run(script);
    for (const DestinationAddress of destinations) {
      expectWholeHistory(host, { DestinationAddress });
      expectWholeHistory(host, { DestinationAddress, InterfaceIndex: 5 });
      const SourceAddress = DestinationAddress.includes(':') ? '2001:db8:1::1' : '192.0.2.1';
      expectWholeHistory(host, { DestinationAddress, SourceAddress });
    }
    expectWholeHistory(host, { DestinationAddress: 'no address' });
    expectWholeHistory(host, { DestinationAddress: null });
    host.close();
  });
});
