import { asyncScheduler, type SchedulerLike, type Subscription } from 'rxjs';

import type { Host, NotificationHandle } from '../engine';
import { scoped, type Scoped } from './scoped';

/** The longest that timers of JavaScript can wait, ms: what is due later is waited for in several stretches. */
const WAIT_MAX = 0x7fff_ffff;

/** Lets time pass for a host: one timer at a time, for the next instant at which something happens there. */
class RunningClock {
  readonly #handle: NotificationHandle;
  readonly #unfollow: () => void;
  #timer: Subscription | undefined;
  /** The instant for which the timer is set. */
  #setFor: number | undefined;
  #isOver = false;

  constructor(
    private readonly host: Host,
    private readonly scheduler: SchedulerLike,
  ) {
    this.#unfollow = host.hasOwnClock ? () => undefined : host.followClock(this.#instants());
    this.#handle = host.delivery.register('runClock', {
      onQuiet: () => this.#set(),
      onClose: () => this.stop(),
    });
    this.#tick();
  }

  /** The host's instant goes on from where it stands, as fast as the scheduler's clock. */
  #instants(): () => number {
    const offset = this.host.clock - this.scheduler.now();
    return () => this.scheduler.now() + offset;
  }

  #tick(): void {
    this.#forget();
    // Inside a callback the clock belongs to the call around it, at whose end the timer is set anew.
    if (this.host.delivery.isDelivering) return;
    try {
      this.host.advanceTo(this.host.now);
    } catch (error) {
      this.stop();
      throw error;
    }
    this.#set();
  }

  #set(): void {
    if (this.#isOver) return;
    const at = this.host.nextDueAt;
    if (at === this.#setFor) return;
    this.#forget();
    if (at === undefined) return;
    this.#setFor = at;
    const wait = Math.min(Math.max(at - this.host.now, 0), WAIT_MAX);
    this.#timer = this.scheduler.schedule(() => this.#tick(), wait);
  }

  #forget(): void {
    this.#setFor = undefined;
    this.#timer?.unsubscribe();
    this.#timer = undefined;
  }

  stop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#forget();
    this.#unfollow();
    this.host.delivery.cancel(this.#handle);
  }
}

/**
 * Lets time pass for a host as it passes for a scheduler: whatever is due happens when its instant comes, without
 * anybody calling. There is one timer, for the next such instant, and none while nothing is due.
 *
 * A host with a clock of its own keeps it: that clock says which instant it is, the scheduler only waits. One without
 * goes on from the instant at which it stands, and until the end of this its calls take their instants from there
 * too, so that nothing is dated as of the last timer. A host may be advanced by hand besides: then its clock stands
 * until the scheduler's has come after it. After a sleep of the computer everything that fell due happens at once,
 * dated at its own instant.
 *
 * @param scheduler whose `now` counts milliseconds; `asyncScheduler`, so real time, unless given. RxJS'
 *   VirtualTimeScheduler and TestScheduler do as well, and so do a test runner's fake timers
 * @returns ends it: no timer is left, and time stands still again. An error of the host, such as of its log, ends it
 *   too, and is thrown from the timer
 * @throws ClockIsTaken where one is running already; HostClosed
 * @example
 * const scheduler = new VirtualTimeScheduler();
 * netioapi(host).CreateIpForwardEntry2({ Row: { ...route, ValidLifetime: 60, PreferredLifetime: 60 } });
 * using _clock = runClock(host, scheduler);
 * scheduler.flush();
 * [scheduler.now(), host.state.routes.size]; // => [60000, 0]
 */
export const runClock = (host: Host, scheduler: SchedulerLike = asyncScheduler): Scoped => {
  const clock = new RunningClock(host, scheduler);
  return scoped({ unsubscribe: () => clock.stop() });
};
