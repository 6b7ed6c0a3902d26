import type { Host, HostState, LiveReport } from '@netlapse/core';

import { describeError } from '../errors';
import { sizeText } from '../input/spans-and-sizes';
import type { Io } from '../io';
import type { LogCompacted } from '../logs/log-compaction';
import { counted } from './counted';
import { durationText } from './duration-text';
import { instantText } from './instant-text';
import { liveNoticeText } from './live-notice-text';
import { plainText } from './plain-text';
import { StatusLine } from './status-line';

/**
 * What a recorder tells while it runs: on a terminal a line that shows how far it is, with what is worth knowing
 * above it; elsewhere only that, a line or a JSON object each.
 */
export class RecordOutput {
  readonly #status: StatusLine | undefined;
  readonly #firstSeq: number;
  readonly #startedAt: number;
  #messages = 0;
  #isBegun = false;
  #doubtSince: number | undefined;
  #changedAt: number | undefined;

  constructor(
    private readonly io: Io,
    private readonly path: string,
    private host: Host,
    private readonly isJson: boolean,
  ) {
    this.#status = io.stdout.isTerminal && !isJson ? new StatusLine(io.stdout) : undefined;
    this.#firstSeq = host.state.seq;
    this.#startedAt = io.now();
  }

  get #events(): number {
    return this.host.state.seq - this.#firstSeq;
  }

  /** Takes note of what is in the log now, and tells what of it is worth knowing. */
  written(reports: readonly LiveReport<HostState>[]): void {
    for (const report of reports) {
      if (report.kind === 'message') {
        this.#messages += 1;
        this.#changedAt = report.at;
      }
      if (report.kind === 'doubt') this.#doubtSince ??= report.since ?? report.at;
      if (report.kind === 'certain') this.#doubtSince = undefined;
      const text = liveNoticeText(report);
      if (text !== undefined) this.#tell(report, text);
    }
    if (this.#isBegun || this.#doubtSince !== undefined) return;
    this.#isBegun = true;
    this.#begun();
  }

  #tell(report: LiveReport<HostState>, text: string): void {
    if (this.isJson) this.#json(report);
    else this.#line(`${instantText(report.at)} ${text}`);
  }

  /** All tables were read for the first time. */
  #begun(): void {
    const { interfaces, linux, routes, unicast } = this.host.state;
    const counts = {
      interfaces: interfaces.size,
      addresses: unicast.size,
      routes: routes.size,
      objects: linux.size,
    };
    if (this.isJson) this.#json({ kind: 'recording', at: this.host.clock, log: this.path, ...counts });
    else
      this.#line(
        `recording ${plainText(this.host.timeline.identity.hostId)} to ${this.path}: ` +
          `${counted(counts.interfaces, 'interface')}, ` +
          `${counted(counts.addresses, 'address', 'addresses')}, ${counted(counts.routes, 'route')}`,
      );
  }

  #line(text: string): void {
    if (this.#status === undefined) this.io.stdout.write(`${text}\n`);
    else this.#status.print(text);
  }

  #json(value: object): void {
    this.io.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** Goes on with another host in the same state. */
  moveTo(host: Host): void {
    this.host = host;
  }

  /** The log was compacted while it was written. */
  compacted(what: LogCompacted): void {
    const { bytes, bytesBefore, position, replaced } = what;
    const { hash: _hash, ...gone } = replaced;
    if (this.isJson)
      this.#json({
        kind: 'compacted',
        at: this.io.now(),
        log: this.path,
        position,
        gone,
        bytesBefore,
        bytes,
      });
    else
      this.#line(
        `${instantText(this.io.now())} log compacted: it begins at ${instantText(position.at)}, ` +
          `${counted(replaced.events, 'event')} went, ${sizeText(bytesBefore)} became ${sizeText(bytes)}`,
      );
  }

  /** A compaction could not be done now. */
  compactionPutOff(error: unknown): void {
    this.#warn(
      'compaction-put-off',
      `the log was not compacted and goes on to grow: ${describeError(error)}`,
    );
  }

  /** What stands alone takes more room than the log may. */
  tooSmall(bytes: number): void {
    this.#warn(
      'max-size-too-small',
      `--max-size is too small: what stands takes ${sizeText(bytes)} of it, and everything before it went`,
    );
  }

  #warn(kind: string, text: string): void {
    if (this.isJson) this.#json({ kind, at: this.io.now(), log: this.path, text });
    else this.#line(`${instantText(this.io.now())} ${text}`);
  }

  /**
   * Writes the line at the foot of a terminal anew.
   *
   * @param room what the log takes, where that is limited, and how much of a compaction is done
   */
  status(room?: { readonly bytes: number; readonly compacting: number | undefined }): void {
    if (this.#status === undefined) return;
    const now = this.io.now();
    const size = room === undefined ? '' : `, log ${sizeText(room.bytes)}`;
    const compacting =
      room?.compacting === undefined ? '' : `, compacting ${Math.floor(room.compacting * 100)}%`;
    const last = this.#changedAt === undefined ? '' : `, last ${durationText(now - this.#changedAt)} ago`;
    const doubt = this.#doubtSince === undefined ? '' : `, in doubt since ${instantText(this.#doubtSince)}`;
    this.#status.show(
      `${durationText(now - this.#startedAt)}: ${counted(this.#messages, 'message')}, ` +
        `${counted(this.#events, 'event')}${last}${size}${compacting}${doubt}`,
    );
  }

  clear(): void {
    this.#status?.clear();
  }

  /** The recorder was told to end, and everything is written. */
  ended(): void {
    const { log } = this.host;
    const counts = { messages: this.#messages, events: this.#events };
    if (this.isJson) this.#json({ kind: 'recorded', at: log.head.at, log: this.path, ...counts });
    else
      this.#line(
        `log ${this.path}: ${counted(counts.events, 'event')} of ` +
          `${counted(counts.messages, 'message')} recorded, up to ${instantText(log.head.at)}`,
      );
  }
}
