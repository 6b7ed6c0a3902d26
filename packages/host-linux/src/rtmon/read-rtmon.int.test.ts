import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { readAll, recordingFile } from '../../test/recordings';
import { readRtmonFile, readRtmonStream } from './read-rtmon';
import { RtmonError } from './rtmon-error';
import type { RtmonRecord, RtmonSummary } from './rtmon-reader';

const plain = recordingFile('laptop/laptop.rtmon');
const compressed = gzipSync(plain);
const whole = readAll(plain, 'x');

type Reading = AsyncGenerator<readonly RtmonRecord[], RtmonSummary, undefined>;

/** Everything up to the end, or up to the error. */
const drain = async (
  reading: Reading,
): Promise<{ records: RtmonRecord[]; summary?: RtmonSummary; error?: unknown }> => {
  const records: RtmonRecord[] = [];
  try {
    for (;;) {
      const next = await reading.next();
      if (next.done === true) return { records, summary: next.value };
      records.push(...next.value);
    }
  } catch (error) {
    return { records, error };
  }
};

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const errorOf = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe('a recording that gzip compressed', () => {
  it('is known by its content and reads as the plain one', () => {
    expect(readAll(compressed, 'x')).toEqual(whole);
  });

  it.each([3, 10, 18, 500, compressed.length - 1])('is refused when it is cut short to %i bytes', (size) => {
    const error = errorOf(() => readAll(compressed.subarray(0, size), 'x.gz'));
    expect(error).toBeInstanceOf(RtmonError);
    expect(error).toMatchObject({ kind: 'truncated gzip', file: 'x.gz' });
    expect((error as Error).message).toContain('x.gz: the gzip-compressed recording is cut short');
    expect((error as Error).cause).toHaveProperty('code', 'Z_BUF_ERROR');
  });

  it('is refused when it is damaged', () => {
    const damaged = Uint8Array.from(compressed);
    damaged.fill(0xff, 200, 260);
    expect(errorOf(() => readAll(damaged, 'x.gz'))).toMatchObject({ kind: 'damaged gzip', file: 'x.gz' });
    const checksum = Uint8Array.from(compressed);
    checksum[compressed.length - 6] = (checksum[compressed.length - 6] ?? 0) ^ 1;
    const error = errorOf(() => readAll(checksum, 'x.gz'));
    expect(error).toMatchObject({ kind: 'damaged gzip' });
    expect((error as Error).message).toBe(
      'x.gz: the gzip-compressed recording is damaged: incorrect data check',
    );
  });

  it('is refused when there is no recording in it', () => {
    expect(errorOf(() => readAll(gzipSync(''), 'x.gz'))).toMatchObject({ kind: 'empty' });
    expect(errorOf(() => readAll(gzipSync('text'), 'x.gz'))).toMatchObject({ kind: 'not a recording' });
    expect(errorOf(() => readAll(gzipSync(compressed), 'x.gz'))).toMatchObject({
      kind: 'not a recording',
      message: expect.stringContaining('gzip within gzip') as string,
    });
  });
});

describe('a recording that comes in pieces', () => {
  it.each([1, 7, 1000, 1_000_000])(
    'of %i bytes reads as the whole one, plain and compressed',
    async (size) => {
      expect(await drain(readRtmonStream(pieces(plain, size), 'x'))).toEqual(whole);
      expect(await drain(readRtmonStream(pieces(compressed, size), 'x'))).toEqual(whole);
    },
  );

  it('yields what came before it turned out to be cut short', async () => {
    const { records, error } = await drain(readRtmonStream(pieces(compressed.subarray(0, 3000), 100), 'x'));
    expect(error).toMatchObject({ kind: 'truncated gzip', file: 'x' });
    expect(records.length).toBeGreaterThan(0);
    expect(records).toEqual(whole.records.slice(0, records.length));
  });

  it('passes on what goes wrong where it comes from', async () => {
    const failing = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
      yield* pieces(bytes, 100);
      throw new Error('the wire broke');
    };
    for (const bytes of [plain.subarray(0, 1000), compressed.subarray(0, 1000)])
      expect((await drain(readRtmonStream(failing(bytes), 'x'))).error).toEqual(new Error('the wire broke'));
  });

  it('closes where it comes from when it is no longer read', async () => {
    for (const bytes of [plain, compressed]) {
      let closed = false;
      const source = async function* (): AsyncGenerator<Uint8Array, void> {
        try {
          for (;;) yield* pieces(bytes, 500);
        } finally {
          closed = true;
        }
      };
      for await (const records of readRtmonStream(source(), 'x')) if (records.length > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(closed).toBe(true);
    }
  });

  it('is empty when no piece comes', async () => {
    expect((await drain(readRtmonStream(pieces(new Uint8Array(0), 1), 'x'))).error).toMatchObject({
      kind: 'empty',
    });
  });
});

describe('a recording in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rtmon-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  it('is read whatever its name, plain or compressed', async () => {
    for (const bytes of [plain, compressed]) {
      const path = file('recording', bytes);
      expect(await drain(readRtmonFile(path))).toEqual({
        ...whole,
        summary: { ...whole.summary, file: path },
      });
    }
  });

  it('is named by what goes wrong', async () => {
    const empty = file('empty', new Uint8Array(0));
    const readme = file('readme', Buffer.from('# not this\n'));
    const truncated = file('truncated', compressed.subarray(0, 400));
    const missing = join(folder, 'missing');
    for (const [path, kind] of [
      [empty, 'empty'],
      [readme, 'not a recording'],
      [truncated, 'truncated gzip'],
      [missing, 'unreadable'],
      [folder, 'unreadable'],
    ] as const) {
      const { error } = await drain(readRtmonFile(path));
      expect(error).toBeInstanceOf(RtmonError);
      expect(error).toMatchObject({ kind, file: path });
      expect((error as Error).message.startsWith(`${path}: `)).toBe(true);
    }
  });
});
