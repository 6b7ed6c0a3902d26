import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/** How long an answer is taken for true: a port may be another process's later. */
const KEPT_MS = 2_000;

/** A process scan is dear, so not many are made in a row. */
const SCAN_PAUSE_MS = 1_000;

/** Process ids are below it (PID_MAX_LIMIT); ports that the kernel or a library chose are above. */
const PROCESS_ID_LIMIT = 2 ** 22;

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
};

const linkOf = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
};

/** `dhclient, process 812`, or undefined where there is no such process any more. */
const processText = (root: string, pid: number): string | undefined => {
  const name = textOf(`${root}/${pid}/comm`)?.trim();
  return name === undefined || name === '' ? undefined : `${name}, process ${pid}`;
};

/**
 * Whose ports of netlink are, as far as that can be seen while the process still runs. The first socket of a process
 * has its process id for a port; that of others is looked for among the open files that may be looked at.
 */
export class PortOwners {
  readonly #known = new Map<number, Readonly<{ text: string; until: number }>>();
  readonly #root: string;
  readonly #namespace: string | undefined;
  #nextScan = 0;

  /**
   * @param root where the process file system is mounted.
   * @param namespace the network namespace whose ports they are, as a file; left out: that of this process.
   */
  constructor(root = '/proc', namespace?: string) {
    this.#root = root;
    this.#namespace = namespace;
  }

  /** Who made a change, in words: `ip, process 4711`, or `port 4711` where nobody can tell. */
  actorOf(port: number, now: number): string {
    const known = this.#known.get(port);
    if (known !== undefined && now < known.until) return known.text;
    const text = this.#look(port, now) ?? `port ${port}`;
    if (this.#known.size > 1000) this.#known.clear();
    this.#known.set(port, { text, until: now + KEPT_MS });
    return text;
  }

  #look(port: number, now: number): string | undefined {
    if (port < PROCESS_ID_LIMIT) return processText(this.#root, port);
    if (now < this.#nextScan) return undefined;
    this.#nextScan = now + SCAN_PAUSE_MS;
    const inode = this.#inodeOf(port);
    const pid = inode === undefined ? undefined : this.#holderOf(`socket:[${inode}]`);
    return pid === undefined ? undefined : processText(this.#root, pid);
  }

  /** `sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode`, of sockets of rtnetlink alone. */
  #inodeOf(port: number): string | undefined {
    for (const line of textOf(this.#socketsFile())?.split('\n') ?? []) {
      const [, protocol, owner, , , , , , , inode] = line.trim().split(/\s+/);
      if (protocol === '0' && owner === String(port)) return inode;
    }
    return undefined;
  }

  /** The sockets of a namespace are shown to whoever looks through one of its processes. */
  #socketsFile(): string {
    if (this.#namespace === undefined) return `${this.#root}/net/netlink`;
    const { ino } = statSync(this.#namespace);
    const pid = this.#processes().find((one) => linkOf(`${this.#root}/${one}/ns/net`) === `net:[${ino}]`);
    return `${this.#root}/${pid}/net/netlink`;
  }

  #processes(): readonly number[] {
    return readdirSync(this.#root).map(Number).filter(Number.isInteger);
  }

  #holderOf(link: string): number | undefined {
    return this.#processes().find((pid) => this.#holds(pid, link));
  }

  #holds(pid: number, link: string): boolean {
    try {
      const folder = `${this.#root}/${pid}/fd`;
      return readdirSync(folder).some((file) => readlinkSync(`${folder}/${file}`) === link);
    } catch {
      // It ended meanwhile, or is another user's.
      return false;
    }
  }
}
