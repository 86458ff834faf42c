/** Units after numbers: weights and volumes that make a measure, lengths that make a dimension. */
import type { Unit } from "../measure.ts";
import type { Token } from "./lexer.ts";
import { LENGTH_WORDS, UNIT_WORDS } from "./vocabulary.ts";

export type UnitHit = { readonly unit: Unit; readonly bareOunce: boolean; readonly next: number };

/** A weight or volume unit at `i`, past its dots: "oz.", "fl. oz.", "fluid ounces". */
export function unitAt(tokens: readonly Token[], i: number): UnitHit | undefined {
  const word = tokens[i];
  if (word?.kind !== "word") return undefined;
  if (word.text === "fl" || word.text === "fluid" || word.text === "fld") {
    let at = skipDot(tokens, i + 1);
    if (tokens[at]?.text === "-") at += 1;
    if (UNIT_WORDS.get(tokens[at]?.text ?? "") !== "oz") return undefined;
    return { unit: "fl oz", bareOunce: false, next: skipDot(tokens, at + 1) };
  }
  const unit = UNIT_WORDS.get(word.text);
  if (unit === undefined) return undefined;
  return { unit, bareOunce: unit === "oz", next: skipDot(tokens, i + 1) };
}

export function skipDot(tokens: readonly Token[], i: number): number {
  return tokens[i]?.text === "." && tokens[i]?.glued ? i + 1 : i;
}

/** The unit after an amount, across a hyphen: "40-oz", "5 lb". */
export function unitAfter(tokens: readonly Token[], i: number): UnitHit | undefined {
  const hyphen = tokens[i]?.text === "-" && tokens[i]?.glued && tokens[i + 1]?.glued;
  return unitAt(tokens, hyphen ? i + 1 : i);
}

export function afterHyphen(tokens: readonly Token[], i: number): number {
  return tokens[i]?.text === "-" && tokens[i]?.glued ? i + 1 : i;
}

/** Past a length unit or an inch mark, so that its number is not read again. */
export function afterLength(tokens: readonly Token[], i: number): number {
  const at = tokens[i]?.text === "-" && tokens[i]?.glued ? i + 1 : i;
  return isLength(tokens, at) ? at + 1 : i;
}

export function isLength(tokens: readonly Token[], i: number): boolean {
  const text = tokens[i]?.text ?? "";
  return text === '"' || (text === "'" && tokens[i]?.glued === true) || LENGTH_WORDS.has(text);
}
