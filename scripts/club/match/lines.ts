/** JSON lines as people have them: what of a line can be used, and what is wrong with the others. */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable, type Writable } from "node:stream";
import { z } from "zod";

export type Source = AsyncIterable<string | Buffer>;
export type Line = { readonly number: number; readonly text: string };

/** Written in pieces of about this many characters: one system call for some hundred lines. */
const CHUNK_LENGTH = 32_768;

export const idSchema = z.union([z.string(), z.number()]);
export type Id = z.infer<typeof idSchema>;

export const itemSchema = z.object({
  title: z.string(),
  brand: z.string().nullish(),
  category: z.string().nullish(),
  description: z.string().nullish(),
  price: z
    .union([z.number(), z.string()])
    .nullish()
    .transform((price) => numberOf(price)),
  modelno: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((text) => (text === null || text === undefined ? null : String(text))),
  gtin: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((text) => (text === null || text === undefined ? null : gtinText(text))),
});

/** A SKU or listing: its fields beside its id. */
export const namedItemSchema = itemSchema.extend({
  id: idSchema.optional(),
  sku: idSchema.optional(),
  listing: idSchema.optional(),
});

/** Prices as feeds have them: "$1,299.00" is 1299; what is no number is none. */
function numberOf(price: number | string | null | undefined): number | null {
  if (price === null || price === undefined) return null;
  const value = typeof price === "number" ? price : Number(price.replace(/[$,\s]/g, "") || Number.NaN);
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** A GTIN that was a number in JSON has lost its leading zeros. */
function gtinText(gtin: string | number): string {
  return typeof gtin === "number" ? String(gtin).padStart(12, "0") : gtin;
}

/** Every line with its number, blank ones left out. @throws what the source throws. */
export async function* linesOf(input: Source): AsyncGenerator<Line> {
  const source = Readable.from(input, { objectMode: false });
  let fault: Error | undefined;
  // readline ends quietly when its input fails.
  source.once("error", (error) => {
    fault = error;
  });
  let number = 0;
  for await (const text of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (text.trim() !== "") yield { number, text };
  }
  if (fault !== undefined) throw fault;
}

export type LineReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: string };

/** A line as the schema wants it, or what is wrong with it. */
export function readLine<T>(line: string, schema: z.ZodType<T>): LineReading<T> {
  let json: unknown;
  try {
    json = JSON.parse(line.replace(/^\ufeff/, ""));
  } catch {
    return { ok: false, fault: "not JSON." };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return {
    ok: false,
    fault: `${issue?.path.join(".") || "the line"}: ${issue?.message ?? "not as expected"}`,
  };
}

/** What is odd about an item that is used all the same; undefined for nothing. */
export function oddity({ title, gtin }: z.infer<typeof itemSchema>): string | undefined {
  if (/[\p{L}\p{N}]/u.test(title)) return undefined;
  return gtin === null || gtin === undefined
    ? "the title has no words and there is no GTIN: it matches nothing."
    : "the title has no words: only the GTIN is gone by.";
}

/** Four digits of a score are written. */
export function rounded(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}

export type TextWriter = { write: (text: string) => Promise<void>; end: () => Promise<void> };

/** Gathers text and writes it in large pieces; waits for a slow reader. */
export function textWriter(output: Writable): TextWriter {
  let waiting = "";
  const flush = async () => {
    const text = waiting;
    waiting = "";
    if (text !== "") await writeText(output, text);
  };
  return {
    write: async (text) => {
      waiting += text;
      if (waiting.length >= CHUNK_LENGTH) await flush();
    },
    end: flush,
  };
}

export async function writeText(output: Writable, text: string): Promise<void> {
  if (text !== "" && !output.write(text)) await once(output, "drain");
}
