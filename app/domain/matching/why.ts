/** What speaks for and against a match, in sentences for the person who decides. */
import { formatGtin } from "../gtin.ts";
import type { Evidence } from "./evidence.ts";
import type { PackRelation } from "./packs.ts";
import type { MatchReading, ProductWord } from "./reading.ts";
import type { WordClass } from "./vocabulary.ts";

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
  why.push(brandSentence(evidence, a, b), ...wordSentences(evidence));
  for (const { of, both } of evidence.apart) {
    const subject = SUBJECTS[of];
    // A colour word in the name of food is seldom its colour.
    if (of === "color" && evidence.isClub && !both) continue;
    if (subject !== undefined) why.push(both ? `The ${subject} differs.` : `Only one names a ${subject}.`);
  }
  for (const unit of evidence.measuresApart) why.push(`They differ in ${unit}.`);
  return [...why, packs.sentence];
}

function wordSentences({ alignment: { common, onlyA, onlyB } }: Evidence): string[] {
  const said = common.length === 0 ? [] : [`Both say ${quoted(common)}.`];
  if (onlyA.length > 0 && onlyB.length > 0)
    return [...said, `One says ${[quoted(onlyA), quoted(onlyB)].sort().join(", the other ")}.`];
  return onlyA.length + onlyB.length === 0
    ? said
    : [...said, `Only one says ${quoted([...onlyA, ...onlyB])}.`];
}

const SUBJECTS: Partial<Record<WordClass, string>> = {
  flavor: "flavour or variety",
  form: "form",
  strict: "kind such as organic, light or decaf",
  color: "colour",
  size: "size in words",
  platform: "platform",
};

function brandSentence({ brand, storeBrand }: Evidence, a: MatchReading, b: MatchReading): string {
  const names = [a.brandText ?? "none named", b.brandText ?? "none named"].sort();
  switch (brand) {
    case "same":
      return `Same brand: ${a.brandText ?? b.brandText}.`;
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

const MAX_QUOTED = 6;

function quoted(words: readonly ProductWord[]): string {
  const rarest = [...words].sort((p, q) => q.idf - p.idf || (p.text < q.text ? -1 : 1)).slice(0, MAX_QUOTED);
  return rarest.map(({ text }) => `"${text}"`).join(", ");
}
