import { base, commit, genesis, noop, refusal, thrownBy } from './event-log.contract';
import {
  ChainVerifier,
  decodeNlog,
  decodeNlogLine,
  encodeNlogLine,
  LogCorrupt,
  MemoryEventLog,
  UnknownFormatVersion,
  type LogRecord,
} from './index';

const records = (): readonly LogRecord[] => {
  const log = new MemoryEventLog();
  return log.append(0, [base(3), ...[commit(START, 4, [{ text: 'Ω\n😀' }]), refusal(START), noop(START)]]);
};
const START = 1_700_000_000_000;

const read = (...chunks: string[]): { records: LogRecord[]; torn: [number, string][] } => {
  const torn: [number, string][] = [];
  return { records: [...decodeNlog(chunks, (...line) => torn.push(line))], torn };
};

describe('the exchange form', () => {
  it('is one record a line, which gives the record back', () => {
    for (const [index, record] of records().entries()) {
      const line = encodeNlogLine(record);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(decodeNlogLine(line, index + 1)).toEqual(record);
      expect(decodeNlogLine(line.trimEnd(), index + 1)).toEqual(record);
    }
  });

  it.each<[string, (line: string) => string]>([
    ['white space', (line) => line.replace(':', ': ')],
    ['members in another order', (line) => line.replace(/^\{(.*?),(.*?),/, '{$2,$1,')],
    ['a longer escape', (line) => line.replace('STATUS', '\\u0053TATUS')],
    ['a number written otherwise', (line) => line.replace('"n":2', '"n":2.0')],
    ['a fraction', (line) => line.replace('"text":', '"odd":0.5,"text":')],
    ['a member twice', (line) => line.replace('"n":2', '"n":2,"n":2')],
    ['something that is no JSON', (line) => line.slice(1)],
    ['nothing', () => ''],
    ['a record with a member missing', (line) => line.replace('"n":2,', '')],
  ])('refuses a line with %s', (_, change) => {
    const line = encodeNlogLine(records()[1] as LogRecord).trimEnd();
    const changed = change(line);
    expect(changed).not.toBe(line);
    expect(() => decodeNlogLine(changed, 2)).toThrow(LogCorrupt);
    expect(thrownBy(() => decodeNlogLine(changed, 2))).toMatchObject({ n: 2 });
  });

  it('reads a whole file, wherever it is cut into chunks', () => {
    const text = records().map(encodeNlogLine).join('');
    for (const size of [1, 7, 100, text.length]) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.slice(index * size, (index + 1) * size),
      );
      expect(read(...chunks)).toEqual({ records: records(), torn: [] });
    }
    const verifier = new ChainVerifier();
    for (const record of read(text).records) verifier.check(record);
    expect(verifier.summary.records).toBe(4);
  });

  it('takes an empty file for a log without records', () => {
    expect(read()).toEqual({ records: [], torn: [] });
    expect(read('')).toEqual({ records: [], torn: [] });
  });

  it('leaves out a torn last line and reports it', () => {
    const lines = records().map(encodeNlogLine);
    const last = lines[3] as string;
    for (const torn of [last.slice(0, 20), last.slice(0, -1), `${last.slice(0, 20)}\n`])
      expect(read(...lines.slice(0, 3), torn)).toEqual({ records: records().slice(0, 3), torn: [[4, torn]] });
  });

  it('refuses a damaged line before the last', () => {
    const lines = records().map(encodeNlogLine);
    lines[1] = `${lines[1]?.slice(0, 20)}\n`;
    expect(thrownBy(() => read(...lines))).toMatchObject({ code: 'LogCorrupt', n: 2 });
  });

  it('does not take the file of a later program for a torn one', () => {
    const line = encodeNlogLine(new MemoryEventLog().append(0, [genesis()])[0] as LogRecord);
    expect(() => read(line.replace('"formatVersion":1', '"formatVersion":2'))).toThrow(UnknownFormatVersion);
  });
});
