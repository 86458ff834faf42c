/** Two numbers with a dash or a slash between: a range, a count and a size, or a ratio to be passed over. */
import { type Amount, amountAt, isWhole } from "./amounts.ts";
import { isLabelled } from "./before.ts";
import { countFrom } from "./counted.ts";
import type { Token } from "./lexer.ts";
import { measureFrom } from "./measured.ts";
import { count, type Measure, ONE, type Step } from "./phrase.ts";
import { unitAfter } from "./units.ts";
import { anyNoun } from "./vocabulary.ts";

/** "3-5 lb", "3 lb - 5 lb", "26 to 30 ct": varies. "6 - 16.9 oz bottles" is six of them when a vessel says so. */
export function rangeAt(tokens: readonly Token[], i: number, low: Amount): Step | undefined {
  const unit = unitAfter(tokens, low.next);
  const dash = unit?.next ?? low.next;
  const mark = tokens[dash]?.text;
  if ((mark !== "-" && mark !== "to" && mark !== "~") || isLabelled(tokens, i)) return undefined;
  const high = amountAt(tokens, dash + 1);
  if (high === undefined) return undefined;
  const highUnit = unitAfter(tokens, high.next);
  if (unit !== undefined && highUnit?.unit !== unit.unit) return undefined;
  const counted = countFrom(tokens, dash + 1, high);
  if (highUnit === undefined) {
    return counted?.phrase !== undefined && high.micro > low.micro ? hedge(counted, i) : undefined;
  }
  const step = measureFrom(tokens, dash + 1, high, 1);
  if (step?.phrase?.kind !== "measure") return step;
  const apart = high.micro <= low.micro || high.micro > 4 * low.micro;
  const vessels = step.phrase.container !== undefined || tokens[step.next]?.text === "cups";
  if ((apart || isDrinks(step.phrase)) && isWhole(low.micro) && unit === undefined && vessels) {
    return { phrase: { ...step.phrase, times: low.micro / ONE, from: i }, next: step.next };
  }
  return hedge(step, i);
}

/** "6 - 8 fl oz bottles" are six: nobody sells bottles of six to eight. */
function isDrinks(size: Measure): boolean {
  return size.unit === "fl oz" || FILLED.has(size.container?.name ?? "");
}

const FILLED = new Set(["bottle", "can", "jar"]);

function hedge(step: Step, from: number): Step {
  return step.phrase === undefined
    ? step
    : { phrase: { ...step.phrase, doubt: "varies", from }, next: step.next };
}

/** "2/60 oz", "40 / 16.9 oz. bottles", "10 ct / 2", "100/Box", "93/7" (passed over), "16/20 ct" (a range of sizes). */
export function slashAt(tokens: readonly Token[], i: number, first: Amount): Step | undefined {
  if (first.slashDoubt) return measureFrom(tokens, i, first, 1, true);
  const mark = tokens[first.next]?.text;
  if (mark !== "/" && mark !== "per") return undefined;
  const perNoun = anyNoun(tokens[first.next + 1]?.text ?? "");
  if (perNoun !== undefined && isWhole(first.micro)) {
    const noun = anyNoun("ct");
    if (noun === undefined) return undefined;
    return {
      phrase: count({
        n: first.micro / ONE,
        noun,
        per: perNoun,
        clubForm: true,
        from: i,
        to: first.next + 2,
      }),
      next: first.next + 2,
    };
  }
  const second = amountAt(tokens, first.next + 1);
  if (second === undefined || mark === "per") return undefined;
  // "2/4-5 lb": two of four to five pounds.
  const varying = rangeAt(tokens, first.next + 1, second);
  if (varying?.phrase !== undefined) return hedge(varying, i);
  if (isWhole(first.micro)) {
    const sized = measureFrom(tokens, i, second, first.micro / ONE);
    if (sized !== undefined) return sized;
    const counted = countFrom(tokens, i, second);
    if (counted?.phrase?.kind === "count") {
      const ratio = second.micro / first.micro;
      if (ratio >= 1 && ratio <= 2) return hedge(counted, i);
      return {
        phrase: { ...counted.phrase, n: counted.phrase.n * (first.micro / ONE), times: first.micro / ONE },
        next: counted.next,
      };
    }
  }
  return { next: pastSlashes(tokens, second.next) };
}

/** Past all of "3/4/5": such lists count nothing. */
function pastSlashes(tokens: readonly Token[], i: number): number {
  let at = i;
  while (tokens[at]?.text === "/" && tokens[at + 1]?.kind === "number") at += 2;
  return at;
}
