/** What the grammar of quantities yields: a measure or a count, and what its neighbours say of it. */
import type { Unit } from "../measure.ts";
import type { Noun } from "./vocabulary.ts";

/**
 * Why a phrase may not be of the pack: it varies; it is what something can hold, surely (`capacity`) or unless the goods are
 * poured (`vessel`); it belongs to something else that comes with it (`unlike`); what it counts is a word that we don't know.
 */
export type Doubt = "varies" | "capacity" | "vessel" | "unlike" | "unknown";

type Shared = {
  /** Token range, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly role: "plain" | "each" | "total";
  /** Evidence against reading a pack at all. */
  readonly doubt: Doubt | undefined;
};

export type Measure = Shared & {
  readonly kind: "measure";
  readonly micro: number;
  readonly unit: Unit;
  /** "oz" without "fl". */
  readonly bareOunce: boolean;
  /** "12 x 355 ml", "2/60 oz": this many of it; 1 when not written so. */
  readonly times: number;
  readonly slashDoubt: boolean;
  readonly container: Noun | undefined;
};

export type Count = Shared & {
  readonly kind: "count";
  /** All of them: 24 for "2 x 12 ct". */
  readonly n: number;
  /** The 2 of "2 x 12 ct"; 1 when not written so. */
  readonly times: number;
  readonly noun: Noun;
  /** "60 towels/box": the thing that holds this much. */
  readonly per: Noun | undefined;
  /** "24-count" or "24 ct": clubs write so for what is multiplied; "24 Count" may be what is inside. */
  readonly clubForm: boolean;
  /** "2 packs of": what follows is inside each. */
  readonly holds: boolean;
  /** A comma or a closing bracket parts it from what follows: "8 Pack, 7.2 oz". */
  readonly parted: boolean;
  /** "packs", not "pack". */
  readonly plural: boolean;
  /** "24 ct./": what follows a slash is the size of one. */
  readonly overSize: boolean;
};

export type Phrase = Measure | Count;

export type Step = { readonly phrase?: Phrase | undefined; readonly next: number };

export const ONE = 1_000_000;

type CountParts = Pick<Count, "n" | "noun" | "from" | "to"> & Partial<Count>;

export function count(parts: CountParts): Count {
  return {
    kind: "count",
    role: "plain",
    doubt: undefined,
    per: undefined,
    clubForm: false,
    holds: false,
    parted: false,
    plural: false,
    overSize: false,
    times: 1,
    ...parts,
  };
}
