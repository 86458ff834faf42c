/**
 * `club match`: pairs in, verdicts out (`--jsonl`), or for each listing its best SKUs (`--skus`, `--listings`). JSON lines,
 * no database. A line that can't be used is told on standard error with its number; the rest goes on.
 */
import { once } from "node:events";
import { type FileHandle, open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable, type Writable } from "node:stream";
import { Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { matchPair } from "#app/domain/match.ts";
import { CandidateIndex } from "#app/domain/matching/candidates.ts";
import { ratesCommand, suggestCommand } from "./match-database.ts";

/** Written in pieces of about this many characters: one system call for some hundred lines. */
const CHUNK_LENGTH = 32_768;
const EXIT_FAILED = 1;
const EXIT_NOTHING_USABLE = 2;

const idSchema = z.union([z.string(), z.number()]);
const itemSchema = z.object({
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
const pairSchema = z.object({ id: idSchema.optional(), a: itemSchema, b: itemSchema });
/** A SKU or listing: its fields beside its id. */
const namedSchema = z.object({
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

type Streams = { readonly output: Writable; readonly errors: Writable };

type Options = { jsonl?: true; skus?: string; listings?: string; top: number };

/** `club match --jsonl`, and `club match --skus A.jsonl --listings B.jsonl --top 5`; in the database, `suggest` and `rates`. */
export function matchCommand(): Command {
  return new Command("match")
    .addCommand(suggestCommand())
    .addCommand(ratesCommand())
    .option("--jsonl", 'read pairs {"id","a":{...},"b":{...}} on standard input, write a verdict for each')
    .option("--skus <file>", "our SKUs, a JSON line each")
    .option("--listings <file>", "other shops' listings, a JSON line each: the best SKUs of each are written")
    .option("--top <n>", "how many SKUs a listing", readTop, 5)
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong use or no line that could be used.")
    .action(async (options: Options, command: Command) => {
      const streams = { output: process.stdout, errors: process.stderr };
      const { jsonl, skus, listings, top } = options;
      if (jsonl === true && skus === undefined && listings === undefined)
        process.exitCode = await runPairs(process.stdin, streams);
      else if (jsonl === undefined && skus !== undefined && listings !== undefined)
        process.exitCode = await runFiles({ skus, listings, top }, streams);
      else command.error("Say either --jsonl, or --skus and --listings.", { exitCode: 2 });
    });
}

async function runFiles(
  files: { skus: string; listings: string; top: number },
  streams: Streams,
): Promise<number> {
  let skus: FileHandle | undefined;
  let listings: FileHandle | undefined;
  try {
    skus = await open(files.skus);
    listings = await open(files.listings);
    const sources = { skus: contentsOf(skus), listings: contentsOf(listings), top: files.top };
    return await runListings(sources, streams);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    await write(streams.errors, `${error.message}\n`);
    return EXIT_FAILED;
  } finally {
    await skus?.close();
    await listings?.close();
  }
}

/** Opened before, so that a missing file is known at once; read only when its turn comes. */
async function* contentsOf(file: FileHandle): AsyncGenerator<Buffer> {
  yield* file.createReadStream({ autoClose: false });
}

const MAX_TOP = 50;

function readTop(text: string): number {
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > MAX_TOP)
    throw new InvalidArgumentError(`Use a whole number from 1 to ${MAX_TOP}.`);
  return top;
}

type Source = AsyncIterable<string | Buffer>;

/** Judges every pair of `input`. Resolves to the exit code: 2 when no line could be used. */
export async function runPairs(input: Source, { output, errors }: Streams): Promise<number> {
  const lines = usableLines(input, pairSchema, "pairs", errors);
  const writer = lineWriter(output);
  let used = 0;
  for await (const { number, value } of lines) {
    used += 1;
    const { score, verdict, why } = matchPair(value.a, value.b);
    await writer.write({ id: value.id ?? number, score: rounded(score), verdict, why });
  }
  await writer.end();
  return used > 0 ? 0 : EXIT_NOTHING_USABLE;
}

/** Finds the best SKUs of every listing. Resolves to the exit code: 2 when no SKU or no listing could be used. */
export async function runListings(
  { skus, listings, top }: { skus: Source; listings: Source; top: number },
  { output, errors }: Streams,
): Promise<number> {
  const index = new CandidateIndex();
  /** Ids that were numbers are written as numbers again. */
  const numbers = new Set<string>();
  const schema = itemSchema.and(namedSchema);
  for await (const { number, value } of usableLines(skus, schema, "skus", errors)) {
    const { id, sku, listing: _listing, ...item } = value;
    const name = sku ?? id ?? number;
    if (typeof name === "number") numbers.add(String(name));
    index.add(String(name), item);
  }
  const writer = lineWriter(output);
  let used = 0;
  for await (const { number, value } of usableLines(listings, schema, "listings", errors)) {
    used += 1;
    const { id, sku: _sku, listing, ...item } = value;
    const candidates = index.match(item, top).map(({ sku, score, verdict }) => ({
      sku: numbers.has(sku) ? Number(sku) : sku,
      score: rounded(score),
      verdict,
    }));
    await writer.write({ listing: listing ?? id ?? number, candidates });
  }
  await writer.end();
  return used > 0 && index.size > 0 ? 0 : EXIT_NOTHING_USABLE;
}

function rounded(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}

type Usable<T> = { readonly number: number; readonly value: T };

/** The lines that fit `schema`, with their numbers; of the others, what is wrong with them. Blank lines are passed over. */
async function* usableLines<T>(
  input: Source,
  schema: z.ZodType<T>,
  name: string,
  errors: Writable,
): AsyncGenerator<Usable<T>> {
  const source = Readable.from(input, { objectMode: false });
  let fault: Error | undefined;
  // readline ends quietly when its input fails.
  source.once("error", (error) => {
    fault = error;
  });
  let number = 0;
  for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === "") continue;
    const read = readLine(line, schema);
    if (read.ok) yield { number, value: read.value };
    else await write(errors, `${name}, line ${number}: ${read.fault}\n`);
  }
  if (fault !== undefined) throw fault;
}

function readLine<T>(
  line: string,
  schema: z.ZodType<T>,
): { ok: true; value: T } | { ok: false; fault: string } {
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

type LineWriter = { write: (line: object) => Promise<void>; end: () => Promise<void> };

function lineWriter(output: Writable): LineWriter {
  let waiting = "";
  const flush = async () => {
    const text = waiting;
    waiting = "";
    if (text !== "") await write(output, text);
  };
  return {
    write: async (line) => {
      waiting += `${JSON.stringify(line)}\n`;
      if (waiting.length >= CHUNK_LENGTH) await flush();
    },
    end: flush,
  };
}

async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, "drain");
}
