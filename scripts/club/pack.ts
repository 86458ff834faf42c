/**
 * Packs of many titles, a line in, a line out, in order: `{"id":1,"title":"...","category":"..."}` or a bare title becomes
 * `{"id":1,"title":"...","pack":{...}|null,"reason":"..."}`. Streams with backpressure: memory does not grow with the input.
 */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable, type Writable } from "node:stream";
import { z } from "zod";
import { type BaseUnit, type Pack, packTotalNumber } from "#app/domain/measure.ts";
import { readPack } from "#app/domain/pack.ts";

/** Written in pieces of about this many characters: one system call for some hundred lines. */
const CHUNK_LENGTH = 32_768;

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  title: z.string(),
  category: z.string().nullish(),
  brand: z.string().nullish(),
});

/** Reads every line of `input`, answers each on `output`, and resolves when all is handed over. A blank line has no answer. */
export async function runPack(input: AsyncIterable<string | Buffer>, output: Writable): Promise<void> {
  const lines = createInterface({
    input: Readable.from(input, { objectMode: false }),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let waiting = "";
  for await (const line of lines) {
    if (line.trim() === "") continue;
    waiting += `${JSON.stringify(answerLine(line))}\n`;
    if (waiting.length < CHUNK_LENGTH) continue;
    await write(output, waiting);
    waiting = "";
  }
  if (waiting !== "") await write(output, waiting);
}

async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, "drain");
}

type Answer = { id: string | number | null; title: string; pack: PackLine | null; reason?: string };
type PackLine = { count: number; size: number; unit: string; totalBase: number; baseUnit: string };

function answerLine(line: string): Answer {
  const question = readLine(line);
  if (question === undefined)
    return { id: null, title: line.slice(0, 200), pack: null, reason: "unreadable-line" };
  const { id = null, title } = question;
  const reading = readPack(question);
  if (reading.pack === null) return { id, title, pack: null, reason: reading.reason };
  return { id, title, pack: packLine(reading.pack) };
}

/** A line is JSON when it starts like an object; anything else is a title as it stands. */
function readLine(line: string): z.infer<typeof lineSchema> | undefined {
  if (!line.trimStart().startsWith("{")) return { title: line };
  try {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
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
