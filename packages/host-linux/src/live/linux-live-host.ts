import {
  LiveHostStarted,
  type HostState,
  type LiveHost,
  type LiveListener,
  type LiveReport,
  type NoticeReport,
} from '@netlapse/core';

import { pictureParts } from '../mirror';
import { SkipTally, type DecodedMessage, type SkipCount } from '../netlink';
import { ClockWatch, type ClockReading } from './clocks';
import { Dump } from './dump';
import { silentlyDeletedDump, wholeDump, type DumpRequest } from './dump-requests';
import { eachMessage } from './each-message';
import { mirroredGroups } from './groups';
import { KeptDatagrams, type KeptDatagram } from './kept-datagrams';
import { keptMessageReport, messageReport, type MessageReader } from './live-messages';
import { inNamespace } from './namespace';
import { NetlinkSocket } from './netlink-socket';
import { PortOwners } from './port-owners';
import { ReceiveSlots } from './receive-slots';
import { withoutSilent } from './silent-neighbors';

/** How a live Linux host is listened to. */
export interface LinuxLiveHostOptions {
  /** Room for messages that wait, in bytes; 32 MiB unless given, for unprivileged users what the system allows. */
  readonly receiveBufferBytes?: number;
  /** Room for messages that come while a dump is made, in bytes; 64 MiB unless given. */
  readonly keptBytesMax?: number;
  /**
   * The network namespace to listen to, as a file such as `/run/netns/blue`; that of this process unless given.
   * Entering another needs the right to administer the system.
   */
  readonly namespace?: string;
  /** The clocks of the computer; those of this one unless given. */
  readonly clocks?: () => ClockReading;
}

/** Why there is doubt, or why a picture was taken. */
export type Because =
  'listening-began' | 'messages-lost' | 'dump-interrupted' | 'too-many-during-dump' | 'confirmation';

const MIB = 1024 * 1024;
/** One message a datagram: even that of a link with many virtual functions fits. */
const SLOT_SIZE = 16 * 1024;
const SLOT_COUNT = 256;
/** Readings in one turn of the loop, and steps of a dump. */
const ROUNDS = 8;
const DUMP_STEPS = 4;

/** Reports of messages that were kept, told in one go. */
const TOLD_TOGETHER = 1000;

/** In a storm messages are read once in so long: waking for each takes more than all that is done with it. */
const GATHER_MS = 2;

const TICK_MS = 1000;
/** Silent deletions come in rows: one dump confirms them all. */
const CONFIRM_AFTER_MS = 250;
/** A dump after messages were lost waits until the storm is over, longer each time that more are lost. */
const RETRY_MIN_MS = 100;
const RETRY_MAX_MS = 5000;
/** Confirming takes at most this part of the time. */
const CONFIRM_PACE = 4;

/** A dump that is being made. */
interface RunningDump {
  readonly dump: Dump;
  readonly because: Because;
  readonly startedAt: number;
}

/**
 * The Linux host that this runs on, or its network namespace: subscribes first, dumps, and tells what came
 * meanwhile behind it. Where messages were lost or a dump was no picture of one instant, there is doubt until
 * another dump; deletions of which the kernel does not tell are confirmed by one. No privilege is needed.
 */
export class LinuxLiveHost implements LiveHost<HostState> {
  readonly #options: LinuxLiveHostOptions;
  readonly #kept: KeptDatagrams;
  readonly #skips = new SkipTally();
  readonly #reader: MessageReader;
  #listener: LiveListener<HostState> | undefined;
  #socket: NetlinkSocket | undefined;
  #slots: ReceiveSlots | undefined;
  #clock: ClockWatch | undefined;
  #tick: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #turn: NodeJS.Immediate | undefined;
  #dump: RunningDump | undefined;
  /** FALSE while messages wait for a dump, or need not be heeded for one is to come. */
  #isFollowing = false;
  #isInDoubt = false;
  #isConfirmationDue = false;
  #isClosed = false;
  #retryMs = RETRY_MIN_MS;
  readonly #notices: NoticeReport[] = [];
  /** When it was last called to read, ms of the process's own clock. */
  #calledAt = -Infinity;
  /** The last instant at which nothing was missing. */
  #certainAt: number | undefined;
  #nextConfirmAt = 0;

  constructor(options: LinuxLiveHostOptions = {}) {
    this.#options = options;
    this.#kept = new KeptDatagrams(options.keptBytesMax ?? 64 * MIB);
    const owners = new PortOwners('/proc', options.namespace);
    this.#reader = { owners, onUnsure: () => this.#confirmSoon() };
  }

  /** What says nothing to a mirror, and how often it came. */
  get skipped(): readonly SkipCount[] {
    return this.#skips.counts();
  }

  /** @throws LiveHostStarted, LiveHostUnavailable */
  start(listener: LiveListener<HostState>): void {
    if (this.#listener !== undefined || this.#isClosed) throw new LiveHostStarted();
    this.#listener = listener;
    this.#clock = new ClockWatch(this.#options.clocks);
    this.#slots = new ReceiveSlots(SLOT_COUNT, SLOT_SIZE);
    const socket = this.#open(() => new NetlinkSocket());
    socket.setReceiveBuffer(this.#options.receiveBufferBytes ?? 32 * MIB);
    for (const group of mirroredGroups) socket.join(group);
    socket.onReadable(() => this.#guarded(() => this.#readAsTheyCome()));
    this.#socket = socket;
    this.#tick = setInterval(() => this.#guarded(() => this.#read()), TICK_MS);
    this.#turn = setImmediate(() =>
      this.#guarded(() => {
        this.#doubt('listening-began', this.#look(), undefined);
        this.#startDump(wholeDump, 'listening-began');
      }),
    );
  }

  /** Opens a socket where it is to listen: it stays in its namespace. */
  #open<T>(open: () => T): T {
    const { namespace } = this.#options;
    return namespace === undefined ? open() : inNamespace(namespace, open);
  }

  close(): void {
    if (this.#isClosed) return;
    if (this.#isFollowing) this.#guarded(() => this.#read());
    this.#release();
  }

  #release(): void {
    this.#isClosed = true;
    clearInterval(this.#tick);
    clearTimeout(this.#soon);
    clearImmediate(this.#turn);
    this.#dump?.dump.close();
    this.#dump = undefined;
    this.#socket?.close();
    this.#kept.take();
  }

  /** Runs what the loop called; what goes wrong ends the listening. */
  #guarded(work: () => void): void {
    if (this.#isClosed) return;
    try {
      work();
    } catch (error) {
      this.#release();
      this.#listener?.onFailure(error);
    }
  }

  #tell(reports: readonly LiveReport<HostState>[]): void {
    // Whoever listens may have closed it.
    if (reports.length > 0 && !this.#isClosed) this.#listener?.onReports(reports);
  }

  /** The present, epoch milliseconds; what became of the clocks is told with what is read next. */
  #look(): number {
    const { at, notices } = (this.#clock as ClockWatch).look();
    this.#notices.push(...notices);
    return at;
  }

  /** Reads what waits; where messages come one upon the other, many of them at a time. */
  #readAsTheyCome(): void {
    const before = this.#calledAt;
    this.#calledAt = performance.now();
    this.#read();
    if (!this.#isClosed && this.#calledAt - before < 2 * GATHER_MS) this.#socket?.pause(GATHER_MS);
  }

  /** Reads what waits and tells it, or keeps it for the end of the dump; TRUE where no more waits. */
  #read(): boolean {
    const at = this.#look();
    const reports: LiveReport<HostState>[] = this.#notices.splice(0);
    let lost: Because | undefined;
    let isDrained = false;
    for (let round = 0; round < ROUNDS && !isDrained; round++) {
      const received = (this.#socket as NetlinkSocket).receive(this.#slots as ReceiveSlots);
      if (received === 'nothing') isDrained = true;
      else if (received === 'lost') lost = 'messages-lost';
      else lost = this.#take(received, at, reports) ?? lost;
    }
    this.#tell(reports);
    if (this.#isClosed) return true;
    if (lost !== undefined) this.#beginAnew(lost, at);
    else if (isDrained) this.#certainAt = at;
    return isDrained;
  }

  /** Takes datagrams that were received; says why where not all of them could be taken. */
  #take(count: number, at: number, reports: LiveReport<HostState>[]): Because | undefined {
    const slots = this.#slots as ReceiveSlots;
    let lost: Because | undefined;
    const take = (message: DecodedMessage): boolean => {
      if (message.type === 'NLMSG_OVERRUN') lost = 'messages-lost';
      const report = messageReport(message, at, this.#reader);
      if (report !== undefined) reports.push(report);
      return true;
    };
    for (let slot = 0; slot < count; slot++) {
      const datagram = slots.datagram(slot);
      if (datagram.from !== 0) continue;
      if (datagram.isTruncated) lost = 'messages-lost';
      const length = Math.min(datagram.length, slots.size);
      if (this.#isFollowing) eachMessage(slots.wire, datagram.at, datagram.at + length, this.#skips, take);
      else if (!this.#keep(datagram.at, length, at)) lost = 'too-many-during-dump';
    }
    return lost;
  }

  /** Keeps a datagram for the end of the dump; before the dump began, it shows what the datagram tells. */
  #keep(from: number, length: number, at: number): boolean {
    const { wire } = this.#slots as ReceiveSlots;
    if (this.#dump === undefined) return true;
    // Whose port it is can be seen now, and perhaps not when it is told.
    const port = length < 16 ? 0 : wire.u32(from + 12);
    if (port !== 0) this.#reader.owners.actorOf(port, at);
    return this.#kept.keep(wire, from, length, at);
  }

  #doubt(because: Because, at: number, since: number | undefined): void {
    if (this.#isInDoubt) return;
    this.#isInDoubt = true;
    this.#tell([{ kind: 'doubt', at, because, ...(since === undefined ? {} : { since }) }]);
  }

  /** Something was lost: only a dump of everything, begun when the storm is over, shows what stands. */
  #beginAnew(because: Because, at: number): void {
    this.#doubt(because, at, this.#certainAt);
    this.#isFollowing = false;
    this.#stopDump();
    this.#afterwards(() => this.#startDump(wholeDump, because), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MAX_MS);
  }

  #stopDump(): void {
    this.#dump?.dump.close();
    this.#dump = undefined;
    clearImmediate(this.#turn);
    this.#kept.take();
  }

  /** There is one thing at most to be done later: dumping, for one reason or another. */
  #afterwards(work: () => void, milliseconds: number): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      this.#guarded(work);
    }, milliseconds);
  }

  #startDump(requests: readonly DumpRequest[], because: Because): void {
    // What waits by now is older than the dump: it is told before it, or needs not be told at all. Once the kernel has
    // said that messages were lost, it says so no more until all that waits is read; so all of it has to be.
    const isDrained = this.#read();
    if (this.#isClosed || this.#soon !== undefined || this.#dump !== undefined) return;
    if (!isDrained) {
      this.#afterwards(() => this.#startDump(requests, because), 0);
      return;
    }
    this.#isFollowing = false;
    this.#isConfirmationDue = false;
    this.#dump = {
      dump: this.#open(() => new Dump(requests, this.#skips)),
      because,
      startedAt: this.#look(),
    };
    this.#goOn();
  }

  #goOn(): void {
    this.#turn = setImmediate(() => this.#guarded(() => this.#step()));
  }

  /** Reads a part of the dump, and what came meanwhile. */
  #step(): void {
    this.#read();
    const running = this.#dump;
    if (running === undefined || this.#isClosed) return;
    for (let step = 0; step < DUMP_STEPS; step++) {
      const progress = running.dump.step();
      if (progress === 'interrupted' || progress === 'given up')
        this.#doubt('dump-interrupted', this.#look(), running.startedAt);
      if (progress === 'given up') return this.#beginAnew('dump-interrupted', running.startedAt);
      if (progress === 'done') return this.#finish(running);
    }
    this.#goOn();
  }

  /** Tells the picture, and behind it all that came while it was taken. */
  #finish(running: RunningDump): void {
    const isDrained = this.#read();
    if (this.#dump !== running || this.#isClosed) return;
    if (!isDrained) {
      this.#turn = setImmediate(() => this.#guarded(() => this.#finish(running)));
      return;
    }
    const { dump, because, startedAt } = running;
    const { dumps } = dump;
    const at = this.#look();
    const picture: LiveReport<HostState> = {
      kind: 'picture',
      at,
      because,
      parts: (mirror, now) => pictureParts(mirror, withoutSilent(dumps, mirror.state), now),
    };
    const kept = this.#kept.take();
    const isOver = this.#isInDoubt;
    this.#stopDump();
    this.#isFollowing = true;
    this.#isInDoubt = false;
    this.#certainAt = at;
    this.#retryMs = RETRY_MIN_MS;
    this.#nextConfirmAt = at + CONFIRM_PACE * (at - startedAt);
    this.#tell([picture]);
    for (const reports of this.#keptReports(kept)) this.#tell(reports);
    if (isOver) this.#tell([{ kind: 'certain', at }]);
    if (this.#isConfirmationDue) this.#confirmSoon();
  }

  /** What came while the dump was made, decoded a few at a time: there may be much of it. */
  *#keptReports(kept: readonly KeptDatagram[]): IterableIterator<readonly LiveReport<HostState>[]> {
    let reports: LiveReport<HostState>[] = [];
    for (const { at, wire } of kept) {
      eachMessage(wire, 0, wire.length, this.#skips, (message) => {
        const report = keptMessageReport(message, at, this.#reader);
        if (report !== undefined) reports.push(report);
        return true;
      });
      if (reports.length < TOLD_TOGETHER) continue;
      yield reports;
      reports = [];
    }
    yield reports;
  }

  /** What was worked out is to be confirmed: by the dump that is to come anyway, or by one of its own. */
  #confirmSoon(): void {
    if (this.#isClosed) return;
    this.#isConfirmationDue = true;
    if (!this.#isFollowing || this.#soon !== undefined) return;
    const wait = Math.max(CONFIRM_AFTER_MS, this.#nextConfirmAt - this.#look());
    this.#afterwards(() => this.#startDump(silentlyDeletedDump, 'confirmation'), wait);
  }
}
