import { map, type Observable } from 'rxjs';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';

import { inShort, streamHost, type StreamHost } from '../../test/stream-host';
import { changes$, changesSince, snapshotThenChanges, untilAborted, type Change } from '../streams';
import { bestRoute$, runClock, select$ } from '.';

interface Drawing extends RunHelpers, StreamHost {
  /** Does what its letters stand for, at their frames: a frame is a millisecond. */
  readonly act: (marbles: string, actions: Readonly<Record<string, () => void>>) => void;
}

/** Draws a host whose time is that of the marbles. */
const draw = (drawing: (helpers: Drawing) => void): void => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run((helpers) => {
    const made = streamHost();
    runClock(made.host, scheduler);
    drawing({
      ...helpers,
      ...made,
      act: (marbles, actions) => helpers.cold(marbles).subscribe((letter) => actions[letter]?.()),
    });
  });
  expect.hasAssertions();
};

/** Routes by number, added in lower case, changed as `~`, removed in upper case. */
const inLetters = (changes: Observable<Change>): Observable<string> =>
  changes.pipe(
    map((change) => {
      const third = /10\.0\.(\d+)\.0/.exec(inShort(change))?.[1] ?? '?';
      const letter = 'abcdefgh'[Number(third) - 1] ?? third;
      return change.kind === 'added' ? letter : change.kind === 'removed' ? letter.toUpperCase() : '~';
    }),
  );

const second = { ValidLifetime: 1, PreferredLifetime: 1 };

describe('streams over time', () => {
  it('give changes when they happen, and expiries at their instants', () => {
    draw(({ act, addRoute, host, expectObservable }) => {
      act('--a--b', { a: () => addRoute(1, second), b: () => addRoute(2, second) });
      expectObservable(inLetters(changes$(host))).toBe('--a--b 996ms A--B');
    });
  });

  it('give changes in windows of time', () => {
    draw(({ act, addRoute, setRoute, deleteRoute, host, expectObservable }) => {
      act('-a-b--x 20ms a-y', {
        a: () => (host.state.routes.size === 0 ? addRoute(1) : setRoute(1, { Metric: host.clock })),
        b: () => addRoute(2),
        x: () => deleteRoute(2),
        y: () => deleteRoute(1),
      });
      const windows = changes$(host, {}, { coalesce: { ms: 10 } });
      expectObservable(inLetters(windows)).toBe('11ms a 25ms A');
    });
  });

  it('replay the past where they begin, then go on', () => {
    draw(({ act, addRoute, host, expectObservable }) => {
      const { seq } = host.position;
      act('a-b------c', { a: () => addRoute(1), b: () => addRoute(2), c: () => addRoute(3) });
      expectObservable(inLetters(changesSince(host, { seq })), '----^').toBe('----(ab)-c');
    });
  });

  it('end when a signal aborts, and when the host closes', () => {
    draw(({ act, addRoute, host, expectObservable }) => {
      const controller = new AbortController();
      act('-a-s-b-c', {
        a: () => addRoute(1),
        s: () => controller.abort(),
        b: () => addRoute(2),
        c: () => host.close(),
      });
      expectObservable(inLetters(changes$(host).pipe(untilAborted(controller.signal)))).toBe('-a-|');
      expectObservable(inLetters(changes$(host))).toBe('-a---b-|');
    });
  });

  it('give what is selected, and the best route, only when it is another', () => {
    draw(({ act, addRoute, deleteRoute, host, expectObservable }) => {
      act('-a-b-x', { a: () => addRoute(1), b: () => addRoute(2), x: () => deleteRoute(1) });
      const sizes = select$(host, ({ routes }) => String(routes.size));
      expectObservable(sizes).toBe('01-2-1');
      const hops = bestRoute$(host, '10.0.1.9').pipe(
        map(({ BestRoute }) => (BestRoute === null ? 'n' : 'y')),
      );
      expectObservable(hops).toBe('ny---n');
    });
  });

  it('begin with the rows, then change them', () => {
    draw(({ act, addRoute, host, expectObservable }) => {
      act('-a-b', { a: () => addRoute(1), b: () => addRoute(2) });
      const kinds = snapshotThenChanges(host, 'routes').pipe(map(({ kind }) => kind.slice(0, 1)));
      expectObservable(kinds, '--^').toBe('--sa');
    });
  });
});
