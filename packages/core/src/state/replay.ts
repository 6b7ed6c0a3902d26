import { decodeEvent, MalformedEvent, type DomainEvent } from '../catalogue';
import { LinuxReplay, LinuxTable, type LinuxEvent } from '../linux';
import { LogCorrupt, type LogRecord } from '../log';
import { RouteReplay, RouteTable, type RouteEvent } from '../routes';
import { nextState, put, type Numbered, type Writable } from './evolve';
import { checkFold, doesNotFold, DoesNotFold } from './fold-check';
import type { HostState } from './state';

/** So many events of routes are gathered before they are folded: what waits takes some forty bytes each. */
const GATHERED_MAX = 1 << 21;

const isOfRoutes = (event: DomainEvent): event is RouteEvent =>
  event.type === 'RouteCreated' || event.type === 'RouteSet' || event.type === 'RouteDeleted';

const isOfLinux = (event: DomainEvent): event is LinuxEvent =>
  event.type === 'LinuxObjectReported' || event.type === 'LinuxObjectWithdrawn';

/**
 * Events on their way into one draft of the root. Those of routes and of what Linux said of its objects, the most of a
 * long log, are folded together.
 */
class Replay {
  #routes: RouteReplay;
  #linux: LinuxReplay;
  // Kept here until the end: a draft is written to through a proxy.
  #seq: number;

  constructor(
    private readonly root: Writable<HostState>,
    private readonly gatheredMax: number,
  ) {
    this.#routes = new RouteReplay(root.routes);
    this.#linux = new LinuxReplay(root.linux);
    this.#seq = root.seq;
  }

  add({ event, seq, at }: Numbered): void {
    if (isOfRoutes(event)) {
      this.#routes.add(event, seq);
      if (this.#routes.size >= this.gatheredMax) this.settle();
    } else if (isOfLinux(event)) this.#linux.add(event, seq);
    else {
      this.root.seq = this.#seq;
      checkFold(this.root, event);
      put(this.root, event, { seq, at });
    }
    this.#seq = seq;
  }

  /** @throws DoesNotFold for the first event of those that waited that does not fit */
  settle(): void {
    const [routes, linux] = [this.#routes.finish(), this.#linux.finish()];
    const [ofRoutes, ofLinux] = [
      routes instanceof RouteTable ? undefined : routes,
      linux instanceof LinuxTable ? undefined : linux,
    ];
    if (ofLinux !== undefined && !(ofRoutes !== undefined && ofRoutes.seq < ofLinux.seq))
      throw doesNotFold({ type: 'LinuxObjectWithdrawn', data: ofLinux.key }, ofLinux.seq, false);
    if (ofRoutes !== undefined)
      throw doesNotFold({ type: ofRoutes.type, data: ofRoutes.key }, ofRoutes.seq, ofRoutes.stands);
    this.root.routes = routes as RouteTable;
    this.root.linux = linux as LinuxTable;
    this.root.seq = this.#seq;
    this.#routes = new RouteReplay(this.root.routes);
    this.#linux = new LinuxReplay(this.root.linux);
  }
}

/**
 * Folds many events where only the end counts: the same end as folding them one by one, many times as fast.
 *
 * @param gatheredMax how many events of routes are folded together at most; decides memory and speed alone
 * @returns the state after the last event; the given one stays as it was whatever happens
 * @throws DoesNotFold for the first event that does not fit the state before it, and what `events` throws where
 *   all events before fit
 */
export const replay = (state: HostState, events: Iterable<Numbered>, gatheredMax = GATHERED_MAX): HostState =>
  nextState(state, (root) => {
    const folding = new Replay(root, gatheredMax);
    try {
      for (const numbered of events) folding.add(numbered);
    } catch (error) {
      // What waits came before the event that failed: where it does not fit itself, that is the first to fail.
      folding.settle();
      throw error;
    }
    folding.settle();
  });

/**
 * Folds records whose events must fit the state; what does not is damage, named by its record. They are taken one by
 * one and none is held: of a long stretch only what the fold itself needs is in memory at once.
 */
export const foldRecords = (state: HostState, records: Iterable<LogRecord>): HostState => {
  const ends: RecordEnd[] = [];
  function* events(): IterableIterator<Numbered> {
    for (const record of records) {
      if (record.kind !== 'commit') continue;
      const { n, at, events: stored } = record;
      ends.push({ n, seq: stored[stored.length - 1]?.seq ?? 0 });
      for (const event of stored) yield { event: decodeEvent(event, { at }), seq: event.seq, at };
    }
  }
  try {
    return replay(state, events());
  } catch (error) {
    const reached = ends[ends.length - 1]?.n ?? 0;
    if (error instanceof MalformedEvent) throw new LogCorrupt(reached, error.message);
    if (error instanceof DoesNotFold)
      throw new LogCorrupt(ends.find(({ seq }) => seq >= error.seq)?.n ?? reached, error.message);
    throw error;
  }
};

/** A record, and its last event. */
interface RecordEnd {
  readonly n: number;
  readonly seq: number;
}
