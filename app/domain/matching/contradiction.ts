/** When two club goods are two, however alike the rest is. */
import type { Evidence } from "./evidence.ts";
import type { ProductWord } from "./reading.ts";
import { hasClass } from "./vocabulary.ts";

/**
 * What no likeness of the rest outweighs: a word like "decaf" or "organic" in one title alone; another dose, wattage or size; another form of the goods,
 * slices against juice; a flavour in one title where the other names none at all. Where a flavour is shared, or both say "original", the rest may describe it.
 */
export function contradicts({
  apart,
  measuresApart,
  alignment: { common, onlyA, onlyB },
}: Evidence): boolean {
  if (apart.some((difference) => difference.of === "strict")) return true;
  if (apart.some((difference) => difference.of === "size" && difference.both)) return true;
  if (figuresContradict(measuresApart)) return true;
  if (formsOf(common).size === 0 && areDisjoint(formsOf(onlyA), formsOf(onlyB))) return true;
  const isSaid = common.some(({ bits }) => namesVariety(bits) || hasClass(bits, "plain"));
  return (
    !isSaid && [...onlyA, ...onlyB].some(({ text, bits }) => namesVariety(bits) && !COLORS_FIRST.has(text))
  );
}

/** Whether figures differ that make other goods of them. */
export function figuresContradict(measuresApart: readonly string[]): boolean {
  return measuresApart.some((unit) => TELLING_UNITS.has(unit));
}

/** Doses, wattages, colour temperatures, diaper sizes, diameters: other figures are other goods. */
const TELLING_UNITS = new Set("mg mcg iu watt volt k hour spf size percent inch mm cm gal qt".split(" "));

/** Several words for one form. */
const FORMS_ALIKE: ReadonlyMap<string, string> = new Map(
  [
    "chip crisp snack",
    "juice drink beverage nectar",
    "pod pac tablet capsule",
    "roll bun bread",
    "oat oatmeal cereal",
  ].flatMap((list) => list.split(" ").map((word, _, [first = word]) => [word, first] as const)),
);

function formsOf(words: readonly ProductWord[]): ReadonlySet<string> {
  const forms = words.filter(({ bits }) => hasClass(bits, "form") && !hasClass(bits, "filler"));
  return new Set(forms.map(({ text }) => FORMS_ALIKE.get(text) ?? text));
}

function areDisjoint(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((form) => b.has(form));
}

/** A flavour in some names, and the colour of the thing or its box in more. */
const COLORS_FIRST = new Set("white black red green blue brown golden dark coffee".split(" "));

function namesVariety(bits: number): boolean {
  return hasClass(bits, "flavor") || hasClass(bits, "mix");
}
