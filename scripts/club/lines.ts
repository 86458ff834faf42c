/** Lines of a stream of any size in constant memory: a line too long to be one is cut instead of being gathered. */
import { StringDecoder } from "node:string_decoder";

export type Line = {
  readonly text: string;
  /** Only the beginning of it: the rest was longer than `maxLength` allows and is dropped. */
  readonly cut: boolean;
};

/** Every line of `input` (UTF-8, LF or CRLF, a byte order mark is dropped), in batches as they come, so that a fast source costs few turns. */
export async function* linesOf(
  input: AsyncIterable<string | Buffer>,
  maxLength: number,
): AsyncGenerator<Line[]> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let cutting = false;
  let isFirst = true;
  for await (const chunk of input) {
    const text = typeof chunk === "string" ? chunk : decoder.write(chunk);
    const parts = (rest + (isFirst ? text.replace(/^\ufeff/, "") : text)).split("\n");
    if (text !== "") isFirst = false;
    rest = parts.pop() ?? "";
    const lines = parts.map((part, i) => lineOf(part, maxLength, cutting && i === 0));
    if (parts.length > 0) cutting = false;
    if (rest.length > maxLength) {
      rest = rest.slice(0, maxLength);
      cutting = true;
    }
    if (lines.length > 0) yield lines;
  }
  rest += decoder.end();
  if (rest !== "") yield [lineOf(rest, maxLength, cutting)];
}

function lineOf(part: string, maxLength: number, wasCut: boolean): Line {
  const text = part.endsWith("\r") ? part.slice(0, -1) : part;
  const cut = wasCut || text.length > maxLength;
  return { text: cut ? text.slice(0, maxLength) : text, cut };
}
