/** A made-up catalogue as large as wanted, and listings of some of its SKUs titled otherwise: for speed, memory and recall. */
import type { MatchItem } from "#app/domain/matching/reading.ts";
import { BRAND_GOODS, HOUSE_GOODS, HOUSE_KINDS } from "./club-goods.ts";
import { randomFrom } from "./trees.ts";

type Random = () => number;

export type MadeSku = {
  readonly id: string;
  readonly item: MatchItem;
  /** What a listing of it says. */
  readonly listing: MatchItem;
};

const SYLLABLES =
  "ba be bo ca co da de do fa fe ga go ha jo ka ki la le lo ma mi mo na ne no pa pe po ra re ro sa se so ta te to va ve vo wa xo za zo".split(
    " ",
  );
const KINDS = [...BRAND_GOODS, ...HOUSE_GOODS.slice(0, HOUSE_KINDS)];
const COUNTS = [1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48];
const OUNCES = [4, 6, 8, 10, 12, 14.5, 16, 20, 24, 28, 32, 40, 48, 64];

/** SKU `i` of the catalogue: the same for the same number. One in five is a general good with a model number. */
export function madeSku(i: number): MadeSku {
  const random = randomFrom(i * 7 + 1);
  for (let k = 0; k < 3; k++) random();
  return i % 5 === 0 ? generalGood(i, random) : clubGood(i, random);
}

function clubGood(i: number, random: Random): MadeSku {
  const kind = pick(KINDS, random);
  const brand = random() < 0.3 ? kind.brand : madeBrand(Math.floor(random() * 20_000));
  const count = pick(COUNTS, random);
  const ounces = pick(OUNCES, random);
  const grams = Math.round(ounces * 28.349523125);
  const extra = kind.extras[0] ?? "";
  return {
    id: `S${i}`,
    item: {
      title: `${brand} ${kind.variant} ${kind.head} ${extra}, ${ounces} oz, ${count}-count`.replace(
        /\s+/g,
        " ",
      ),
      brand,
    },
    listing: { title: `${brand}, ${kind.head}, ${kind.variant}, ${count} Units / ${grams} g / ${ounces} oz` },
  };
}

const THINGS = [
  "wireless mouse",
  "usb cable",
  "desk lamp",
  "office chair",
  "storage shelf",
  "paper shredder",
  "hdmi adapter",
];
const COLORS = ["black", "white", "silver", "red", "blue"];

function generalGood(i: number, random: Random): MadeSku {
  const brand = madeBrand(Math.floor(random() * 3_000));
  const thing = pick(THINGS, random);
  const color = pick(COLORS, random);
  const model = `${pick(SYLLABLES, random)}${Math.floor(random() * 90_000) + 10_000}`;
  return {
    id: `S${i}`,
    item: { title: `${brand} ${thing} ${model} ${color}`, brand, modelno: model },
    listing: { title: `${brand} ${model.toUpperCase()} ${color} ${thing} retail packaging` },
  };
}

function madeBrand(n: number): string {
  const one = (k: number) => SYLLABLES[k % SYLLABLES.length] ?? "";
  const name =
    one(n) + one(Math.floor(n / 46)) + one(n * 3 + 5) + (n % 2 === 0 ? one(Math.floor(n / 7)) : "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}
