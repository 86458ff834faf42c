/**
 * Commodities and the one unit that each is priced by, whatever the size of its package (NIST Handbook 130, Uniform Unit
 * Pricing Regulation, section 2: by weight per ounce or pound, per 100 g or kilogram; by volume per fluid ounce, quart or
 * gallon, per 100 mL or litre; by count per piece or a number of them; by area per square foot or metre; and NIST SP 1181
 * for the usual units). A category points to a commodity by its slug.
 */
import type { BaseUnit, Unit } from "./measure.ts";

export type MeasureSystem = "us" | "metric";

/** A price is quoted per `amount` `unit`: per 1 fl oz, per 100 ml, per 100 sheets. */
export type UniformUnit = { readonly amount: number; readonly unit: Unit; readonly label: string };

export type Commodity = {
  readonly slug: string;
  readonly name: string;
  /** What its packs must be measured in. */
  readonly base: BaseUnit;
  /** Plainly sold by volume: a bare "oz" on its labels means fluid ounces. */
  readonly liquid: boolean;
  readonly us: UniformUnit;
  readonly metric: UniformUnit;
};

const PER_OZ = per(1, "oz", "oz");
const PER_LB = per(1, "lb", "lb");
const PER_100G = per(100, "g", "100 g");
const PER_KG = per(1, "kg", "kg");
const PER_FL_OZ = per(1, "fl oz", "fl oz");
const PER_QT = per(1, "qt", "qt");
const PER_100ML = per(100, "ml", "100 ml");
const PER_L = per(1, "l", "L");
const EACH = per(1, "ct", "each");
const PER_100_CT = per(100, "ct", "100 ct");
const PER_100_SHEETS = per(100, "sheet", "100 sheets");
const PER_LOAD = per(1, "load", "load");

/** Every commodity of the club. Slugs are kept in the database: rename by migration only. */
export const COMMODITIES: readonly Commodity[] = [
  byWeight("dry-food", "Dry and packaged food", PER_OZ, PER_100G),
  byWeight("snacks", "Snacks and sweets", PER_OZ, PER_100G),
  byWeight("coffee", "Coffee", PER_OZ, PER_100G),
  byWeight("tea-leaf", "Loose tea", PER_OZ, PER_100G),
  byWeight("spices", "Spices and seasonings", PER_OZ, PER_100G),
  byWeight("canned-food", "Canned food", PER_OZ, PER_100G),
  byWeight("cheese-butter", "Cheese and butter", PER_OZ, PER_100G),
  byWeight("yogurt", "Yogurt and cultured dairy", PER_OZ, PER_100G),
  byWeight("baby-food", "Baby food and infant formula by weight", PER_OZ, PER_100G),
  byWeight("frozen-food", "Frozen food", PER_OZ, PER_100G),
  byWeight("deli", "Deli", PER_LB, PER_KG),
  byWeight("meat", "Meat and poultry", PER_LB, PER_KG),
  byWeight("seafood", "Fish and seafood", PER_LB, PER_KG),
  byWeight("produce", "Fruit and vegetables", PER_LB, PER_KG),
  byWeight("bulk-staples", "Flour, rice, sugar and salt", PER_LB, PER_KG),
  byWeight("pet-food-dry", "Dry pet food and litter", PER_LB, PER_KG),
  byWeight("pet-food-wet", "Wet pet food and treats", PER_OZ, PER_100G),
  byWeight("personal-care-solid", "Soap, toothpaste and creams by weight", PER_OZ, PER_100G),
  byWeight("aerosols", "Sprays by weight", PER_OZ, PER_100G),
  byWeight("laundry-powder", "Powder detergent by weight", PER_LB, PER_KG),
  byWeight("charcoal-fuel", "Charcoal, firelogs and pellets", PER_LB, PER_KG),
  byWeight("lawn-garden", "Seed, fertilizer and ice melt", PER_LB, PER_KG),
  byVolume("water", "Water", PER_FL_OZ, PER_L),
  byVolume("beverages", "Soft drinks and juice", PER_FL_OZ, PER_100ML),
  byVolume("milk", "Milk and plant drinks", PER_FL_OZ, PER_L),
  byVolume("wine-spirits", "Wine and spirits", PER_FL_OZ, PER_100ML),
  byVolume("beer", "Beer", PER_FL_OZ, PER_100ML),
  byVolume("baby-formula-liquid", "Infant formula, ready to feed", PER_FL_OZ, PER_100ML),
  byVolume("oil-vinegar", "Oil and vinegar", PER_FL_OZ, PER_100ML),
  byVolume("sauces-liquid", "Liquid sauces and syrups", PER_FL_OZ, PER_100ML),
  byVolume("ice-cream", "Ice cream", PER_QT, PER_L),
  byVolume("cleaning-liquid", "Liquid cleaners", PER_FL_OZ, PER_100ML),
  byVolume("laundry-liquid", "Liquid detergent by volume", PER_FL_OZ, PER_100ML),
  byVolume("personal-care-liquid", "Shampoo, lotion and rinses", PER_FL_OZ, PER_100ML),
  byVolume("motor-fluids", "Motor oil and fluids", PER_QT, PER_L),
  byVolume("paint", "Paint and finishes", PER_QT, PER_L),
  counted("detergent", "Detergent by load", "load", PER_LOAD),
  counted("paper-sheets", "Towels, tissue and paper by sheet", "sheet", PER_100_SHEETS),
  counted("paper-rolls", "Towels and tissue by roll", "count", per(1, "roll", "roll")),
  counted("eggs", "Eggs", "count", per(12, "ct", "dozen")),
  counted("bakery-pieces", "Baked goods by piece", "count", EACH),
  counted("coffee-pods", "Coffee pods", "count", EACH),
  counted("tea-bags", "Tea bags", "count", EACH),
  counted("vitamins-pills", "Pills, tablets and vitamins", "count", EACH),
  counted("diapers-wipes", "Diapers and wipes", "count", EACH),
  counted("wipes", "Wipes by piece", "count", PER_100_CT),
  counted("stationery-pieces", "Envelopes, labels and cards", "count", PER_100_CT),
  counted("bags-liners", "Bags, liners and wraps by piece", "count", EACH),
  counted("disposables", "Cups, plates and cutlery", "count", PER_100_CT),
  counted("batteries", "Batteries", "count", EACH),
  counted("flowers", "Flowers by stem", "count", EACH),
  counted("general-goods", "Everything sold by the piece", "count", EACH),
  {
    slug: "wraps-area",
    name: "Foil, film and wrap by area",
    base: "cm2",
    liquid: false,
    us: per(100, "sq ft", "100 sq ft"),
    metric: per(1, "m2", "m²"),
  },
];

const BY_SLUG: ReadonlyMap<string, Commodity> = new Map(
  COMMODITIES.map((commodity) => [commodity.slug, commodity]),
);

/** Whether its metric unit is another one: pieces, sheets and loads are counted alike everywhere. */
export function hasMetricUnit({ us, metric }: Commodity): boolean {
  return us.unit !== metric.unit || us.amount !== metric.amount;
}

/** The commodity of that slug, if there is one. */
export function findCommodity(slug: string): Commodity | undefined {
  return BY_SLUG.get(slug);
}

/** The commodity of that slug. @throws Error when there is none: slugs come from our own table. */
export function getCommodity(slug: string): Commodity {
  const commodity = BY_SLUG.get(slug);
  if (commodity === undefined) throw new Error(`Unknown commodity ${slug}`);
  return commodity;
}

/** The commodity for goods whose category names none: priced by what its packs are measured in. */
export function defaultCommodity(base: BaseUnit): Commodity {
  return getCommodity(DEFAULT_SLUGS[base]);
}

const DEFAULT_SLUGS: Readonly<Record<BaseUnit, string>> = {
  g: "dry-food",
  ml: "beverages",
  count: "general-goods",
  sheet: "paper-sheets",
  load: "detergent",
  cm2: "wraps-area",
};

function per(amount: number, unit: Unit, label: string): UniformUnit {
  return { amount, unit, label };
}

function byWeight(slug: string, name: string, us: UniformUnit, metric: UniformUnit): Commodity {
  return { slug, name, base: "g", liquid: false, us, metric };
}

function byVolume(slug: string, name: string, us: UniformUnit, metric: UniformUnit): Commodity {
  return { slug, name, base: "ml", liquid: true, us, metric };
}

function counted(slug: string, name: string, base: BaseUnit, unit: UniformUnit): Commodity {
  return { slug, name, base, liquid: false, us: unit, metric: unit };
}
