import { ColumnWriter, MalformedColumns, type ColumnReader } from './columns';

const NULL = 0;
/** The same as the instant before. */
const SAME = 1;
/** The difference from the instant before follows. */
const STEP = 2;
/** The instant itself follows: it lies so far from the one before that the difference has no exact form. */
const WHOLE = 3;

/** Writes whole numbers that are often the same or near each other, and nulls. */
export class NumberSequenceWriter {
  readonly #kinds = new ColumnWriter();
  readonly #values = new ColumnWriter();
  #before = 0;

  add(instant: number | null): void {
    if (instant === null) {
      this.#kinds.byte(NULL);
      return;
    }
    const step = instant - this.#before;
    this.#before = instant;
    if (step === 0) {
      this.#kinds.byte(SAME);
    } else if (Number.isSafeInteger(step)) {
      this.#kinds.byte(STEP);
      this.#values.integer(step);
    } else {
      this.#kinds.byte(WHOLE);
      this.#values.integer(instant);
    }
  }

  writeTo(writer: ColumnWriter): void {
    writer.column(this.#kinds);
    writer.column(this.#values);
  }
}

/** Reads what an NumberSequenceWriter wrote. */
export class NumberSequenceReader {
  readonly #kinds: ColumnReader;
  readonly #values: ColumnReader;
  #before = 0;

  constructor(reader: ColumnReader) {
    this.#kinds = reader.column();
    this.#values = reader.column();
  }

  next(): number | null {
    switch (this.#kinds.byte()) {
      case NULL:
        return null;
      case SAME:
        return this.#before;
      case STEP:
        this.#before += this.#values.integer();
        break;
      case WHOLE:
        this.#before = this.#values.integer();
        break;
      default:
        throw new MalformedColumns('an instant of no known kind');
    }
    if (!Number.isSafeInteger(this.#before)) throw new MalformedColumns('an instant too far away');
    return this.#before;
  }

  /** As next, where no null can stand. */
  nextNumber(): number {
    const value = this.next();
    if (value === null) throw new MalformedColumns('an instant is missing');
    return value;
  }
}
