/** JSON files: which kind, and the names that their objects have. */
import { type FileFault, fault } from "./file-fault.ts";
import type { FileSource } from "./file-source.ts";
import type { FileContent } from "./open-file.ts";
import { type JsonForm, readJsonRecords, readPieces } from "./read-json.ts";

/** Objects that are looked at for names; a name that none of them has is not read. */
const LOOKED_AT = 1_000;
/** Names beyond these are a file of another making: data as names. */
const MAX_NAMES = 2_000;

/** What `sample`, the beginning of a text, is: objects a line, a list of objects, or no JSON that we know. */
export function jsonKind(sample: string): JsonForm["kind"] | undefined {
  const text = sample.replace(/^\ufeff/, "").trimStart();
  if (/^\{\s*(?:"|\})/.test(text)) return "json-lines";
  if (/^\[\s*(?:[{\]]|$)/.test(text)) return "json-array";
  return /^\[\s*["[]/.test(text) ? "json-array" : undefined;
}

/**
 * The names of the objects as header, in the order of their first appearance. Refuses JSON that has no objects where we look
 * for them. Throws FaultyFile where a list breaks off among the objects that are looked at.
 */
export async function openJson(
  source: FileSource,
  encoding: string,
  kind: JsonForm["kind"],
): Promise<({ readonly ok: true } & FileContent) | FileFault> {
  const form: JsonForm = { kind, encoding };
  const names = new Set<string>();
  let looked = 0;
  let objects = 0;
  for await (const pieces of readPieces(source, form)) {
    for (const { object } of pieces) {
      looked++;
      if (object === undefined) continue;
      objects++;
      for (const name of object.keys()) names.add(name);
    }
    if (looked >= LOOKED_AT || names.size > MAX_NAMES) break;
  }
  if (objects * 2 < looked || objects === 0) return noObjects(source.name, kind);
  if (names.size > MAX_NAMES)
    return fault(
      "not-a-table",
      `${source.name} has JSON objects of over ${MAX_NAMES} names: that is no list of products.`,
    );
  const header = [...names];
  return { ok: true, form, header, read: (onBytes) => readJsonRecords(source, form, header, onBytes) };
}

function noObjects(name: string, kind: JsonForm["kind"]): FileFault {
  const what = kind === "json-lines" ? "JSON, but not an object a line" : "a JSON list, but not of objects";
  return fault(
    "not-a-table",
    `${name} is ${what}: write one object a line, like {"title": "...", "price": "4.99"}, or a list of such objects.`,
  );
}
