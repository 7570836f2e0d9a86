// One line of CSV cut into fields: positions in the bytes, no strings.

const QUOTE = 34;
const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** More columns than this and it is no file of bars. */
export const MAX_COLUMNS = 256;

/** The fields of the line that was cut last. Field `i` is the bytes from `bounds[2i]` up to `bounds[2i + 1]`. */
export interface CsvLine {
  readonly bounds: Int32Array;
  /** How many fields the line has; only `MAX_COLUMNS` of them have bounds. */
  fields: number;
  /** Where the next line starts. */
  next: number;
  /** A quoted field that does not end on its line, or is followed by something else than a comma. */
  malformed: boolean;
}

export const createCsvLine = (): CsvLine => ({
  bounds: new Int32Array(2 * MAX_COLUMNS),
  fields: 0,
  next: 0,
  malformed: false,
});

/**
 * Cuts the line that starts at `at`. Lines end in LF or CR LF; quotes around a field are not part of it.
 * @param last no bytes come after `end`, so the line ends there if not before
 * @returns false when the line does not end before `end`
 */
export function cutLine(line: CsvLine, bytes: Uint8Array, at: number, end: number, last: boolean): boolean {
  line.fields = 0;
  line.malformed = false;
  for (let start = at; ; start++) {
    let i = start;
    if (i < end && bytes[i] === QUOTE) {
      i = cutQuoted(line, bytes, start, end, last);
    } else {
      // Digits, letters, "." and "-" are all above the comma: one comparison passes nearly every byte.
      while (i < end && ((bytes[i] as number) > COMMA || !endsField(bytes[i] as number))) i++;
      const beforeLineEnd = i === end || bytes[i] === LINE_FEED;
      addField(line, start, beforeLineEnd && i > start && bytes[i - 1] === CARRIAGE_RETURN ? i - 1 : i);
    }
    if (i === end) {
      line.next = end;
      return last;
    }
    if (bytes[i] === LINE_FEED) {
      line.next = i + 1;
      return true;
    }
    start = i;
  }
}

/** Adds the field whose opening quote is at `start`; returns where the comma or line end after it is. */
function cutQuoted(line: CsvLine, bytes: Uint8Array, start: number, end: number, last: boolean): number {
  let i = start + 1;
  while (i < end && bytes[i] !== LINE_FEED) {
    if (bytes[i] !== QUOTE) i++;
    else if (i + 1 < end && bytes[i + 1] === QUOTE) i += 2;
    else break;
  }
  addField(line, start + 1, i);
  if (i === end || bytes[i] === LINE_FEED) {
    line.malformed = true;
    return i;
  }
  i += 1;
  if (i < end && bytes[i] === CARRIAGE_RETURN && (i + 1 < end ? bytes[i + 1] === LINE_FEED : last)) i++;
  while (i < end && !endsField(bytes[i] as number)) {
    line.malformed = true;
    i++;
  }
  return i;
}

function addField(line: CsvLine, start: number, end: number): void {
  if (line.fields < MAX_COLUMNS) {
    line.bounds[2 * line.fields] = start;
    line.bounds[2 * line.fields + 1] = end;
  }
  line.fields += 1;
}

const endsField = (byte: number): boolean => byte === COMMA || byte === LINE_FEED;
