import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareRatios, formatPack, makePack, type Pack, packTotal, type Unit } from "#app/domain/measure.ts";
import { type PackQuestion, readPack } from "#app/domain/pack.ts";

function read(title: string, rest: Partial<PackQuestion> = {}): string {
  const reading = readPack({ title, ...rest });
  return reading.pack === null ? reading.reason : formatPack(reading.pack);
}

describe("one size", () => {
  test.each([
    ["Rolled Oats, 10 lbs", "10 lb"],
    ["Peanut Butter 40-oz Jar", "40 oz"],
    ["Ground Coffee 28oz", "28 oz"],
    ["Sliced Turkey 1 lb. 6 oz.", "22 oz"],
    ["Lemonade 64 fl. oz.", "64 fl oz"],
    ["Orange Drink, 1 Gallon Bottle", "1 gal"],
    ["½ gal milk", "0.5 gal"],
    ["Cream, 1 1/2 qt", "1.5 qt"],
    ["Sugar 1½ lb", "1.5 lb"],
    ["Milk, Half Gallon", "0.5 gal"],
    ["Flour 1,000 g", "1000 g"],
    ["Jus 0,75 L", "0.75 L"],
    ["Net Wt. 12 oz", "12 oz"],
  ])("%s: %s", (title, pack) => {
    expect(read(title)).toBe(pack);
  });
});

describe("packages of a size", () => {
  test.each([
    ["Truffles 16 oz, 2-pack", "2 × 16 oz"],
    ["Granola Bars, 1.5 oz, 24-count", "24 × 1.5 oz"],
    ["Pasta, 1 lb., 6 pk.", "6 × 1 lb"],
    ["Spring Water, 24 pk./16.9 fl. oz.", "24 × 16.9 fl oz"],
    ["Cola 12 x 355 ml", "12 × 355 ml"],
    ["Cola 330ml x 24 cans", "24 × 330 ml"],
    ["Juice 4 x 6 x 200 ml", "24 × 200 ml"],
    ["Water 40×500ml", "40 × 500 ml"],
    ["Ketchup 2/60 oz", "2 × 60 oz"],
    ["Bottled Drink - 40 / 16.9 oz. bottles", "40 × 16.9 oz"],
    ["Tuna, 5 Ounce (Pack of 12)", "12 × 5 oz"],
    ["Spaghetti, 12-Pack (24 oz Each)", "12 × 24 oz"],
    ["Beans 24 (15 oz.) cans", "24 × 15 oz"],
    ["(2) 24 oz bags", "2 × 24 oz"],
    ["Tomatoes 8 Units / 400 g", "8 × 400 g"],
    ["2 barquettes de 40g", "2 × 40 g"],
    ["Tea 100 Bags / 2 g", "100 × 2 g"],
    ["Ground Beef Patties 12/1/3 lb", "12 × 0.333333 lb"],
    ["Soda 8pk12oz", "8 × 12 oz"],
    ["Soda 12Pk-12Fl Oz Cans", "12 × 12 fl oz"],
    ["Chips 1ozx24", "24 × 1 oz"],
    ["Chips 24@1oz", "24 × 1 oz"],
    ["Juice Drink 6 - 6.75 fl oz Bottles", "6 × 6.75 fl oz"],
    ["Applesauce 6 - 3.9 oz Cups", "6 × 3.9 oz"],
    ["Dressing Six Individual 2.5oz Cups", "6 × 2.5 oz"],
    ["Café Molido 6 Bolsas / 400 g", "6 × 400 g"],
    ["Pepsi 36pk/12oz cans", "36 × 12 oz"],
    ["Dark Chocolate 3.5 oz 12 bars", "12 × 3.5 oz"],
    ["Kombucha 4pk Cans, 12 FZ", "4 × 12 fl oz"],
  ])("%s: %s", (title, pack) => {
    expect(read(title)).toBe(pack);
  });
});

describe("a total that is not per piece", () => {
  test.each([
    ["Turkey, 80 slices, 5 lb", "5 lb"],
    ["Hard Candy, 80 oz, 360-count", "80 oz"],
    ["Laundry Pods, 112 ct./98 oz.", "98 oz"],
    ["Lollipops 120 Units / 1800 g", "1800 g"],
    ["Bacon, 12 oz Pack, About 18 slices", "12 oz"],
    ["Salmon, 18 Total Packs, 1 Case Totaling 12 Lbs.", "12 lb"],
    ["Nuts 15 oz, 2-pack Tin, Total 30 oz", "2 × 15 oz"],
    ["Ribeye (20/6 Oz Per Portion), 20 Total Packs, 7.5 Lbs. Total", "20 × 6 oz"],
    ["Duck (8/7 Oz. Per Breast), 16 Total Breasts, 8 Total Packs, 7Lbs. Total", "16 × 7 oz"],
    ["Powder, 2-pack, Total 48 Counts", "2 × 24 ct"],
    ["Cleaner, 32 fl oz + 140 fl oz Refill", "172 fl oz"],
    ["Drink Mix, 30 Sticks, 16.93 oz", "16.93 oz"],
    ["Butter 4 sticks, 1 lb", "1 lb"],
    ["Copy Paper, 10 Reams, 5,000 Sheets", "10 × 500 sheets"],
    ["Pads, 2 packs of 66 (132 ct)", "2 × 66 ct"],
  ])("%s: %s", (title, pack) => {
    expect(read(title)).toBe(pack);
  });

  test("loads and sheets are kept beside a better measure", () => {
    expect(readPack({ title: "Liquid Detergent, 146 loads, 194 fl oz" })).toMatchObject({
      pack: { size: "194", unit: "fl oz" },
      beside: [{ amount: "146", unit: "load" }],
    });
  });
});

describe("what is only counted", () => {
  test.each([
    ["Dish Pods, 115-count", "115 ct"],
    ["50-stem Roses", "50 ct"],
    ["Protein Bars (12 count) 2-pack", "2 × 12 ct"],
    ["Gum, 15 Sticks, 10-Count", "10 × 15 ct"],
    ["Hand Towels, 6 boxes, 60 towels/box", "6 × 60 ct"],
    ["Paper Towels, 150 sheets/roll, 15 rolls", "15 × 150 sheets"],
    ["Copy Paper, 500 sheets/ream, 10 reams/carton", "10 × 500 sheets"],
    ["Toilet Paper, 12 Mega Rolls = 48 Regular Rolls", "12 rolls"],
    ["Paper Towels, White, 12 Double Plus Rolls", "12 rolls"],
    ["Eggs, 5 dozen", "60 ct"],
    ["Photo Cards (Set of 20) - Over 1,000 Designs", "20 ct"],
    ["Wipes, 10 packs of 56", "10 × 56 ct"],
    ["Espresso, 10 Sleeves of 10 Capsules", "10 × 10 ct"],
    ["Detergent, 100 loads", "100 loads"],
    ["12 Individually Wrapped Sticks", "12 ct"],
    ["Address Labels, 4,200-count", "4200 ct"],
    ["Eggs, 2.5 dozen", "30 ct"],
    ["Foil Sheets, 500-count, 6-pack", "6 × 500 ct"],
    ["Bagels, 2 pk./6 ct.", "2 × 6 ct"],
    ["Facial Tissues, 12 boxes, 230 2-ply tissues per box", "12 × 230 ct"],
    ["Facial Tissue 8 boxes x 160 sheets", "8 × 160 sheets"],
    ["Gel Pens 24 per pack", "24 ct"],
    ["Cups 1000/cs", "1000 ct"],
    ["Papel Higiénico 30 Rollos", "30 rolls"],
    ["Select-A-Size 4 Double Rolls", "4 rolls"],
  ])("%s: %s", (title, pack) => {
    expect(read(title)).toBe(pack);
  });
});

describe("numbers that are no pack", () => {
  test.each([
    ["3.5 g Mylar bag, 100 pack", "100 ct"],
    ["10-Gallon Wastebasket Liner, Clear, 500-count", "500 ct"],
    ["Tall Kitchen 13 Gallon Drawstring Bags", "no-quantity"],
    ["9 oz Plastic Cups, 240-count", "240 ct"],
    ['Foil, 18" x 33.33 yd, 2-count', "2 ct"],
    ["Pads, 30 in L X 23 in W, 100-count", "100 ct"],
    ["U-12 Scallops, 6 lbs", "6 lb"],
    ["Shrimp 16/20 ct, 2 lb", "2 lb"],
    ["Ground Beef 93/7 Lean, 3 lbs", "3 lb"],
    ["Protein Shake, 30g Protein, 11 fl oz, 18-count", "18 × 11 fl oz"],
    ["Vitamin C 1000 mg, 500 Tablets", "500 ct"],
    ["Diapers Size 4 (22-37 lbs), 186 ct", "186 ct"],
    ["Diapers Size 2", "no-quantity"],
    ["LED Bulbs 60 watts 8-pack", "8 ct"],
    ['Rainbow Cake 10" (12 Servings)', "no-quantity"],
    ["Television 65-inch Class (2025)", "no-quantity"],
    ["Screen protector for iPod touch 4G, 2-pack", "2 ct"],
    ["Camera battery NB-5L", "no-quantity"],
    ["Sunscreen SPF 50 - 6 oz", "6 oz"],
    ["Drink Mix 76.5 oz makes 9 gallons", "76.5 oz"],
    ["Coffee Maker, 12-Cup", "no-quantity"],
    ["Stainless Steel Bottle 24 oz", "no-quantity"],
    ["Steel Water Bottles 24 oz, 2-pack", "2 ct"],
    ["Purified Water Bottles 16.9 fl oz, 40-pack", "40 × 16.9 fl oz"],
    ["Hefty Party Cups 80Ct 16Oz", "80 ct"],
    ["Kitchen Bags, 13-gallon, 200-count", "200 ct"],
    ["Printing Paper 20lb letter 5000 sheets", "5000 sheets"],
    ["Lithium Battery 6 Volt 28L", "no-quantity"],
    ["Leather Case 5811", "no-quantity"],
    ["Office 4.0 family pack", "no-quantity"],
    ["2 pack of 4gb memory cards", "2 ct"],
    ["Pain Reliever 100 mg per 5 mL", "no-quantity"],
    ["Washing machine, top load, 10 lbs", "no-quantity"],
    ["Banner Roll 36 x 100 roll", "no-quantity"],
    ["Razors Sensor 2 Plus Disposable Razors", "no-quantity"],
  ])("%s: %s", (title, pack) => {
    expect(read(title)).toBe(pack);
  });
});

describe("nothing certain, nothing read", () => {
  test.each([
    ["Beef Ribeye, Minimum 5.7 Lbs.", "range"],
    ["Chicken Breasts (4.5 - 6 lbs)", "range"],
    ["Turkey 16-20 lb", "range"],
    ["Pork Loin 2/4-5 lb", "range"],
    ["Rope, 300 lb capacity", "ambiguous"],
    ["Salmon, 4 lb avg", "range"],
    ["Ground Pork, priced per pound", "priced-by-weight"],
    ["Sprayer 24 fl oz + 2 lb Powder", "mixed-contents"],
    ["Steaks 16 Oz. Each (Available in 4, 8, or 12 Packs)", "range"],
    ["Waffles, 10 Count, 12.3 oz", "ambiguous"],
    ["Sturdy 60 Quart Chest", "ambiguous"],
    ["Kneading Machine, 5.5 Quart Bowl-Lift", "ambiguous"],
    ["String Cheese (24 Pack), 24 oz", "ambiguous"],
    ["Noodle Soup 12Pk 36Oz", "ambiguous"],
    ["Baby Wipes, 14 Packs, 1,008 Wipes", "ambiguous"],
    ["Baby Wipes, 720 Count (12 packs)", "ambiguous"],
    ["Napkins 500 count pack, case of 6000", "ambiguous"],
    ["Galletas 12 Bolsitas / 432 g", "ambiguous"],
    ["Plush Carrier with Cap 12oz, 1 EA", "ambiguous"],
    ["Refill Pads, 36 ct + 2 bottles", "mixed-contents"],
    ["Leather cover and 2-pack screen protector", "mixed-contents"],
    ["Salt Grinder, 13 oz & 13 oz", "mixed-contents"],
    ["Seafood Combo: 2 lb Shrimp, 2 lb Scallops", "mixed-contents"],
    ["Soda 2-12 packs of 12 oz cans", "range"],
    ["Cereal, Twin Pack, 48 oz", "ambiguous"],
    ["Protein Bars, 3-pack, 24-count", "ambiguous"],
    ["Whole Milk 1-Gallon Organic, 2-count", "ambiguous"],
    ["Beef 3/4 lb", "ambiguous"],
    ["Corned Beef 240 g / 10.5 oz", "conflict"],
    ["Sauce 32 oz 500 ml", "conflict"],
    ["Cleanse Bundle (18 Bars & 6 Cookies)", "mixed-contents"],
    ["Building Toy (484 Pieces)", "mixed-contents"],
    ["Phone case iphone 4g", "no-quantity"],
    ["Case for tablet 4g", "implausible"],
    ["Birthday Arrangement", "no-quantity"],
    ["   ", "empty"],
    ["9 lb ".repeat(300), "too-long"],
  ])("%s: %s", (title, reason) => {
    expect(read(title)).toBe(reason);
  });
});

describe("the two readings of an ounce", () => {
  test("weight, unless fl is written", () => {
    expect(read("Sparkling Water 12 oz")).toBe("12 oz");
    expect(read("Sparkling Water 12 fluid ounces")).toBe("12 fl oz");
  });

  test("fluid in a category that is plainly liquid, or beside millilitres", () => {
    expect(read("Sparkling 12 oz, 24-count", { category: "Beverages & Water" })).toBe("24 × 12 fl oz");
    expect(read("Sparkling 12 oz", { category: "beverages" })).toBe("12 fl oz");
    expect(read("Ground Coffee 12 oz", { category: "Beverages > Coffee" })).toBe("12 oz");
    expect(read("Sparkling 24 Units / 12 oz / 355 ml")).toBe("24 × 12 fl oz");
  });
});

describe("fields beside the title", () => {
  test("a brand's own figures are not read", () => {
    expect(read("24 Bars Protein 12 oz, 2-pack", { brand: "24 Bars" })).toBe("2 × 12 oz");
  });

  test("structured fields fill a silent title, agree with it, or nothing is read", () => {
    expect(read("Olive Oil", { structured: { count: 2, size: "2", unit: "L" } })).toBe("2 × 2 L");
    expect(read("Olive Oil 2 L, 2-pack", { structured: { size: "4", unit: "l" } })).toBe("2 × 2 L");
    expect(read("Olive Oil 2 L", { structured: { size: "3", unit: "l" } })).toBe("conflict");
    expect(read("Olive Oil 2 L, 2-pack", { structured: { size: "2", unit: "Liters" } })).toBe("2 × 2 L");
    expect(read("Olive Oil 2 L, 2-pack", { structured: { size: "2", unit: "l", count: 1 } })).toBe(
      "conflict",
    );
    expect(read("Sauce 16 fl oz", { structured: { size: "16", unit: "oz" } })).toBe("16 fl oz");
  });

  test("a size field may carry its unit and its number of packages", () => {
    expect(read("Olive Oil", { structured: { size: "16.9 fl. oz." } })).toBe("16.9 fl oz");
    expect(read("Water", { structured: { size: "6 x 330 ml" } })).toBe("6 × 330 ml");
    expect(read("Beurre", { structured: { size: "2 barquettes de 40g" } })).toBe("2 × 40 g");
    expect(read("Riz", { structured: { size: "10 unités de 170g" } })).toBe("10 × 170 g");
    expect(read("Riz", { structured: { size: "43 mesures (430g)" } })).toBe("430 g");
    expect(read("Sparkling", { structured: { size: "12", unit: "oz" }, category: "beverages" })).toBe(
      "12 fl oz",
    );
    expect(read("Eggs", { structured: { size: "2.5", unit: "dozen" } })).toBe("30 ct");
    expect(read("Towels", { structured: { count: 12, unit: "Rolls" } })).toBe("12 rolls");
  });

  test("a unit never seen is said to be one, and fields that make no pack too", () => {
    expect(readPack({ title: "Olive Oil 2 L", structured: { size: "3", unit: "firkin" } })).toEqual({
      pack: null,
      reason: "unknown-unit",
      because: [{ words: "size 3, unit firkin", meaning: "a unit that is not known" }],
    });
    expect(read("Olive Oil 2 L", { structured: { size: "3 firkins" } })).toBe("unknown-unit");
    expect(read("Olive Oil 2 L", { structured: { size: "large" } })).toBe("unreadable-fields");
    expect(read("Olive Oil 2 L", { structured: { size: "3-5 l" } })).toBe("unreadable-fields");
    expect(read("Olive Oil 2 L", { structured: { count: 1.5 } })).toBe("unreadable-fields");
    expect(read("Olive Oil 2 L", { structured: { size: "", unit: "firkin" } })).toBe("2 L");
  });
});

test("a reading names the words it comes from", () => {
  const title = "Almond Bars, 1.5 oz, 24-count";
  const { because } = readPack({ title });
  expect(because.map((reason) => reason.words)).toEqual(["1.5 oz", "24-count"]);
  expect(because[1]?.meaning).toBe("24 packages of it");
});

const units = fc.constantFrom<Unit>(
  "g",
  "kg",
  "oz",
  "lb",
  "ml",
  "cl",
  "l",
  "fl oz",
  "qt",
  "gal",
  "ct",
  "load",
  "pair",
);
const packs: fc.Arbitrary<Pack> = fc
  .record({ count: fc.integer({ min: 1, max: 60 }), tenths: fc.integer({ min: 70, max: 900 }), unit: units })
  .map(({ count, tenths, unit }) => {
    const counted = unit === "ct" || unit === "load" || unit === "pair";
    const pack = makePack(count, counted ? String(tenths) : (tenths / 10).toFixed(1), unit);
    if (pack === undefined) throw new Error("No pack.");
    return pack;
  });

describe("properties", () => {
  test("a pack as we print it is read back the same", () => {
    fc.assert(
      fc.property(packs, (pack) => {
        expect(readPack({ title: `Something Good, ${formatPack(pack)}` }).pack).toEqual(pack);
      }),
    );
  });

  test("US units beside their metric equal change nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 48 }), fc.integer({ min: 10, max: 900 }), (count, tenths) => {
        const ounces = (tenths / 10).toFixed(1);
        const grams = ((tenths / 10) * 28.349523125).toFixed(0);
        const dual = readPack({ title: `Spread ${count} x ${ounces} oz (${grams} g)` }).pack;
        expect(dual).toEqual(readPack({ title: `Spread ${count} x ${ounces} oz` }).pack);
      }),
    );
  });

  test("the order of phrases does not matter", () => {
    const phrases = fc.record({
      n: fc.integer({ min: 2, max: 12 }),
      ounces: fc.integer({ min: 8, max: 64 }),
    });
    fc.assert(
      fc.property(phrases, fc.constantFrom("pack", "pk."), ({ n, ounces }, word) => {
        const sizeFirst = readPack({ title: `Sauce, ${ounces} fl oz, ${n} ${word}` }).pack;
        const countFirst = readPack({ title: `Sauce, ${n} ${word}, ${ounces} fl oz` }).pack;
        expect(sizeFirst).not.toBeNull();
        expect(countFirst).toEqual(sizeFirst);
      }),
    );
  });

  test("blanks, dashes and capitals do not matter", () => {
    const title = "Iced Tea 18.5 fl oz, 12-pack";
    for (const written of [
      "ICED TEA 18.5 FL OZ, 12-PACK",
      "Iced Tea 18.5\u00a0fl\u00a0oz, 12\u2011pack",
      "Iced Tea 18.5 ﬂ oz, 12–pack",
      "  Iced  Tea 18.5fl.oz., 12pk",
      "Iced Tea 12×18.5 fl oz",
    ]) {
      const pack = readPack({ title: written }).pack;
      const expected = readPack({ title }).pack;
      if (pack === null || expected === null) throw new Error(written);
      expect(compareRatios(packTotal(pack), packTotal(expected)), written).toBe(0);
    }
  });

  test("any text is answered, and quickly", () => {
    const bits = fc.constantFrom(
      "12",
      " x ",
      "oz",
      "(",
      ")",
      "/",
      "-",
      "½",
      "lb",
      ",",
      " ",
      "pack",
      "of",
      "=",
      "1/3",
      "fl.",
      "×",
      "\u0000",
      "💥",
    );
    const soup = fc.array(bits, { maxLength: 200 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: "binary", maxLength: 300 })), (title) => {
        expect(readPack({ title }).because).toBeInstanceOf(Array);
      }),
    );
  });
});
