/** From evidence to a verdict with its sentences. */
import { contradicts, figuresContradict } from "./contradiction.ts";
import { asIfSameBrand, compareReadings, type Evidence } from "./evidence.ts";
import { sameProduct } from "./model.ts";
import { type PackRelation, relatePacks } from "./packs.ts";
import type { MatchReading } from "./reading.ts";
import { SAME_PRODUCT_THRESHOLD } from "./weights.generated.ts";
import { explain, type Told } from "./why.ts";

export type MatchVerdict = "identical" | "other-pack" | "equivalent" | "different";

export type Match = {
  readonly verdict: MatchVerdict;
  /**
   * From 0 to 1, for ranking and for a person's eye. Identical and different: the probability of being the same item in the
   * same pack, by the learned model. Other pack and equivalent stand below every identical: half and 0.4 of the probability
   * of being the same goods.
   */
  readonly score: number;
  /** Plain sentences, the weightiest first. */
  readonly why: readonly string[];
};

/** For goods sold by measure a wrong "identical" becomes a false claim in public: more is asked than for general goods. */
const SAME_CLUB_GOOD = 0.6;
/** Another pack or another brand's equal claims less. */
const SAME_KIND = 0.5;

/** What is sold by weight there and by volume here must be alike in all else. */
const SURE = 0.8;

const OTHER_PACK_SHARE = 0.49;
const EQUIVALENT_SHARE = 0.4;
/** "Different" stays below what calls an item identical. */
const BELOW_IDENTICAL = SAME_PRODUCT_THRESHOLD - 0.01;

/** A verdict that has not been put into words yet. */
export type Decision = Told & {
  readonly verdict: MatchVerdict;
  readonly score: number;
};

/** Judges two readings. The same answer whichever comes first. */
export function judge(a: MatchReading, b: MatchReading): Match {
  const decision = decide(a, b);
  return { verdict: decision.verdict, score: decision.score, why: explain(decision, a, b) };
}

/** The verdict and score of `judge`, for many pairs of which only some are told. */
export function decide(a: MatchReading, b: MatchReading): Decision {
  const evidence = compareReadings(a, b);
  const packs = relatePacks(a, b);
  const hasSameGtin = a.gtin !== undefined && a.gtin === b.gtin;
  return { ...rule(evidence, packs, hasSameGtin), evidence, packs, hasSameGtin };
}

type Ruling = Pick<Decision, "verdict" | "score">;

function rule(evidence: Evidence, packs: PackRelation, hasSameGtin: boolean): Ruling {
  if (hasSameGtin)
    return packs.kind === "other"
      ? { verdict: "other-pack", score: OTHER_PACK_SHARE }
      : { verdict: "identical", score: 1 };
  const probability = sameProduct(evidence.values, evidence.isClub ? "club" : "general");
  return (
    sameItem(probability, evidence, packs) ??
    equalGoods(evidence, packs) ?? { verdict: "different", score: Math.min(BELOW_IDENTICAL, probability) }
  );
}

function sameItem(probability: number, evidence: Evidence, packs: PackRelation): Ruling | undefined {
  const { isClub } = evidence;
  if (evidence.brand === "other" && (isClub || evidence.storeBrand)) return undefined;
  if (isClub && contradicts(evidence)) return undefined;
  if (!evidence.hasCodes && figuresContradict(evidence.measuresApart)) return undefined;
  const asked = isClub ? SAME_CLUB_GOOD : SAME_PRODUCT_THRESHOLD;
  if (probability >= asked && isSamePack(packs, isClub)) return { verdict: "identical", score: probability };
  const askedOfOther = isClub ? (packs.kind === "unlike" ? SURE : SAME_KIND) : SAME_PRODUCT_THRESHOLD;
  if (probability >= askedOfOther && packs.kind !== "same")
    return { verdict: "other-pack", score: OTHER_PACK_SHARE * probability };
  return undefined;
}

/** Where only one title of two club goods says how much it is, nobody knows that it is as much. */
function isSamePack(packs: PackRelation, isClub: boolean): boolean {
  switch (packs.kind) {
    case "same":
    case "unsaid":
      return true;
    case "other":
      return false;
    case "one-sided":
    case "unlike":
      return !isClub;
    default: {
      const impossible: never = packs.kind;
      throw new Error(`Unknown relation of packs ${impossible}`);
    }
  }
}

/** A store brand's equal: other brand, same goods, measured alike. */
function equalGoods(evidence: Evidence, packs: PackRelation): Ruling | undefined {
  if (
    !evidence.storeBrand ||
    evidence.brand === "same" ||
    packs.kind === "unlike" ||
    (evidence.isClub && contradicts(evidence))
  )
    return undefined;
  const probability = sameProduct(asIfSameBrand(evidence.values), evidence.isClub ? "club" : "general");
  return probability < SAME_KIND
    ? undefined
    : { verdict: "equivalent", score: EQUIVALENT_SHARE * probability };
}
