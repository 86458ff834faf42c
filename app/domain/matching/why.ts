/** What speaks for and against a match, in sentences for the person who decides. */
import { formatGtin } from "../gtin.ts";
import type { Evidence } from "./evidence.ts";
import type { PackRelation } from "./packs.ts";
import type { MatchReading, ProductWord } from "./reading.ts";
import type { Difference } from "./variants.ts";
import { hasClass, type WordClass } from "./vocabulary.ts";
import { asWritten } from "./written.ts";

/** What was found of two items. */
export type Told = {
  readonly evidence: Evidence;
  readonly packs: PackRelation;
  readonly hasSameGtin: boolean;
};

/** The evidence in plain sentences, the weightiest first. */
export function explain({ evidence, packs, hasSameGtin }: Told, a: MatchReading, b: MatchReading): string[] {
  const why: string[] = [];
  if (hasSameGtin && a.gtin !== undefined) why.push(`Both have GTIN ${formatGtin(a.gtin)}.`);
  else if (a.gtin !== undefined && b.gtin !== undefined)
    why.push("The GTINs differ, which alone proves nothing.");
  if (evidence.sharedCode !== undefined)
    why.push(`Both have the model number ${evidence.sharedCode.toUpperCase()}.`);
  else if (evidence.codesApart) why.push("The model numbers differ.");
  const differences = evidence.apart.filter((difference) => isTold(difference, evidence));
  why.push(brandSentence(evidence, a, b));
  for (const difference of differences) why.push(differenceSentence(difference, evidence, a, b));
  for (const unit of evidence.measuresApart) why.push(figureSentence(unit, a, b));
  why.push(...wordSentences(evidence, differences, a, b), packs.sentence);
  const prices = priceSentence(a.item.price, b.item.price);
  return prices === undefined ? why : [...why, prices];
}

const SUBJECTS: Partial<Record<WordClass, string>> = {
  flavor: "flavour or variety",
  form: "form",
  strict: "kind",
  color: "colour",
  size: "size in words",
  platform: "platform",
};

/** A colour or platform word in the name of food is seldom its colour or platform. */
function isTold({ of, both }: Difference, { isClub }: Evidence): boolean {
  if (SUBJECTS[of] === undefined) return false;
  return !isClub || (of !== "platform" && (of !== "color" || both));
}

function differenceSentence(
  { of, both }: Difference,
  evidence: Evidence,
  a: MatchReading,
  b: MatchReading,
): string {
  const { onlyA, onlyB } = evidence.alignment;
  const own = (words: readonly ProductWord[]) => words.filter((word) => isOf(word, of));
  const [saidA, saidB] = [quoted(own(onlyA), a), quoted(own(onlyB), b)];
  const subject = SUBJECTS[of] ?? of;
  if (both && saidA !== "" && saidB !== "")
    return `The ${subject} differs: ${[saidA, saidB].sort().join(" against ")}.`;
  if (both) return `The ${subject} differs.`;
  return `Only one names a ${subject}: ${[saidA, saidB].filter((said) => said !== "").join(", ")}.`;
}

function isOf({ bits }: ProductWord, of: WordClass): boolean {
  if (of === "flavor") return hasClass(bits, "flavor") || hasClass(bits, "mix") || hasClass(bits, "plain");
  return hasClass(bits, of);
}

const FIGURES: Readonly<Record<string, string>> = {
  mg: "dose",
  mcg: "dose",
  iu: "dose",
  watt: "wattage",
  volt: "voltage",
  k: "colour temperature",
  inch: "size in inches",
  size: "size",
  hour: "number of hours",
  percent: "percentage",
  gb: "capacity",
  user: "number of users",
  year: "number of years",
};

function figureSentence(unit: string, a: MatchReading, b: MatchReading): string {
  const values = [a, b].map(({ measures }) => (measures.get(unit) ?? []).join("/")).sort();
  const name = FIGURES[unit] ?? `figure in ${unit}`;
  const shown = unit === "size" ? values : values.map((value) => `${value} ${unit}`);
  return `The ${name} differs: ${shown.join(" against ")}.`;
}

/** The words that both say, and of the others those that no sentence has named yet. */
function wordSentences(
  { alignment: { common, onlyA, onlyB } }: Evidence,
  differences: readonly Difference[],
  a: MatchReading,
  b: MatchReading,
): string[] {
  const said = common.length === 0 ? [] : [`Both say ${quoted(common, a, b)}.`];
  const rest = (words: readonly ProductWord[]) =>
    words.filter((word) => !differences.some(({ of }) => isOf(word, of)));
  const [restA, restB] = [quoted(rest(onlyA), a), quoted(rest(onlyB), b)];
  if (restA !== "" && restB !== "")
    return [...said, `One says ${[restA, restB].sort().join(", the other ")}.`];
  return restA === "" && restB === "" ? said : [...said, `Only one says ${restA}${restB}.`];
}

function brandSentence({ brand, storeBrand }: Evidence, a: MatchReading, b: MatchReading): string {
  const names = [a.brandText ?? "none named", b.brandText ?? "none named"].sort();
  const [named] = [a.brandText, b.brandText].filter((text) => text !== undefined).sort();
  switch (brand) {
    case "same":
      return `Same brand: ${named}.`;
    case "likely-same":
      return "Probably the same brand.";
    case "other":
      return `Other brand: ${names.join(" and ")}${storeBrand ? ", a store brand among them" : ""}.`;
    case "unknown":
      return "The brand is not named on both sides.";
    default: {
      const impossible: never = brand;
      throw new Error(`Unknown relation of brands ${impossible}`);
    }
  }
}

/** Prices further apart than this are worth a word. */
const FAR = 2;

function priceSentence(a: number | null | undefined, b: number | null | undefined): string | undefined {
  if (typeof a !== "number" || typeof b !== "number" || !(a > 0) || !(b > 0)) return undefined;
  const times = Math.max(a, b) / Math.min(a, b);
  return times < FAR ? undefined : `One costs ${Math.min(times, 999).toFixed(1)} times as much.`;
}

const MAX_QUOTED = 6;

/** The rarest of the words, as the titles write them; of two spellings the first in the alphabet. */
function quoted(words: readonly ProductWord[], ...sides: readonly MatchReading[]): string {
  const rarest = [...words].sort((p, q) => q.idf - p.idf || (p.text < q.text ? -1 : 1)).slice(0, MAX_QUOTED);
  const written = ({ text }: ProductWord) => sides.map(({ item }) => asWritten(item.title, text)).sort()[0];
  return rarest.map((word) => `"${written(word)}"`).join(", ");
}
