/** XML of a workbook's parts, read as it streams, in bounded memory. */
import { StringDecoder } from "node:string_decoder";
import { SaxesParser } from "saxes";
import type { FileSource } from "../file-source.ts";
import { damaged } from "./zip.ts";

export type Attributes = Readonly<Record<string, string>>;

export type XmlListener = {
  /** Names come without their prefix: some tools write `x:row`. */
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
};

/** Far more than a cell's text (32,767 characters): past it, one tag or text would fill the memory. */
const MAX_SILENCE = 4 * 2 ** 20;
const MAX_DEPTH = 64;

/**
 * Reads `pieces` of XML and tells `listener`; yields after each piece, so that what it brought can be used and the reading
 * can be stopped. Throws FaultyFile for XML that is damaged, declares entities, or holds a tag or text without end.
 */
export async function* readXml(
  source: FileSource,
  pieces: AsyncIterable<Buffer>,
  listener: XmlListener,
): AsyncGenerator<void> {
  const decoder = new StringDecoder("utf8");
  const parser = new SaxesParser();
  let silence = 0;
  let depth = 0;
  parser.on("opentag", ({ name, attributes }) => {
    silence = 0;
    if (++depth > MAX_DEPTH) throw damaged(source);
    listener.open?.(bare(name), attributes as Attributes);
  });
  parser.on("closetag", ({ name }) => {
    silence = 0;
    depth--;
    listener.close?.(bare(name));
  });
  parser.on("text", (text) => listener.text?.(text));
  parser.on("cdata", (text) => listener.text?.(text));
  // A workbook declares no document type; whoever does wants entities that grow.
  parser.on("doctype", () => {
    throw damaged(source);
  });
  parser.on("error", () => {
    throw damaged(source);
  });
  for await (const piece of pieces) {
    silence += piece.length;
    if (silence > MAX_SILENCE) throw damaged(source);
    parser.write(decoder.write(piece));
    yield;
  }
  parser.write(decoder.end()).close();
  yield;
}

function bare(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Reads a small part to its end. */
export async function readWholeXml(
  source: FileSource,
  pieces: AsyncIterable<Buffer>,
  listener: XmlListener,
): Promise<void> {
  for await (const _ of readXml(source, pieces, listener));
}

/** An attribute whatever its prefix: `r:id` and `ns1:id`. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => bare(key) === name)?.[1];
}

/** "_x000D_" as the character that it stands for (ECMA-376 22.9.2.19), white space of Windows as ours. */
export function cellText(text: string): string {
  if (!text.includes("_x")) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll("\0", "");
}
