/** Flavour, form, grade, colour ...: in what the words that only one title has make another variant. */
import type { Alignment } from "./alignment.ts";
import type { MatchReading, ProductWord } from "./reading.ts";
import { hasClass, type WordClass } from "./vocabulary.ts";

/** `both`: each says something else; otherwise only one says anything. */
export type Difference = { readonly of: WordClass; readonly both: boolean };

/** How many words of a class only A and only B have, three at most. */
type Count = readonly [a: number, b: number];
type Counts = Readonly<Record<Exclude<WordClass, "filler">, Count>>;

/** What differs, as inputs of the model and as facts to tell. */
export function compareVariants(alignment: Alignment, a: MatchReading, b: MatchReading) {
  const { common } = alignment;
  const counts = countsOf(alignment);
  const isPlain = common.some(({ bits }) => hasClass(bits, "plain"));
  const [flavorA, flavorB] = counts.flavor;
  const [plainA, plainB] = counts.plain;
  const flavorApart = Math.min(flavorA + plainA, flavorB + plainB);
  const mixApart = mixesApart(counts);
  return {
    values: {
      flavorApart,
      // Beside a shared "original", a flavour that only one title names describes it.
      flavorOneSided: Math.max(flavorA, flavorB) * (isPlain ? 0.3 : 1),
      formApart: Math.min(...counts.form),
      gradeApart: sum(counts.grade),
      strictApart: sum(counts.strict),
      mixApart,
      colorApart: colorsApart(counts.color, a, b),
      editionApart: sum(counts.edition),
      platformApart: sum(counts.platform),
      sizeApart: Math.max(...counts.size),
      plainShared: isPlain ? 1 : 0,
    },
    told: differences(counts, flavorApart > 0 || mixApart === 2),
  };
}

function countsOf({ onlyA, onlyB }: Alignment): Counts {
  const count = (name: WordClass): Count => [countOf(onlyA, name), countOf(onlyB, name)];
  return {
    plain: count("plain"),
    mix: count("mix"),
    flavor: count("flavor"),
    form: count("form"),
    grade: count("grade"),
    strict: count("strict"),
    color: count("color"),
    size: count("size"),
    edition: count("edition"),
    platform: count("platform"),
  };
}

function sum([a, b]: Count): number {
  return a + b;
}

/** 2: an assortment against one flavour; 1: an assortment against nothing said. */
function mixesApart({ mix: [mixA, mixB], flavor, plain }: Counts): 0 | 1 | 2 {
  if (mixA > 0 === mixB > 0) return 0;
  const other = mixA > 0 ? 1 : 0;
  return flavor[other] + plain[other] > 0 ? 2 : 1;
}

function differences(counts: Counts, isOtherFlavor: boolean): Difference[] {
  const told: Difference[] = [];
  const tell = (of: WordClass, [a, b]: Count) => {
    if (a + b > 0) told.push({ of, both: a > 0 && b > 0 });
  };
  const { flavor, mix, form } = counts;
  if (isOtherFlavor) told.push({ of: "flavor", both: true });
  else tell("flavor", [flavor[0] + mix[0], flavor[1] + mix[1]]);
  if (Math.min(...form) > 0) tell("form", form);
  for (const name of ["strict", "color", "size", "platform"] as const) tell(name, counts[name]);
  return told;
}

function countOf(words: readonly ProductWord[], name: WordClass): number {
  let n = 0;
  for (const { bits } of words) if (hasClass(bits, name)) n += 1;
  return Math.min(3, n);
}

/** 2: each names another colour; 1: only one names any, and the other's description does not. */
function colorsApart([onlyA, onlyB]: Count, a: MatchReading, b: MatchReading): 0 | 1 | 2 {
  if (onlyA > 0 && onlyB > 0) return 2;
  if (onlyA === 0 && onlyB === 0) return 0;
  const [says, other] = onlyA > 0 ? [a, b] : [b, a];
  const isDescribed = says.words.some(
    ({ bits, text }) => hasClass(bits, "color") && other.described.has(text),
  );
  return isDescribed ? 0 : 1;
}
