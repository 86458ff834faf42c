/** The words of pack titles: which name a unit, which name things that are counted, and which change what a number means. */
import type { Unit } from "../measure.ts";

/** Unit words as titles spell them, lower case, without dots. "fl oz" is put together by the phrase reader. */
export const UNIT_WORDS: ReadonlyMap<string, Unit> = words<Unit>({
  g: "g gr grs gm gms gram grams gramo gramos gramme grammes г",
  kg: "kg kgs kilo kilos kilogram kilograms кг",
  oz: "oz ozs ounce ounces onz onza onzas",
  lb: "lb lbs pound pounds libra libras",
  ml: "ml mls milliliter milliliters millilitre millilitres мл",
  cl: "cl centiliter centiliters centilitre centilitres",
  l: "l lt lts ltr ltrs liter liters litre litres litro litros л",
  "fl oz": "floz fz",
  pt: "pt pts pint pints",
  qt: "qt qts quart quarts",
  gal: "gal gals gallon gallons",
});

/** Lengths and areas: a number with one of these is a dimension, never the pack. */
export const LENGTH_WORDS = set(
  "in inch inches ft foot feet yd yds yard yards cm mm mil mils m meter meters metre metres sq sqft cu",
);

/**
 * How a counted thing stands to a weight beside it. A `package` holds the size; a `wrapper` may be inside a package that
 * holds it; `generic` ("ct") may count packages or what is inside; a `piece` is usually inside, and the weight of them all.
 */
export type NounClass = "package" | "wrapper" | "generic" | "piece";
export type Noun = { readonly name: string; readonly class: NounClass; readonly unit: Unit };

type NounEntry = { readonly noun: Noun; readonly plural: boolean };

const NOUNS = new Map<string, NounEntry>();
/** May stand in the singular after any number: "24-count", "6 pack", "12 roll". */
const SINGULAR_AFTER_NUMBER = set("pack pk pkg count ct pc pce piece stem roll pair load unit can bottle");

function addNouns(nounClass: NounClass, unit: Unit, list: string): void {
  for (const entry of list.split(" ")) {
    const [one = "", many] = entry.split(":");
    const noun = { name: one, class: nounClass, unit };
    NOUNS.set(one, { noun, plural: SINGULAR_AFTER_NUMBER.has(one) && !BOTTLE_RACK.has(one) });
    NOUNS.set(many ?? `${one}s`, { noun, plural: true });
  }
}

// "12-bottle rack", "6-can cooler": what such an adjective describes holds them, it is not a pack of them.
const BOTTLE_RACK = set("can bottle");

addNouns("generic", "ct", "ct count ea:ea");
addNouns(
  "package",
  "ct",
  "pack pk pkg package case box:boxes bottle can jar jug tub carton canister container tin tube unit unidad:unidades unité unite bunch:bunches loaf:loaves ream bucket pail bundle barquette pot paquete caja lata botella frasco barril cs:cs",
);
addNouns("wrapper", "ct", "bag tray sleeve packet sachet pouch:pouches bolsa sobre bandeja");
addNouns("package", "pair", "pair");
addNouns("piece", "roll", "roll rollo");
addNouns("piece", "sheet", "sheet hoja");
addNouns("piece", "load", "load");
addNouns(
  "piece",
  "ct",
  "piece pc pce stem slice stick bar tablet tab caplet capsule softgel gel gelcap liquigel gummy:gummies lozenge pod pac wipe napkin towel tissue liner diaper pad dose egg burger patty:patties steak fillet filet breast loin tail cookie brownie strip chewable muffin donut doughnut bagel croissant tortilla waffle pancake bun cupcake pastry:pastries frank sausage skewer wing nugget meatball rose bulb battery:batteries plate bowl cup fork spoon knife:knives straw label envelope card pen pencil marker crayon glove mask razor cartridge filter candle hanger sponge teabag popsicle pop lollipop mint chew treat cake burrito taco sandwich:sandwiches pizza kcup serving:servings",
);
// Servings are an opinion about the contents, not a count of them.
NOUNS.delete("serving");
NOUNS.delete("servings");

/** The counted noun of that word after a number; `single` is whether the number is 1 or the form is hyphenated. */
export function nounAfterNumber(word: string, single: boolean): Noun | undefined {
  const entry = NOUNS.get(word);
  if (entry === undefined) return undefined;
  return entry.plural || single ? entry.noun : undefined;
}

/** Sold by format: "8 x 10 sheets" says how large they are. */
export const FLAT_THINGS = set("sheet card label envelope pad napkin towel wipe mask liner plate");

/** Whether the thing can hold a size or a number of other things. */
export function isHolder(noun: Noun | undefined): boolean {
  return noun?.class === "package" || noun?.class === "wrapper";
}

/** The noun of that word in any form: after "per", "/" or before "of". */
export function anyNoun(word: string): Noun | undefined {
  return NOUNS.get(word)?.noun;
}

/** Whether a hyphen may join it to its number and still count the pack: "24-count", "24-pads", not "12-cup coffee maker". */
export function isHyphenNoun(word: string): boolean {
  return NOUNS.get(word)?.plural === true;
}

/** Words that may stand between a number and what it counts. */
export const ADJECTIVES = set(
  "individually individual wrapped total mega double triple ultra jumbo family super huge large giant regular mini small big tea k coffee glass plastic single serve snack resealable sealed assorted full size king fun premium paper bath facial toilet disposable flushable aluminum steel pre-filled frozen fresh standard equal squeeze microwavable chewable coated liquid soft vegetarian easy open variety bonus giga hot dog freezer ice fudge",
);

/** "pack of 6", "set of 20", "Box of 12". */
export const OF_WORDS = set(
  "pack packs pk case cases set sets box boxes bag bags carton cartons bundle lot tray jar tub tin count package packages quantity qty",
);

export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  "one two three four five six seven eight nine ten eleven twelve".split(" ").map((word, i) => [word, i + 1]),
);

export const TOTAL_BEFORE = set("total totaling totalling totals");
export const EACH_WORDS = set("each ea apiece per");
/** A number after one of these is a name: "Size 2 Diapers", "Stage 3", "No. 4", "Hydro 5". */
export const LABEL_WORDS = set(
  "size sizes stage step no number model type level series vol volume part grade spf age ages formula version item step sku upc umf mgo spf",
);
/** The number after one of these is a bound or a guess. */
export const HEDGES_BEFORE = set(
  "minimum min approx approximately about avg average around over under nearly upto least than holds supports fits",
);
/** What a thing bears, not what it weighs: "20 lb test line", "300 lb capacity". */
export const CAPACITY_AFTER = set("capacity test load limit");
export const HEDGES_AFTER = set("minimum min avg average approx approximately range");
/** Grams of these are on the nutrition label, not on the scale. */
export const NUTRIENTS = set(
  "protein sugar sugars fiber fibre carb carbs net fat sodium caffeine collagen electrolytes calories calorie whole omega vitamin creatine bcaa bcaas trans added prebiotic prebiotics probiotics thc cbd",
);

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

function words<T extends string>(table: Partial<Record<T, string>>): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const [name, list] of Object.entries(table) as [T, string][])
    for (const word of list.split(" ")) map.set(word, name);
  return map;
}
