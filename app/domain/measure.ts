/**
 * Units of what is sold, and the pack: how much of it there is. Conversions are exact: a pack's total is `count x size x
 * factor` as a ratio of integers, and every unit price and comparison is computed from that ratio.
 */

/** What a measure is reduced to. Sheets and loads are kept apart from pieces: a sheet is not a roll, a load is not a pod. */
export type BaseUnit = "g" | "ml" | "count" | "sheet" | "load" | "cm2";

type UnitFacts = {
  readonly base: BaseUnit;
  /** Ten-billionths of the base unit in one unit: exact for every US and metric unit here (NIST Handbook 44, appendix C). */
  readonly factor: bigint;
  /** How a label writes it, for one and for many. */
  readonly short: readonly [one: string, many: string];
};

const FACTOR_SCALE = 10_000_000_000n;

const UNIT_FACTS = {
  g: unit("g", 10_000_000_000n, ["g", "g"]),
  kg: unit("g", 10_000_000_000_000n, ["kg", "kg"]),
  oz: unit("g", 283_495_231_250n, ["oz", "oz"]),
  lb: unit("g", 4_535_923_700_000n, ["lb", "lb"]),
  ml: unit("ml", 10_000_000_000n, ["ml", "ml"]),
  cl: unit("ml", 100_000_000_000n, ["cl", "cl"]),
  l: unit("ml", 10_000_000_000_000n, ["L", "L"]),
  "fl oz": unit("ml", 295_735_295_625n, ["fl oz", "fl oz"]),
  pt: unit("ml", 4_731_764_730_000n, ["pt", "pt"]),
  qt: unit("ml", 9_463_529_460_000n, ["qt", "qt"]),
  gal: unit("ml", 37_854_117_840_000n, ["gal", "gal"]),
  ct: unit("count", FACTOR_SCALE, ["ct", "ct"]),
  roll: unit("count", FACTOR_SCALE, ["roll", "rolls"]),
  pair: unit("count", FACTOR_SCALE, ["pair", "pairs"]),
  sheet: unit("sheet", FACTOR_SCALE, ["sheet", "sheets"]),
  load: unit("load", FACTOR_SCALE, ["load", "loads"]),
  "sq ft": unit("cm2", 9_290_304_000_000n, ["sq ft", "sq ft"]),
  m2: unit("cm2", 100_000_000_000_000n, ["m²", "m²"]),
} as const satisfies Record<string, UnitFacts>;

function unit(base: BaseUnit, factor: bigint, short: [string, string]): UnitFacts {
  return { base, factor, short };
}

export type Unit = keyof typeof UNIT_FACTS;

/** Every unit, smallest first within its measure. */
export const UNITS = Object.keys(UNIT_FACTS) as readonly Unit[];

/** Whether `text` is exactly one of our unit names. */
export function isUnit(text: string): text is Unit {
  return Object.hasOwn(UNIT_FACTS, text);
}

/** The base unit that `unit` reduces to. */
export function baseUnitOf(unit: Unit): BaseUnit {
  return UNIT_FACTS[unit].base;
}

/** "oz", "rolls": how a label writes the unit beside an amount; `many` unless the amount is exactly one. */
export function unitLabel(unit: Unit, amount: "one" | "many"): string {
  return UNIT_FACTS[unit].short[amount === "one" ? 0 : 1];
}

/** An exact fraction; `d` is positive. */
export type Ratio = { readonly n: bigint; readonly d: bigint };

const DECIMAL = /^(\d{1,12})(?:\.(\d{1,9}))?$/;

/** Reads plain decimal text ("16", "16.9") exactly. @throws RangeError for anything else: callers parse first. */
export function decimalRatio(text: string): Ratio {
  const match = DECIMAL.exec(text);
  if (match?.[1] === undefined) throw new RangeError(`Not a plain decimal: ${text.slice(0, 40)}`);
  const fraction = match[2] ?? "";
  return { n: BigInt(match[1] + fraction), d: 10n ** BigInt(fraction.length) };
}

/** `amount` of `unit` in base units, exactly. */
export function inBaseUnits(amount: Ratio, unit: Unit): Ratio {
  return { n: amount.n * UNIT_FACTS[unit].factor, d: amount.d * FACTOR_SCALE };
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareRatios(a: Ratio, b: Ratio): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether two positive amounts differ by at most `toleranceBps` basis points of the larger. */
export function nearlyEqual(a: Ratio, b: Ratio, toleranceBps: number): boolean {
  const left = a.n * b.d;
  const right = b.n * a.d;
  const [small, large] = left < right ? [left, right] : [right, left];
  return (large - small) * 10_000n <= large * BigInt(toleranceBps);
}

/**
 * A sellable quantity: `count` packages of `size` each. Plain JSON, and the first three fields say everything; the rest is
 * derived by `makePack` and kept for columns and sorting.
 */
export type Pack = {
  /** Packages, 1 or more. */
  readonly count: number;
  /** Size of one package: exact decimal text without trailing zeros, "1.5". */
  readonly size: string;
  readonly unit: Unit;
  /**
   * count x size in millionths of the base unit, halves up: fits a Postgres bigint and a safe integer. An ounce has nine
   * decimals in grams, so this can be off by half a microgram: never compute a price from it, use `packTotal`.
   */
  readonly totalMicro: number;
  readonly baseUnit: BaseUnit;
};

/** More packages than this is a misreading. */
const MAX_PACK_COUNT = 100_000;
/** Largest total that a pack may hold: 1,000 tonnes, a thousand cubic metres or a billion pieces. */
const MAX_TOTAL_MICRO = 1_000_000_000_000_000n;

/**
 * A pack of `count` x `size` `unit`. Undefined when the count is not a whole number from 1 to 100,000, when the size is not
 * a positive plain decimal, or when the total is too small to hold (under a millionth) or absurdly large.
 */
export function makePack(count: number, size: string, unit: Unit): Pack | undefined {
  if (!Number.isInteger(count) || count < 1 || count > MAX_PACK_COUNT || !DECIMAL.test(size))
    return undefined;
  const total = inBaseUnits(decimalRatio(size), unit);
  const micro = (total.n * BigInt(count) * 2_000_000n + total.d) / (total.d * 2n);
  if (micro < 1n || micro > MAX_TOTAL_MICRO) return undefined;
  return { count, size: plainDecimal(size), unit, totalMicro: Number(micro), baseUnit: baseUnitOf(unit) };
}

/** "016.90" is "16.9". */
function plainDecimal(text: string): string {
  const [whole = "", fraction = ""] = text.split(".");
  const kept = fraction.replace(/0+$/, "");
  const head = whole.replace(/^0+(?=\d)/, "");
  return kept === "" ? head : `${head}.${kept}`;
}

/** What the pack holds, in base units, exactly. */
export function packTotal(pack: Pack): Ratio {
  const each = inBaseUnits(decimalRatio(pack.size), pack.unit);
  return { n: each.n * BigInt(pack.count), d: each.d };
}

/** What the pack holds, in base units, as a number for display and statistics. */
export function packTotalNumber(pack: Pack): number {
  return pack.totalMicro / 1_000_000;
}

const PIECES: ReadonlySet<BaseUnit> = new Set(["count", "sheet", "load"]);

/** As a shelf label has it: "6 × 32 fl oz", "24 ct", "12 rolls", "1.5 lb". */
export function formatPack(pack: Pack): string {
  const each = `${pack.size} ${unitLabel(pack.unit, pack.size === "1" ? "one" : "many")}`;
  if (pack.count === 1) return each;
  if (pack.size === "1" && PIECES.has(pack.baseUnit)) return `${pack.count} ${unitLabel(pack.unit, "many")}`;
  return `${pack.count} × ${each}`;
}
