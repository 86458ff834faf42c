/**
 * What a list costs here and elsewhere. For each retailer both totals run over the same lines: those with a real comparison
 * (app/domain/comparison.ts decides), unlike packs put on our quantity as `their price x our content / their content`.
 *
 * Everything is an exact ratio until the one rounding: a retailer's total is rounded DOWN to the cent, and our own is whole
 * cents anyway. So where we are cheaper the saving is never told larger than it is, and where they are, our surcharge never
 * smaller. Shown lines are rounded down one by one: their sum may fall short of the total by less than a cent a line.
 */
import { ABOUT_THE_SAME_BPS } from "./comparison.ts";
import { packTotal, type Ratio } from "./measure.ts";
import { divideRounded } from "./money.ts";
import { NO_CLAIM_SENTENCES } from "./no-claim.ts";
import { addRatios, ZERO } from "./ratio-sum.ts";
import {
  CLUB_CURRENCY,
  compareReference,
  type Reference,
  type Retailer,
  type ToldReference,
  tellReference,
  theirPriceOf,
} from "./reference.ts";
import { type MemberShelfRow, oneEachRetailer, type RetailPrice, type ShelfRow } from "./shelf.ts";

export type BasketLine<Row extends ShelfRow> = { readonly row: Row; readonly quantity: number };

/** A line that counts: what the whole quantity costs on our side, and theirs for the same content. */
export type ComparedLine = {
  readonly kind: "compared";
  readonly skuId: number;
  readonly oursCents: number;
  /** Exactly, in cents. */
  readonly theirs: Ratio;
  /** `theirs`, rounded down. */
  readonly theirsCents: number;
  /** The line on which it stands, with its observation; null for a retail price, whose record the item's page has. */
  readonly told: ToldReference | null;
};

/** A line that does not, and why. */
export type UncomparedLine = {
  readonly kind: "not-compared";
  readonly skuId: number;
  readonly sentence: string;
  readonly told: ToldReference | null;
};

export type LineAtRetailer = ComparedLine | UncomparedLine;

export type BasketOutcome = "cheaper-here" | "dearer-here" | "same" | "nothing-compared";

/** A list at one retailer. Both totals run over the compared lines and no others. */
export type BasketAtRetailer = {
  readonly slug: string;
  readonly name: string;
  readonly lines: readonly LineAtRetailer[];
  readonly compared: number;
  readonly of: number;
  readonly oursCents: number;
  readonly theirs: Ratio;
  /** `theirs`, rounded down. */
  readonly theirsCents: number;
  /** `theirsCents - oursCents`: positive where we are cheaper. */
  readonly differenceCents: number;
  readonly outcome: BasketOutcome;
};

/** A retailer's total alone. */
export type PricedBasket = Pick<BasketAtRetailer, "slug" | "name" | "compared" | "of" | "theirsCents">;

/** Slug of what stands for buying at retail; observed retail prices, not a listing. */
const RETAIL = "retail";
/** Days that a retail price holds in a total. */
const RETAIL_FRESH_DAYS = 30;
const DAY_MS = 86_400_000;

/** A member's list at each of `retailers`, against the club price. */
export function compareBasket(
  lines: readonly BasketLine<MemberShelfRow>[],
  retailers: readonly Retailer[],
  now: Date,
): BasketAtRetailer[] {
  return retailers.map((retailer) =>
    totalled(
      retailer,
      lines.map(({ row, quantity }) => {
        const told = referencesAt(row, retailer).map((one) => compareReference(row, one, row.clubCents, now));
        return row.clubCents === null
          ? uncompared(row, "There is no club price yet.", null)
          : lineAt(row, quantity, row.clubCents, told);
      }),
    ),
  );
}

/** A member's list at retail, against the club price. */
export function compareBasketAtRetail(
  lines: readonly BasketLine<MemberShelfRow>[],
  now: Date,
): BasketAtRetailer {
  return totalled(
    { slug: RETAIL, name: "Retail" },
    lines.map(({ row, quantity }): LineAtRetailer => {
      if (row.clubCents === null) return uncompared(row, "There is no club price yet.", null);
      const retail = countedRetail(row.retail, now);
      if (typeof retail === "string") return uncompared(row, retail, null);
      const theirsCents = retail * quantity;
      const theirs = { n: BigInt(theirsCents), d: 1n };
      const oursCents = row.clubCents * quantity;
      return { kind: "compared", skuId: row.id, oursCents, theirs, theirsCents, told: null };
    }),
  );
}

/**
 * A visitor's list at each of `retailers`: their prices beside what the same lines cost at retail, which takes the place of
 * `ours`. Computed without any club price.
 */
export function tellBasket(
  lines: readonly BasketLine<ShelfRow>[],
  retailers: readonly Retailer[],
  now: Date,
): BasketAtRetailer[] {
  return retailers.map((retailer) =>
    totalled(
      retailer,
      lines.map(({ row, quantity }) => {
        const retail = countedRetail(row.retail, now);
        if (typeof retail === "string") return uncompared(row, retail, null);
        const told = referencesAt(row, retailer).map((one) => tellReference(row, one, now));
        return lineAt(row, quantity, retail, told);
      }),
    ),
  );
}

/**
 * What the list costs at each of `retailers`, over every line whose price there may be shown, beside nothing of ours: computed
 * without any club price.
 */
export function priceBasket(
  lines: readonly BasketLine<ShelfRow>[],
  retailers: readonly Retailer[],
  now: Date,
): PricedBasket[] {
  return retailers.map((retailer) =>
    totalled(
      retailer,
      lines.map(({ row, quantity }) => {
        const told = referencesAt(row, retailer).map((one) => tellReference(row, one, now));
        return lineAt(row, quantity, 0, told);
      }),
    ),
  );
}

/** What the lines cost at retail, over those that have a retail price that counts. */
export function retailTotal(
  lines: readonly BasketLine<ShelfRow>[],
  now: Date,
): { readonly cents: number; readonly counted: number } {
  let cents = 0;
  let counted = 0;
  for (const { row, quantity } of lines) {
    const retail = countedRetail(row.retail, now);
    if (typeof retail === "string") continue;
    cents += retail * quantity;
    counted += 1;
  }
  return { cents, counted };
}

/**
 * The retail price of one pack where it may stand in a total: somebody was seen to ask it, within the last 30 days. A price
 * that is only suggested may be asked by nobody (16 CFR 233.3). Else the reason, as a sentence.
 */
export function countedRetail(retail: RetailPrice | null, now: Date): number | string {
  if (retail === null) return "We can't compare: no retail price is known.";
  if (retail.basis === "suggested")
    return "We can't compare: the retail price is suggested, nobody was seen to ask it.";
  const ageMs = now.getTime() - retail.checkedAt.getTime();
  return ageMs > RETAIL_FRESH_DAYS * DAY_MS ? NO_CLAIM_SENTENCES.stale : retail.cents;
}

function referencesAt(row: ShelfRow, retailer: Retailer): Reference[] {
  return row.references.filter((reference) => reference.retailer.slug === retailer.slug);
}

/** Of several listings at one retailer the one that speaks most against us, as on a sign. */
function lineAt(
  row: ShelfRow,
  quantity: number,
  ourCents: number,
  told: readonly ToldReference[],
): LineAtRetailer {
  const [chosen] = oneEachRetailer(told);
  if (chosen === undefined) return uncompared(row, NO_CLAIM_SENTENCES["no-match"], null);
  const theirs = theirsForOurs(row, chosen, quantity);
  if (typeof theirs === "string") return uncompared(row, theirs, chosen);
  const oursCents = ourCents * quantity;
  return {
    kind: "compared",
    skuId: row.id,
    oursCents,
    theirs,
    theirsCents: floorOf(theirs),
    told: chosen,
  };
}

/**
 * What they ask for the content of `quantity` of our packs, exactly, in cents; or why that can't be said. Takes only what a
 * reference came to when it was told or compared: nothing is believed here that was refused there.
 */
export function theirsForOurs(row: ShelfRow, { outcome }: ToldReference, quantity: number): Ratio | string {
  // A refusal may carry a price that stands by itself: it goes into no total.
  if (outcome.kind === "no-claim") return outcome.sentence;
  const price = theirPriceOf(outcome);
  if (price === undefined) return NO_CLAIM_SENTENCES["no-match"];
  if (price.currency !== CLUB_CURRENCY) return NO_CLAIM_SENTENCES["currency-differs"];
  const ours = packTotal(row.pack);
  const their = packTotal(price.theirPack);
  return { n: BigInt(price.priceMinor) * BigInt(quantity) * ours.n * their.d, d: ours.d * their.n };
}

function uncompared(row: ShelfRow, sentence: string, told: ToldReference | null): UncomparedLine {
  return { kind: "not-compared", skuId: row.id, sentence, told };
}

/** Sums a retailer's lines. Lines that are not compared touch no total. */
function totalled(
  { slug, name }: Pick<Retailer, "slug" | "name">,
  lines: readonly LineAtRetailer[],
): BasketAtRetailer {
  const counted = lines.filter((line) => line.kind === "compared");
  const oursCents = counted.reduce((sum, line) => sum + line.oursCents, 0);
  const theirs = counted.reduce((sum, line) => addRatios(sum, line.theirs), ZERO);
  const theirsCents = floorOf(theirs);
  return {
    slug,
    name,
    lines,
    compared: counted.length,
    of: lines.length,
    oursCents,
    theirs,
    theirsCents,
    differenceCents: theirsCents - oursCents,
    outcome: counted.length === 0 ? "nothing-compared" : outcomeOf(oursCents, theirs),
  };
}

/** As for a single item: within half a percent of theirs it is about the same. */
function outcomeOf(oursCents: number, theirs: Ratio): BasketOutcome {
  const signed = theirs.n - BigInt(oursCents) * theirs.d;
  const size = signed < 0n ? -signed : signed;
  if (size * 10_000n <= theirs.n * BigInt(ABOUT_THE_SAME_BPS)) return "same";
  return signed > 0n ? "cheaper-here" : "dearer-here";
}

function floorOf(amount: Ratio): number {
  return divideRounded(amount.n, amount.d, "down");
}

/**
 * The difference as a share of their total in basis points, never negative: a saving rounded down, a surcharge up. Undefined
 * where nothing is compared.
 */
export function differenceBps({ oursCents, theirs, compared }: BasketAtRetailer): number | undefined {
  if (compared === 0) return undefined;
  const signed = theirs.n - BigInt(oursCents) * theirs.d;
  const size = signed < 0n ? -signed : signed;
  return divideRounded(size * 10_000n, theirs.n, signed < 0n ? "up" : "down");
}
