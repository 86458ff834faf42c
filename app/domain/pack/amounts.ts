/** Amounts as they are written: 16, 16.9, 1,000, ½, 1 1/2, 1-1/2, 0,75. In exact millionths. */
import type { Token } from "./lexer.ts";
import { UNIT_WORDS } from "./vocabulary.ts";

export type Amount = {
  readonly micro: number;
  readonly next: number;
  /** "3/4", "2/3" before a unit: a fraction, or three packages of four? Only a stated total can tell. */
  readonly slashDoubt: boolean;
};

const ONE = 1_000_000;
const KITCHEN_DENOMINATORS = new Set([2, 3, 4, 8]);

/** The amount that starts at token `i`, if one does. */
export function amountAt(tokens: readonly Token[], i: number): Amount | undefined {
  const first = tokens[i];
  if (first?.kind !== "number" || Number.isNaN(first.micro)) return undefined;
  return (
    mixedAt(tokens, i) ??
    fractionAt(tokens, i) ??
    decimalCommaAt(tokens, i) ?? { micro: first.micro, next: i + 1, slashDoubt: false }
  );
}

/** "1 1/2", "1-1/2", "1½". */
function mixedAt(tokens: readonly Token[], i: number): Amount | undefined {
  const whole = tokens[i];
  if (whole === undefined || whole.vulgar || !isWhole(whole.micro)) return undefined;
  const dashed = tokens[i + 1]?.text === "-" && tokens[i + 1]?.glued;
  const at = dashed ? i + 2 : i + 1;
  const part = tokens[at];
  if (part?.vulgar) return { micro: whole.micro + part.micro, next: at + 1, slashDoubt: false };
  const fraction = properFraction(tokens, at);
  if (fraction === undefined) return undefined;
  return { micro: whole.micro + fraction, next: at + 3, slashDoubt: false };
}

function fractionAt(tokens: readonly Token[], i: number): Amount | undefined {
  const micro = properFraction(tokens, i);
  if (micro === undefined) return undefined;
  return { micro, next: i + 3, slashDoubt: tokens[i]?.micro !== ONE };
}

/** Millionths of a glued "n/d" in lowest terms with a denominator that scales and bakers use; thirds are rounded. */
function properFraction(tokens: readonly Token[], i: number): number | undefined {
  const [n, slash, d] = [tokens[i], tokens[i + 1], tokens[i + 2]];
  if (n?.kind !== "number" || slash?.text !== "/" || d?.kind !== "number" || !slash.glued || !d.glued)
    return undefined;
  const over = n.micro / ONE;
  const under = d.micro / ONE;
  if (!KITCHEN_DENOMINATORS.has(under) || !Number.isInteger(over) || over < 1 || over >= under)
    return undefined;
  if (under !== 3 && over % 2 === 0) return undefined;
  return Math.round((ONE * over) / under);
}

/** "0,75 L", "1,5kg": a comma with one or two digits before a metric unit. */
function decimalCommaAt(tokens: readonly Token[], i: number): Amount | undefined {
  const [whole, comma, part, unit] = [tokens[i], tokens[i + 1], tokens[i + 2], tokens[i + 3]];
  if (whole === undefined || comma?.text !== "," || !comma.glued || part?.kind !== "number" || !part.glued)
    return undefined;
  if (!/^\d{1,2}$/.test(part.text) || !/^\d{1,3}$/.test(whole.text)) return undefined;
  const metric = UNIT_WORDS.get(unit?.text ?? "");
  if (metric !== "g" && metric !== "kg" && metric !== "ml" && metric !== "cl" && metric !== "l")
    return undefined;
  return { micro: whole.micro + Number(part.text.padEnd(6, "0")), next: i + 3, slashDoubt: false };
}

export function isWhole(micro: number): boolean {
  return micro % ONE === 0;
}

/** Exact decimal text of millionths: 16900000 is "16.9". */
export function decimalText(micro: number): string {
  const whole = Math.floor(micro / ONE);
  const fraction = String(micro % ONE)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return fraction === "" ? String(whole) : `${whole}.${fraction}`;
}
