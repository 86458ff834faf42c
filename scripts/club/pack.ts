/**
 * Packs of many titles, a line in, a line out, in order: `{"id":1,"title":"...","category":"..."}` or a bare title becomes
 * `{"id":1,"title":"...","pack":{...}|null,"reason":"...","because":[...]}`; `brand` and the fields `count`, `size` and
 * `unit` are heeded when given, and a `price` is told per uniform unit, US and metric. `because` says which words gave which number, or which are the doubt. Streams with
 * backpressure: memory does not grow with the input.
 */
import { once } from "node:events";
import type { Writable } from "node:stream";
import { z } from "zod";
import { type BaseUnit, type Pack, packTotalNumber } from "#app/domain/measure.ts";
import type { StructuredPack } from "#app/domain/pack/stated.ts";
import { type Because, readPack } from "#app/domain/pack.ts";
import { type Line, linesOf } from "./lines.ts";
import { type PriceLine, priceLine } from "./pack-price.ts";

/** Written in pieces of about this many characters: one system call for some hundred lines. */
const CHUNK_LENGTH = 32_768;
/** A longer line is no question about a title: it is cut, and answered as unreadable. */
const MAX_LINE = 65_536;

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  title: z.string(),
  count: z.union([z.number(), z.string()]).nullish(),
  size: z.union([z.number(), z.string()]).nullish(),
  unit: z.string().nullish(),
  price: z.union([z.number(), z.string()]).nullish(),
  category: z.string().nullish(),
  brand: z.string().nullish(),
});

/** Of a line that is no question, so that whoever asked knows which. */
const idSchema = lineSchema.pick({ id: true });

/** Reads every line of `input`, answers each on `output`, and resolves when all is handed over. A blank line has no answer. */
export async function runPack(input: AsyncIterable<string | Buffer>, output: Writable): Promise<void> {
  let waiting = "";
  for await (const lines of linesOf(input, MAX_LINE)) {
    for (const line of lines) {
      if (line.text.trim() === "") continue;
      waiting += `${JSON.stringify(answerLine(line))}\n`;
      if (waiting.length < CHUNK_LENGTH) continue;
      await write(output, waiting);
      waiting = "";
    }
  }
  if (waiting !== "") await write(output, waiting);
}

async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, "drain");
}

type Answer = {
  id: string | number | null;
  title: string;
  pack: PackLine | null;
  reason?: string;
  because?: readonly Because[];
  beside?: readonly { readonly amount: string; readonly unit: string }[];
  unitPrice?: PriceLine;
};
type PackLine = { count: number; size: number; unit: string; totalBase: number; baseUnit: string };

function answerLine(line: Line): Answer {
  const question = line.cut ? unreadable(line.text) : readLine(line.text);
  if ("reason" in question) return { ...question, pack: null };
  const { id = null, title } = question;
  const reading = readPack({ ...question, structured: fieldsOf(question) });
  const { because } = reading;
  if (reading.pack === null) return { id, title, pack: null, reason: reading.reason, because };
  const answer: Answer = { id, title, pack: packLine(reading.pack), because };
  if (reading.beside.length > 0) answer.beside = reading.beside;
  const price = question.price ?? undefined;
  const unitPrice = price === undefined ? undefined : priceLine(price, reading.pack, question.category);
  return unitPrice === undefined ? answer : { ...answer, unitPrice };
}

type Question = z.infer<typeof lineSchema>;

/** The pack in fields of its own; a count that is no number makes no pack. */
function fieldsOf({ count, size, unit }: Question): StructuredPack {
  const blank = count === undefined || count === null || String(count).trim() === "";
  return { count: blank ? null : Number(count), size: size?.toString() ?? null, unit: unit ?? null };
}

type Unreadable = { id: string | number | null; title: string; reason: "unreadable-line" };

/** A line is JSON when it starts like an object; anything else is a title as it stands. */
function readLine(line: string): Question | Unreadable {
  if (!line.trimStart().startsWith("{")) return { title: line };
  try {
    const parsed: unknown = JSON.parse(line);
    const question = lineSchema.safeParse(parsed);
    if (question.success) return question.data;
    return { ...unreadable(line), id: idSchema.safeParse(parsed).data?.id ?? null };
  } catch {
    return unreadable(line);
  }
}

function unreadable(line: string): Unreadable {
  return { id: null, title: line.slice(0, 200), reason: "unreadable-line" };
}

/** Sheets and loads are pieces to whoever reads only g, ml and count. */
const PLAIN_BASE: Readonly<Record<BaseUnit, string>> = {
  g: "g",
  ml: "ml",
  count: "count",
  sheet: "count",
  load: "count",
  cm2: "cm2",
};

function packLine(pack: Pack): PackLine {
  return {
    count: pack.count,
    size: Number(pack.size),
    unit: pack.unit,
    totalBase: packTotalNumber(pack),
    baseUnit: PLAIN_BASE[pack.baseUnit],
  };
}
