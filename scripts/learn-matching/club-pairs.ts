/** Pairs of club goods as two shops would title them, with the truth: same product or not, packs aside. */
import type { MatchItem } from "#app/domain/matching/reading.ts";
import { BRAND_GOODS, type ClubGood, HOUSE_GOODS } from "./club-goods.ts";
import { randomFrom } from "./trees.ts";

export type TaughtPair = { readonly a: MatchItem; readonly b: MatchItem; readonly identical: boolean };

type Random = () => number;

/** `count` pairs, four in ten of one product; the same for the same seed. */
export function clubPairs(count: number, seed: number): TaughtPair[] {
  const random = randomFrom(seed);
  const goods = [...BRAND_GOODS, ...HOUSE_GOODS.filter((_, i) => i % 5 === 0)];
  const byBrand = Map.groupBy(goods, (good) => good.brand);
  const byFamily = Map.groupBy(goods, (good) => good.family);
  const byHeadWord = Map.groupBy(goods, (good) => good.head.split(" ").at(-1) ?? "");
  const pairs: TaughtPair[] = [];
  while (pairs.length < count) {
    const good = pick(goods, random);
    const kind = random();
    const other =
      kind < 0.4
        ? good
        : kind < 0.65
          ? pick(byFamily.get(good.family) ?? [good], random)
          : kind < 0.82
            ? pick(byBrand.get(good.brand) ?? [good], random)
            : pick(byHeadWord.get(good.head.split(" ").at(-1) ?? "") ?? [good], random);
    if (kind >= 0.4 && isOne(good, other)) continue;
    if (kind >= 0.4 && (inDoubt(good, other) || inDoubt(other, good))) continue;
    pairs.push({ a: titled(good, random), b: titled(other, random), identical: kind < 0.4 });
  }
  return pairs;
}

function isOne(a: ClubGood, b: ClubGood): boolean {
  return a.family === b.family && a.variant === b.variant;
}

/** Names that hold one another tell a person too little: "Cheerios" of two makers, "chicken" and "chicken". */
function inDoubt(a: ClubGood, b: ClubGood): boolean {
  return a.brand !== b.brand && (b.head.startsWith(a.brand.toLowerCase()) || a.brand.startsWith(b.brand));
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** The good with everything that may be said of it. */
export function plainTitleOf(good: ClubGood): MatchItem {
  return { title: [good.brand, good.variant, good.head, ...good.extras].join(" "), brand: good.brand };
}

const CAPITAL = /(^|[\s&-])([a-z])/g;

/** A title in one of the manners of the trade. */
function titled(good: ClubGood, random: Random): MatchItem {
  const variant = good.isPlain && random() < 0.45 ? "" : synonym(good.variant, random);
  const extras = good.extras.filter(() => random() < 0.3);
  const pack = packText(random);
  const words = (list: readonly string[], joint: string) => list.filter((part) => part !== "").join(joint);
  const manner = random();
  const brand = random() < 0.1 ? good.brand.replace(/'/g, "") : good.brand;
  const head = synonym(good.head, random);
  const lower =
    manner < 0.3
      ? words([`${brand}, ${head}`, variant, ...extras, pack.dashed], ", ")
      : manner < 0.55
        ? `${words([brand, words(shuffled([variant, ...extras], random), " "), head], " ")} ${pack.units}`
        : manner < 0.8
          ? `${words([brand, variant, head], " ")}, ${words([...extras, pack.short], ", ")}`
          : words([`${brand} ${head}`, variant, pack.dashed, ...extras], ", ");
  const title = lower.replace(CAPITAL, (_, before: string, letter: string) => before + letter.toUpperCase());
  return random() < 0.3 ? { title, brand: good.brand } : { title };
}

const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/\bvariety\b/, "variety pack"],
  [/\bvariety\b/, "assorted flavors"],
  [/\bbarbecue\b/, "BBQ"],
  [/ & /, " and "],
  [/\bcookies\b/, "cookie"],
  [/\bbars\b/, "bar"],
  [/\bflavor\b/, "flavored"],
  [/\bsugar free\b/, "sugar-free"],
  [/\bzero sugar\b/, "zero"],
  [/\bsoda\b/, "soft drink"],
  [/\bsoda\b/, ""],
  [/\btoilet paper\b/, "bath tissue"],
  [/\bsalted\b/, "with sea salt"],
  [/\bnatural\b/, ""],
  [/\bpotato crisps\b/, "chips"],
  [/\bk-cup pods\b/, "K-Cups"],
];

function synonym(text: string, random: Random): string {
  let said = text;
  for (const [from, to] of SYNONYMS) if (random() < 0.25) said = said.replace(from, to);
  return said.replace(/\s+/g, " ").trim();
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((one) => ({ one, key: random() }))
    .sort((p, q) => p.key - q.key)
    .map(({ one }) => one);
}

type PackText = { dashed: string; units: string; short: string };

function packText(random: Random): PackText {
  const count = pick([1, 1, 2, 3, 6, 12, 24, 36], random);
  const ounces = pick([1.5, 5, 8, 12, 16, 20, 32, 40, 48, 64], random);
  const grams = Math.round(ounces * 28.35);
  const many = count > 1;
  return {
    dashed: many ? `${ounces} oz, ${count}-count` : `${ounces} oz`,
    units: many ? `${count} Units / ${grams} g / ${ounces} oz` : `${grams} g / ${ounces} oz`,
    short: many ? `${ounces} oz., ${count} pk.` : `${ounces} oz.`,
  };
}
