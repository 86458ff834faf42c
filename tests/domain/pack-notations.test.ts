/** Every way in which shops write a pack, put into titles and read back: the pack must come back, or one of the same total. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRatios, makePack, type Pack, packTotal, type Unit } from "#app/domain/measure.ts";
import { readPack } from "#app/domain/pack.ts";

type Parts = { readonly count: number; readonly size: string; readonly unit: Unit };
type Notation = (parts: Parts) => string;

/** How labels spell each unit. */
const SPELLINGS: Readonly<Partial<Record<Unit, readonly string[]>>> = {
  oz: ["oz", "oz.", "Oz", "OZ", "-oz", "ounce", "Ounces", "onz"],
  lb: ["lb", "lb.", "lbs", "Lbs.", "-lb", "pound", "pounds", "libras"],
  g: ["g", "G.", "gr", "gm", "gms", "grams"],
  kg: ["kg", "KG", "Kg.", "kilos"],
  "fl oz": ["fl oz", "fl. oz.", "FL OZ", "fl.oz.", "fluid ounces", "Fl Oz", "FZ"],
  ml: ["ml", "mL", "ML", "ml."],
  l: ["l", "L", "lt", "Lts", "liter", "Liters", "litros"],
  gal: ["gal", "gal.", "gallon", "Gallons"],
};

/** Packages of a size, as clubs and shops write them. */
const NESTED: Readonly<Record<string, (size: string, n: number) => string>> = {
  "n x size": (size, n) => `${n} x ${size}`,
  nXsize: (size, n) => `${n}x${size}`,
  "n × size": (size, n) => `${n} × ${size}`,
  "size x n": (size, n) => `${size} x ${n}`,
  "n/size": (size, n) => `${n}/${size}`,
  "n / size bottles": (size, n) => `${n} / ${size} bottles`,
  "size, n-pack": (size, n) => `${size}, ${n}-pack`,
  "size, n pk.": (size, n) => `${size}, ${n} pk.`,
  "size (Pack of n)": (size, n) => `${size} (Pack of ${n})`,
  "(n) size boxes": (size, n) => `(${n}) ${size} boxes`,
  "n size bottles": (size, n) => `${n} ${size} bottles`,
  "n Pack of size Cans": (size, n) => `${n} Pack of ${size} Cans`,
  "n-Pack (size each)": (size, n) => `${n}-Pack (${size} each)`,
  "n Units / size": (size, n) => `${n} Units / ${size}`,
  "n ct./size": (size, n) => `${n} ct./${size}`,
  "n@size": (size, n) => `${n}@${size}`,
};

const sizes = fc.constantFrom<Parts["unit"]>("oz", "lb", "g", "kg", "fl oz", "ml", "l", "gal").chain((unit) =>
  fc.record({
    unit: fc.constant(unit),
    // What one hand lifts, in each unit; and no eighths: "3/8 lb" is a fraction.
    size: fc.integer({ min: 9, max: unit === "g" || unit === "ml" ? 900 : 30 }).map(String),
    spelling: fc.constantFrom(...(SPELLINGS[unit] ?? [unit])),
    count: fc.integer({ min: 2, max: 4 }),
    glued: fc.boolean(),
  }),
);

function made(parts: Parts): Pack {
  const pack = makePack(parts.count, parts.size, parts.unit);
  if (pack === null || pack === undefined) throw new Error("No pack.");
  return pack;
}

function written(size: string, spelling: string, glued: boolean): string {
  return glued || spelling.startsWith("-") ? `${size}${spelling}` : `${size} ${spelling}`;
}

describe("packages of a size", () => {
  test.each(Object.keys(NESTED))("%s", (name) => {
    const notation = NESTED[name] as (size: string, n: number) => string;
    fc.assert(
      fc.property(sizes, ({ unit, size, spelling, count, glued }) => {
        const title = `Plain Juice ${notation(written(size, spelling, glued), count)}`;
        const { pack } = readPack({ title });
        expect(pack, title).toEqual(made({ count, size, unit }));
      }),
    );
  });
});

describe("fractions and dozens", () => {
  const FRACTIONS = [
    ["1/2", "½", "0.5"],
    ["1/4", "¼", "0.25"],
    ["3/4", "¾", "0.75"],
    ["1/8", "⅛", "0.125"],
  ] as const;

  test("a whole and a fraction, however they are joined", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(...FRACTIONS),
        fc.constantFrom("oz", "lb", "qt"),
        (whole, [plain, sign, decimals], unit) => {
          const expected = made({ count: 1, size: `${whole}${decimals.slice(1)}`, unit: unit as Unit });
          for (const amount of [
            `${whole} ${plain}`,
            `${whole}-${plain}`,
            `${whole}${sign}`,
            `${whole} ${sign}`,
          ])
            expect(readPack({ title: `Good Cream, ${amount} ${unit}` }).pack, amount).toEqual(expected);
        },
      ),
    );
  });

  test("dozens and half dozens", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (halves) => {
        const pack = readPack({ title: `Large Eggs ${halves / 2} dozen` }).pack;
        expect(pack).toEqual(made({ count: 1, size: String(6 * halves), unit: "ct" }));
      }),
    );
  });
});

describe("what is only counted", () => {
  const COUNTED: Readonly<Record<string, Notation>> = {
    "n-count": ({ size }) => `${size}-count`,
    "n ct.": ({ size }) => `${size} ct.`,
    "(n Count)": ({ size }) => `(${size} Count)`,
    "Pack of n": ({ size }) => `Pack of ${size}`,
    "Box of n": ({ size }) => `Box of ${size}`,
    "n per case": ({ size }) => `${size} per case`,
    "n/Box": ({ size }) => `${size}/Box`,
    "n Unidades": ({ size }) => `${size} Unidades`,
  };

  test.each(Object.keys(COUNTED))("%s", (name) => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 900 }), (n) => {
        const parts = { count: 1, size: String(n), unit: "ct" } as const;
        const title = `Fancy Hooks, ${COUNTED[name]?.(parts)}`;
        expect(readPack({ title }).pack, title).toEqual(made(parts));
      }),
    );
  });

  const NESTS: Readonly<Record<string, (inner: number, outer: number) => string>> = {
    "outer x inner ct": (inner, outer) => `${outer} x ${inner} ct`,
    "outer packs of inner": (inner, outer) => `${outer} packs of ${inner}`,
    "inner-count, outer-pack": (inner, outer) => `${inner}-count, ${outer}-pack`,
    "outer boxes, inner/box": (inner, outer) => `${outer} boxes, ${inner} hooks/box, ${inner} pieces/box`,
    "outer sleeves of inner (total)": (inner, outer) => `${outer} packs of ${inner} (${inner * outer} ct)`,
  };

  test.each(Object.keys(NESTS))("nested: %s", (name) => {
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 120 }), fc.integer({ min: 2, max: 12 }), (inner, outer) => {
        const title = `Fancy Hooks, ${NESTS[name]?.(inner, outer)}`;
        const { pack } = readPack({ title });
        if (pack === null) throw new Error(title);
        const expected = made({ count: outer, size: String(inner), unit: "ct" });
        expect(compareRatios(packTotal(pack), packTotal(expected)), title).toBe(0);
      }),
    );
  });
});

describe("hostile titles", () => {
  const BITS = [
    "9",
    "1/2 ",
    "12 x ",
    "oz ",
    "(",
    "½",
    "a-",
    "1,000",
    "12 = ",
    "/",
    "of 2 ",
    "½ x ",
    "pack of ",
    "5x",
    "\u{1F4A5}",
  ];

  test("ten thousand characters of anything are turned away before they are read", () => {
    for (const bit of BITS)
      expect(readPack({ title: bit.repeat(Math.ceil(10_000 / bit.length)) })).toEqual({
        pack: null,
        reason: "too-long",
        because: [],
      });
  });

  test("the longest titles that are read are answered", () => {
    for (const bit of BITS) {
      const title = bit.repeat(Math.ceil(1_000 / bit.length)).slice(0, 1_000);
      expect(readPack({ title }).because.length, title).toBeLessThanOrEqual(title.length);
    }
  });

  test("a thousand digits are no number", () => {
    expect(readPack({ title: `Rice ${"7".repeat(900)} oz` }).pack).toBeNull();
    expect(readPack({ title: `Rice 0.${"7".repeat(900)} oz` }).pack).toBeNull();
    expect(readPack({ title: `Rice ${"7".repeat(900)} x 12 oz` }).pack).toBeNull();
  });
});
