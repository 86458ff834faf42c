/** `club match --skus A.jsonl --listings B.jsonl`: for each listing its best SKUs. */
import { availableParallelism } from "node:os";
import type { Writable } from "node:stream";
import { CandidateIndex } from "#app/domain/matching/candidates.ts";
import type { Answer } from "./answer.ts";
import { type Crew, openCrew } from "./crew.ts";
import {
  type Line,
  linesOf,
  namedItemSchema,
  oddity,
  readLine,
  type Source,
  textWriter,
  writeText,
} from "./lines.ts";
import { EXIT_NOTHING_USABLE, type Streams } from "./pairs.ts";

/** Listings of one question to the crew. */
const CHUNK = 200;
/** With fewer SKUs a thread takes longer to start than it saves. */
const LEAST_SKUS_FOR_THREADS = 20_000;
const MAX_THREADS = 8;

export type ListingsRun = {
  readonly skus: Source;
  readonly listings: Source;
  readonly top: number;
  /** Worker threads beside this one; the output does not depend on it. Left out: as many as help. */
  readonly threads?: number | undefined;
};

/** Finds the best SKUs of every listing. Resolves to the exit code: 2 when no SKU or no listing could be used. */
export async function runListings(run: ListingsRun, { output, errors }: Streams): Promise<number> {
  const index = await indexSkus(run.skus, errors);
  const crew = openCrew(index, run.top, run.threads ?? threadsFor(index.size));
  const writer = textWriter(output);
  let used = 0;
  try {
    for await (const answer of answersInOrder(chunksOf(linesOf(run.listings)), crew)) {
      used += answer.used;
      await writeText(errors, answer.errors);
      await writer.write(answer.output);
    }
  } finally {
    await crew.close();
  }
  await writer.end();
  return used > 0 && index.size > 0 ? 0 : EXIT_NOTHING_USABLE;
}

function threadsFor(skus: number): number {
  return skus < LEAST_SKUS_FOR_THREADS ? 0 : Math.min(MAX_THREADS, availableParallelism());
}

/** Ids are kept as JSON: a number is written as a number again, and 7 is not "7". */
async function indexSkus(skus: Source, errors: Writable): Promise<CandidateIndex> {
  const index = new CandidateIndex();
  for await (const { number, text } of linesOf(skus)) {
    const read = readLine(text, namedItemSchema);
    if (!read.ok) {
      await writeText(errors, `skus, line ${number}: ${read.fault}\n`);
      continue;
    }
    const { id, sku, listing: _listing, ...item } = read.value;
    const name = JSON.stringify(sku ?? id ?? number);
    const odd = oddity(item);
    if (odd !== undefined) await writeText(errors, `skus, line ${number}: ${odd}\n`);
    if (index.has(name))
      await writeText(errors, `skus, line ${number}: ${name} was there before; this line replaces it.\n`);
    index.add(name, item);
  }
  return index;
}

async function* chunksOf(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let chunk: Line[] = [];
  for await (const line of lines) {
    chunk.push(line);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function* answersInOrder(chunks: AsyncIterable<Line[]>, crew: Crew): AsyncGenerator<Answer> {
  const waiting: Promise<Answer>[] = [];
  for await (const chunk of chunks) {
    const answer = crew.answer(chunk);
    // Awaited in its turn; until then a failure must not look as if nobody cared.
    answer.catch(() => undefined);
    waiting.push(answer);
    if (waiting.length >= crew.atOnce) yield await (waiting.shift() as Promise<Answer>);
  }
  for (const answer of waiting) yield await answer;
}
