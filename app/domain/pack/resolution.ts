/** What resolving the phrases of a title comes to. */
import type { Unit } from "../measure.ts";
import type { Phrase } from "./phrase.ts";

export type DeclineReason =
  | "no-quantity"
  | "conflict"
  | "ambiguous"
  | "range"
  | "mixed-contents"
  | "implausible";
export type Used = { readonly phrase: Phrase; readonly meaning: string };
export type Beside = { readonly amount: string; readonly unit: Unit };

export type Resolution =
  | {
      readonly ok: true;
      readonly count: number;
      readonly size: string;
      readonly unit: Unit;
      readonly beside: readonly Beside[];
      readonly used: readonly Used[];
    }
  | { readonly ok: false; readonly reason: DeclineReason; readonly used: readonly Used[] };

/** Declines, with the phrases that are the reason. */
export function declined(
  reason: DeclineReason,
  phrases: readonly Phrase[] = [],
  meaning = "not certain",
): Resolution {
  return { ok: false, reason, used: phrases.map((phrase) => ({ phrase, meaning })) };
}
