/** `club match --jsonl`: pairs in, verdicts out. */
import type { Writable } from "node:stream";
import { z } from "zod";
import { matchPair } from "#app/domain/match.ts";
import {
  idSchema,
  itemSchema,
  linesOf,
  oddity,
  readLine,
  rounded,
  type Source,
  textWriter,
  writeText,
} from "./lines.ts";

const pairSchema = z.object({ id: idSchema.optional(), a: itemSchema, b: itemSchema });

export type Streams = { readonly output: Writable; readonly errors: Writable };

export const EXIT_NOTHING_USABLE = 2;

/** Judges every pair of `input`. Resolves to the exit code: 2 when no line could be used. */
export async function runPairs(input: Source, { output, errors }: Streams): Promise<number> {
  const writer = textWriter(output);
  let used = 0;
  for await (const { number, text } of linesOf(input)) {
    const read = readLine(text, pairSchema);
    if (!read.ok) {
      await writeText(errors, `pairs, line ${number}: ${read.fault}\n`);
      continue;
    }
    used += 1;
    const { id = number, a, b } = read.value;
    for (const [side, item] of [
      ["a", a],
      ["b", b],
    ] as const) {
      const odd = oddity(item);
      if (odd !== undefined) await writeText(errors, `pairs, line ${number}: ${side}: ${odd}\n`);
    }
    const { score, verdict, why } = matchPair(a, b);
    await writer.write(`${JSON.stringify({ id, score: rounded(score), verdict, why })}\n`);
  }
  await writer.end();
  return used > 0 ? 0 : EXIT_NOTHING_USABLE;
}
