/** JSON cut into its objects, without reading them: by line, or by the brackets of one list. */

export type JsonPiece = {
  readonly line: number;
  readonly lastLine: number;
  readonly text: string;
  /** More than a record may have; `text` is how it begins. */
  readonly isTooLong: boolean;
};

export type Splitter = {
  /** The pieces that `chunk` brings to their end. */
  split(chunk: Buffer): JsonPiece[];
  /** What is left when there is no more, and what is wrong with the end, as a sentence that the file's name begins. */
  end(): { readonly last: JsonPiece[]; readonly sentence?: string };
};

const NEWLINE = 10;
const SPACE = 32;

/** Cuts at line ends; blank lines are left out. */
export function lineSplitter(maxBytes: number): Splitter {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let line = 1;

  function keep(bytes: Buffer): void {
    // Of a line without end only the beginning is kept, and that it is too long.
    if (pendingBytes <= maxBytes) pending.push(Buffer.from(bytes));
    pendingBytes += bytes.length;
  }

  function take(): JsonPiece | undefined {
    const text = Buffer.concat(pending)
      .toString("utf8")
      .replace(/^\ufeff/, "")
      .trim();
    const isTooLong = pendingBytes > maxBytes;
    pending = [];
    pendingBytes = 0;
    const at = line++;
    return text === "" ? undefined : { line: at, lastLine: at, text, isTooLong };
  }

  return {
    split(chunk) {
      const pieces: JsonPiece[] = [];
      let from = 0;
      for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
        keep(chunk.subarray(from, to));
        from = to + 1;
        const piece = take();
        if (piece !== undefined) pieces.push(piece);
      }
      if (from < chunk.length) keep(chunk.subarray(from));
      return pieces;
    },
    end() {
      const piece = take();
      return { last: piece === undefined ? [] : [piece] };
    },
  };
}

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** Cuts the list that the file is at the commas between its elements. What follows the list's end is not read. */
export function elementSplitter(maxBytes: number): Splitter {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let line = 1;
  /** Where the element begins (0 until it does), and the last line on which something of it stands. */
  let firstLine = 0;
  let lastLine = 0;
  let hasEnded = false;

  function keep(bytes: Buffer): void {
    if (pendingBytes <= maxBytes) pending.push(Buffer.from(bytes));
    pendingBytes += bytes.length;
  }

  function take(): JsonPiece | undefined {
    const text = Buffer.concat(pending).toString("utf8").trim();
    const piece = { line: firstLine, lastLine, text, isTooLong: pendingBytes > maxBytes };
    pending = [];
    pendingBytes = 0;
    firstLine = 0;
    return text === "" ? undefined : piece;
  }

  /** What a byte outside of texts means: whether an element ends before it. */
  function endsBefore(byte: number): boolean {
    if (byte === QUOTE) isInText = true;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
    if (depth === 0) hasEnded = true;
    return hasEnded || (depth === 1 && byte === COMMA);
  }

  function split(chunk: Buffer): JsonPiece[] {
    const pieces: JsonPiece[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length && !hasEnded; at++) {
      const byte = chunk[at] as number;
      if (byte === NEWLINE) line++;
      if (depth === 0) {
        // Before the list: spaces, and perhaps a byte order mark.
        if (byte === OPEN_LIST) depth = 1;
        from = at + 1;
      } else if (isInText) {
        lastLine = line;
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isInText = false;
      } else {
        if (firstLine === 0 && byte > SPACE && byte !== COMMA) firstLine = line;
        if (!endsBefore(byte)) {
          if (byte > SPACE) lastLine = line;
          continue;
        }
        keep(chunk.subarray(from, at));
        const piece = take();
        if (piece !== undefined) pieces.push(piece);
        from = at + 1;
      }
    }
    if (!hasEnded && from < chunk.length) keep(chunk.subarray(from));
    return pieces;
  }

  function end() {
    if (hasEnded) return { last: [] };
    const piece = take();
    const sentence =
      "breaks off before its list ends: what came before was read. Get the whole file and send it again.";
    return { last: piece === undefined ? [] : [piece], sentence };
  }

  return { split, end };
}
