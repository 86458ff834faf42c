/** Which encoding a file is in, told from its bytes; and its text in one encoding whatever it was. */
import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import type { FileSource } from "./file-source.ts";

/** The encoding that a byte order mark or the zeros of UTF-16 give away. */
export function encodingOfMarks(sample: Buffer): string | undefined {
  const start = sample.toString("hex", 0, 4);
  if (start.startsWith("efbbbf")) return "utf-8";
  if (start === "fffe0000") return "utf-32le";
  if (start.startsWith("fffe")) return "utf-16le";
  if (start.startsWith("feff")) return "utf-16be";
  const zeros = [0, 0];
  for (const [position, byte] of sample.entries())
    if (byte === 0) zeros[position % 2] = (zeros[position % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd * 5 > sample.length && even * 20 < odd) return "utf-16le";
  if (even * 5 > sample.length && odd * 20 < even) return "utf-16be";
  return undefined;
}

/**
 * Valid UTF-8 throughout is UTF-8. Where it is broken: a file in Windows-1252 has hardly a sequence that is valid by chance,
 * a damaged UTF-8 file has mostly those.
 */
export function utf8Witness() {
  let rest: Buffer = Buffer.alloc(0);
  let lost = 0;
  let kept = 0;
  return {
    see(chunk: Buffer) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const end = endOfWholeCharacters(bytes);
      rest = bytes.subarray(end);
      const whole = bytes.subarray(0, end);
      if (lost + kept > 100_000 || isUtf8(whole)) return;
      const text = whole.toString("utf8");
      lost += text.match(/\ufffd/g)?.length ?? 0;
      kept += text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
    },
    encoding: () => (lost + rest.length > kept ? "windows-1252" : "utf-8"),
  };
}

/** Where a multi-byte character that the chunk cuts begins; the chunk's length when it cuts none. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0)
      return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** The file's text as UTF-8, without zero bytes: Postgres keeps none, and no title has one. */
export async function* utf8Chunks(
  source: FileSource,
  encoding: string,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const decoder = encoding === "utf-8" ? undefined : iconv.getDecoder(encoding);
  let bytes = 0;
  for await (const chunk of source.stream()) {
    bytes += chunk.length;
    onBytes(bytes);
    const text = decoder === undefined ? chunk : Buffer.from(decoder.write(chunk));
    yield text.includes(0) ? (text.filter((byte) => byte !== 0) as Buffer) : text;
  }
  const rest = decoder?.end();
  if (rest !== undefined && rest !== "") yield Buffer.from(rest);
}
