/**
 * The records of JSON: an object a line, or the objects of one list, streamed in constant memory. A line that is no object
 * costs that line. Numbers stay as they are written: an item id of twenty digits is not rounded.
 */
import { utf8Chunks } from "./encoding.ts";
import { FaultyFile, fault } from "./file-fault.ts";
import { type FileRecord, MAX_RECORD_BYTES } from "./file-record.ts";
import type { FileSource } from "./file-source.ts";
import { elementSplitter, type JsonPiece, lineSplitter } from "./json-pieces.ts";

export type JsonForm = { readonly kind: "json-lines" | "json-array"; readonly encoding: string };

/** An object's values as text, by name; those of objects inside it as "price.amount". */
export type FlatObject = ReadonlyMap<string, string>;

/** A piece with what it says; `object` is undefined where it is no object. */
export type ReadPiece = JsonPiece & { readonly object: FlatObject | undefined };

/** Yields what the file holds, a chunk's worth at a time. Throws FaultyFile where a list breaks off. */
export async function* readPieces(
  source: FileSource,
  form: JsonForm,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<ReadPiece[]> {
  const splitter =
    form.kind === "json-lines" ? lineSplitter(MAX_RECORD_BYTES) : elementSplitter(MAX_RECORD_BYTES);
  for await (const chunk of utf8Chunks(source, form.encoding, onBytes)) {
    const pieces = splitter.split(chunk);
    if (pieces.length > 0) yield pieces.map(read);
  }
  const { last, sentence } = splitter.end();
  if (last.length > 0) yield last.map(read);
  if (sentence !== undefined) throw new FaultyFile(fault("file-damaged", `${source.name} ${sentence}`));
}

function read(piece: JsonPiece): ReadPiece {
  return { ...piece, object: piece.isTooLong ? undefined : flatObject(piece.text) };
}

/** Yields the objects as records in the header's order; names beside the header's are not read. */
export async function* readJsonRecords(
  source: FileSource,
  form: JsonForm,
  header: readonly string[],
  onBytes: (bytes: number) => void,
): AsyncGenerator<FileRecord[]> {
  for await (const pieces of readPieces(source, form, onBytes))
    yield pieces.map((piece) => recordOf(piece, header));
}

function recordOf(
  { line, lastLine, text, isTooLong, object }: ReadPiece,
  header: readonly string[],
): FileRecord {
  if (object !== undefined) return { line, lastLine, cells: header.map((name) => object.get(name) ?? "") };
  return { line, lastLine, cells: [text.slice(0, 2000)], broken: isTooLong ? "too-long" : "not-json" };
}

const MAX_DEPTH = 4;

/** The values of the object that `text` is; undefined where it is none. */
function flatObject(text: string): FlatObject | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text, asWritten);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const flat = new Map<string, string>();
  flatten(value, "", 0, flat);
  return flat;
}

/** Gives numbers as their digits in the source (ECMAScript's "JSON.parse source text access"). */
function asWritten(this: unknown, _name: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" && context?.source !== undefined ? context.source : value;
}

function flatten(value: object, prefix: string, depth: number, into: Map<string, string>): void {
  for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
    const path = prefix + name;
    if (typeof inner === "string") into.set(path, inner.replaceAll("\0", ""));
    else if (inner === null) into.set(path, "");
    else if (typeof inner === "object" && !Array.isArray(inner) && depth < MAX_DEPTH)
      flatten(inner, `${path}.`, depth + 1, into);
    else into.set(path, typeof inner === "object" ? JSON.stringify(inner) : String(inner));
  }
}
