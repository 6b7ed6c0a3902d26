import { take } from 'rxjs';

import { addressRow, collect, streamHost } from '../../test/stream-host';
import { changes$ } from '../streams';
import { select$, snapshot$, table$ } from '.';

describe('snapshot$', () => {
  it('gives the present state, then the one after each append', () => {
    const { host, addRoute, api } = streamHost();
    const { items, isComplete } = collect(snapshot$(host));
    addRoute(1);
    addRoute(2, { ValidLifetime: 5, PreferredLifetime: 5 });
    api.GetIfTable2({});
    host.advance(5000);
    expect(items.map(({ routes }) => routes.size)).toEqual([0, 1, 2, 1]);
    expect(items.at(-1)).toBe(host.state);
    host.close();
    expect(isComplete()).toBe(true);
  });

  it('gives each state once, in order, also to one who changes it', () => {
    const { host, addRoute } = streamHost();
    const seen: string[] = [];
    snapshot$(host).subscribe(({ routes }) => {
      const { size } = routes;
      seen.push(`${size} begins`);
      if (size < 3) addRoute(size);
      seen.push(`${size} ends`);
    });
    expect(seen).toEqual([0, 1, 2, 3].flatMap((size) => [`${size} begins`, `${size} ends`]));
  });

  it('shows states that are written: subscribed to in a batch, it begins after that', () => {
    const { host, addRoute } = streamHost();
    let states = collect(snapshot$(host));
    host.batch(() => {
      addRoute(1);
      states = collect(snapshot$(host));
      addRoute(2);
      expect(states.items).toEqual([]);
    });
    expect(states.items).toEqual([host.state]);
  });

  it('lets what is due by the clock happen before the first state', () => {
    let now = 0;
    const { host, addRoute } = streamHost({ clock: () => now });
    addRoute(1, { ValidLifetime: 5, PreferredLifetime: 5 });
    now = 6000;
    expect(collect(snapshot$(host)).items.map(({ routes }) => routes.size)).toEqual([0]);
  });

  it('lets go of its host when it is left, be it in the midst of the first state', () => {
    const { host } = streamHost();
    expect(collect(snapshot$(host).pipe(take(1))).isComplete()).toBe(true);
    collect(snapshot$(host)).stop();
    expect(host.delivery.hasListeners).toBe(false);
  });
});

describe('select$', () => {
  it('gives what is selected whenever it is another value', () => {
    const { host, addRoute, api } = streamHost();
    const { items } = collect(select$(host, ({ unicast }) => unicast.size));
    addRoute(1);
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    addRoute(2);
    api.DeleteUnicastIpAddressEntry({ Row: addressRow() });
    expect(items).toEqual([0, 1, 0]);
  });

  it('tells values apart as its subscriber does', () => {
    const { host, addRoute } = streamHost();
    const parity = collect(
      select$(
        host,
        ({ routes }) => [routes.size % 2],
        ([a], [b]) => a === b,
      ),
    );
    for (const third of [1, 2, 3]) addRoute(third);
    expect(parity.items).toEqual([[0], [1], [0], [1]]);
    const anything = collect(
      select$(
        host,
        ({ routes }) => [routes.size],
        () => true,
      ),
    );
    addRoute(4);
    expect(anything.items).toEqual([[3]]);
  });

  it('fails where its selector does, for that subscriber alone', () => {
    const { host, addRoute } = streamHost();
    const failing = collect(
      select$(host, ({ routes }) => {
        if (routes.size > 0) throw new Error('mine');
      }),
    );
    const sizes = collect(select$(host, ({ routes }) => routes.size));
    addRoute(1);
    expect(failing.errors).toMatchObject([{ message: 'mine' }]);
    expect(sizes.items).toEqual([0, 1]);
  });
});

describe('table$', () => {
  it('gives the table itself whenever it is another one, not when others are', () => {
    const { host, addRoute, api } = streamHost();
    const { items } = collect(table$(host, 'unicast'));
    addRoute(1);
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    expect(items.map(({ size }) => size)).toEqual([0, 1]);
    expect(items.at(-1)).toBe(host.state.unicast);
  });

  it('shares the order of streams: whoever subscribed first is told first', () => {
    const { host, addRoute } = streamHost();
    const order: string[] = [];
    table$(host, 'routes').subscribe(() => order.push('table'));
    changes$(host).subscribe(() => order.push('change'));
    addRoute(1);
    // A state is that after the whole append, so it comes after the events of it.
    expect(order).toEqual(['table', 'change', 'table']);
  });
});
