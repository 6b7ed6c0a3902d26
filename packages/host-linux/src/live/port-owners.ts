import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

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
  #nextScan = 0;

  /** @param root where the process file system is mounted. */
  constructor(root = '/proc') {
    this.#root = root;
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
    for (const line of textOf(`${this.#root}/net/netlink`)?.split('\n') ?? []) {
      const [, protocol, owner, , , , , , , inode] = line.trim().split(/\s+/);
      if (protocol === '0' && owner === String(port)) return inode;
    }
    return undefined;
  }

  #holderOf(link: string): number | undefined {
    for (const entry of readdirSync(this.#root)) {
      const pid = Number(entry);
      if (Number.isInteger(pid) && this.#holds(pid, link)) return pid;
    }
    return undefined;
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
