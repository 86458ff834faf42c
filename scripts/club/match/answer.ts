/** A few listings answered from an index: what a worker does, and what is done without one. */
import type { CandidateIndex } from "#app/domain/matching/candidates.ts";
import { type Line, namedItemSchema, oddity, readLine, rounded } from "./lines.ts";

export type Answer = {
  /** JSON lines to write, in the order of the listings. */
  readonly output: string;
  readonly errors: string;
  /** Listings that could be used. */
  readonly used: number;
};

/** The best `top` SKUs of each listing. Ids of the index are JSON texts, so that numbers stay numbers. */
export function answerListings(index: CandidateIndex, lines: readonly Line[], top: number): Answer {
  let output = "";
  let errors = "";
  let used = 0;
  for (const { number, text } of lines) {
    const read = readLine(text, namedItemSchema);
    if (!read.ok) {
      errors += `listings, line ${number}: ${read.fault}\n`;
      continue;
    }
    used += 1;
    const { id, sku: _sku, listing, ...item } = read.value;
    const odd = oddity(item);
    if (odd !== undefined) errors += `listings, line ${number}: ${odd}\n`;
    const candidates = index
      .match(item, top)
      .map(({ sku, score, verdict }) => ({ sku: JSON.parse(sku), score: rounded(score), verdict }));
    output += `${JSON.stringify({ listing: listing ?? id ?? number, candidates })}\n`;
  }
  return { output, errors, used };
}
