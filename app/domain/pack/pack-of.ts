/** Counts behind their package: "pack of 6", "Case Pack 12". */
import { type Amount, amountAt } from "./amounts.ts";
import { dozenAt, isCountable, nounRun } from "./counted.ts";
import type { Token } from "./lexer.ts";
import { count, ONE, type Step } from "./phrase.ts";
import { isLength, unitAfter } from "./units.ts";
import { anyNoun, OF_WORDS } from "./vocabulary.ts";

/** "pack of 6", "Set of 20", "Box of 12 bars", "Case of 2 dozen", "Case Pack 12". */
export function packOf(tokens: readonly Token[], i: number): Step | undefined {
  const word = tokens[i]?.text ?? "";
  if (!OF_WORDS.has(word)) return undefined;
  const of = tokens[i + 1]?.text;
  const linked = of === "of" || of === ":" || of === "de";
  const amount = amountAt(tokens, linked ? i + 2 : i + 1);
  if (amount === undefined || !isCountable(tokens, linked ? i + 2 : i + 1, amount)) return undefined;
  if (!linked && !isTrailingCount(tokens, word, amount)) return undefined;
  if (unitAfter(tokens, amount.next) !== undefined || isLength(tokens, amount.next)) return undefined;
  const dozen = dozenAt(tokens, amount.next, amount.micro / ONE, i);
  if (dozen !== undefined) return dozen;
  const noun = anyNoun(
    word === "set" || word === "sets" || word === "lot" || word.startsWith("q") ? "pack" : word,
  );
  const inside = nounRun(tokens, amount.next);
  if (noun === undefined) return undefined;
  const to = inside?.next ?? amount.next;
  return {
    phrase: count({
      n: amount.micro / ONE,
      noun,
      clubForm: true,
      holds: false,
      from: i,
      to,
    }),
    next: to,
  };
}

/** After these a number at the end of a title is how many; after "case" or "bundle" it is an article number. */
const TRAILED = new Set("pack packs pk count qty quantity package packages".split(" "));
/** More than this is an article number there, too. */
const MOST_TRAILING = 500;

/** "Case Pack 12," as against "Variety Pack 12 oz" and "Leather Case 5811". */
function isTrailingCount(tokens: readonly Token[], word: string, amount: Amount): boolean {
  const after = tokens[amount.next]?.text;
  const ends = after === undefined || after === "," || after === ")";
  return ends && TRAILED.has(word) && amount.micro <= MOST_TRAILING * ONE;
}
