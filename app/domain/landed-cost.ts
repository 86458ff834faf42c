/**
 * Landed cost: what one SKU costs delivered to us, in the selling currency. (goods + freight and insurance + duty on both) per
 * case, divided by the units in the case, converted at a dated rate, plus our own handling per unit. Computed on BigInt with one
 * rounding, up to the next cent, so that a cost is never understated.
 */
import { type Currency, divideRounded, minorDigits } from "./money.ts";
import { CLUB_CURRENCY } from "./reference.ts";

/** A rate older than this says nothing about today's cost: the offer is not costed until a newer rate is in. */
export const RATE_MAX_AGE_DAYS = 7;
const DAY_MS = 86_400_000;

/** A supplier's dated quote: amounts per case in minor units of `currency`, handling in cents per SKU unit. */
export type Offer = {
  readonly id: string;
  readonly supplierSlug: string;
  readonly currency: Currency;
  readonly casePriceMinor: number;
  /** SKU units that are received in one case. */
  readonly unitsPerCase: number;
  readonly minimumCases: number;
  /** Freight and insurance. */
  readonly freightMinor: number;
  /** Of goods and freight (CIF). */
  readonly dutyBps: number;
  readonly handlingCents: number;
  readonly quotedAt: Date;
  readonly effectiveFrom: Date;
  /** First instant at which it no longer holds; null for until further notice. */
  readonly effectiveUntil: Date | null;
};

/** One unit of `base` buys `rateMicro` millionths of a unit of `quote`, as of a date. */
export type FxRate = {
  readonly base: Currency;
  readonly quote: Currency;
  readonly rateMicro: number;
  readonly asOf: Date;
};

export type NoCostReason = "no-offer" | "offer-expired" | "no-rate" | "rate-stale" | "cost-out-of-range";

/** The cost of one unit in cents, and its parts, which add up to it. */
export type LandedCost = {
  readonly cents: number;
  readonly goodsCents: number;
  readonly freightCents: number;
  readonly dutyCents: number;
  readonly handlingCents: number;
  readonly offer: Offer;
  /** Null when the offer is in the selling currency. */
  readonly rate: FxRate | null;
};

export type LandedCostResult =
  | { readonly ok: true; readonly landed: LandedCost }
  | { readonly ok: false; readonly reason: NoCostReason };

export type CostTerms = {
  /** Rates into the selling currency, in any order; the newest that is not in the future counts. */
  readonly rates: readonly FxRate[];
  readonly currency?: Currency;
  readonly now: Date;
};

/**
 * Landed cost of one unit under `offer`. Each part is the growth of the running total, each total rounded up: so the parts
 * add up to the cost, and the cost itself is rounded once.
 * Refused when no rate converts the offer's currency, when the newest is older than `RATE_MAX_AGE_DAYS`, or when the
 * result is below a cent or past Postgres's integer.
 */
export function landedCost(offer: Offer, terms: CostTerms): LandedCostResult {
  const currency = terms.currency ?? CLUB_CURRENCY;
  const rate = rateFor(offer.currency, currency, terms);
  if (!rate.ok) return rate;
  const micro = BigInt(rate.rate?.rateMicro ?? 1_000_000) * 10n ** BigInt(minorDigits(currency));
  const perUnit = BigInt(offer.unitsPerCase) * 1_000_000n * 10n ** BigInt(minorDigits(offer.currency));
  const upTo = (caseMinorBps: bigint) => divideRounded(caseMinorBps * micro, perUnit * 10_000n, "up");

  const goods = BigInt(offer.casePriceMinor);
  const cif = goods + BigInt(offer.freightMinor);
  const goodsCents = upTo(goods * 10_000n);
  const cifCents = upTo(cif * 10_000n);
  const dutiedCents = upTo(cif * BigInt(10_000 + offer.dutyBps));
  const cents = dutiedCents + offer.handlingCents;
  if (cents < 1 || cents > MAX_CENTS) return { ok: false, reason: "cost-out-of-range" };
  return {
    ok: true,
    landed: {
      cents,
      goodsCents,
      freightCents: cifCents - goodsCents,
      dutyCents: dutiedCents - cifCents,
      handlingCents: offer.handlingCents,
      offer,
      rate: rate.rate,
    },
  };
}

/** Leaves room below Postgres's integer for a price on top. */
const MAX_CENTS = 1_000_000_000;

type RateResult =
  | { readonly ok: true; readonly rate: FxRate | null }
  | { readonly ok: false; readonly reason: "no-rate" | "rate-stale" };

function rateFor(base: Currency, quote: Currency, { rates, now }: CostTerms): RateResult {
  if (base === quote) return { ok: true, rate: null };
  let newest: FxRate | undefined;
  for (const rate of rates) {
    if (rate.base !== base || rate.quote !== quote || rate.asOf > now) continue;
    if (newest === undefined || rate.asOf > newest.asOf) newest = rate;
  }
  if (newest === undefined) return { ok: false, reason: "no-rate" };
  const ageMs = now.getTime() - newest.asOf.getTime();
  if (ageMs > RATE_MAX_AGE_DAYS * DAY_MS) return { ok: false, reason: "rate-stale" };
  return { ok: true, rate: newest };
}

/** Whether the offer holds at `now`. */
export function inEffect(offer: Offer, now: Date): boolean {
  return offer.effectiveFrom <= now && (offer.effectiveUntil === null || now < offer.effectiveUntil);
}

/**
 * The offer that a SKU is priced from: each supplier's newest offer in effect, and of those the lowest landed cost; a tie goes
 * to the supplier that comes first by slug. An offer that cannot be costed is passed over while another one can.
 * Refused with `no-offer` when nobody has quoted (or only for later), `offer-expired` when every quote has run out, else
 * with the reason why the first supplier's offer could not be costed.
 */
export function chooseOffer(offers: readonly Offer[], terms: CostTerms): LandedCostResult {
  const candidates = newestPerSupplier(offers.filter((offer) => inEffect(offer, terms.now)));
  if (candidates.length === 0) {
    const expired = offers.some((offer) => offer.effectiveFrom <= terms.now);
    return { ok: false, reason: expired ? "offer-expired" : "no-offer" };
  }
  let best: LandedCost | undefined;
  let refusal: NoCostReason | undefined;
  for (const offer of candidates) {
    const result = landedCost(offer, terms);
    if (!result.ok) refusal ??= result.reason;
    else if (best === undefined || result.landed.cents < best.cents) best = result.landed;
  }
  return best === undefined ? { ok: false, reason: refusal ?? "no-offer" } : { ok: true, landed: best };
}

/** One offer a supplier, the newest by when it took effect (then by quote date, then by id), suppliers by slug. */
function newestPerSupplier(offers: readonly Offer[]): Offer[] {
  const newest = new Map<string, Offer>();
  for (const offer of offers) {
    const known = newest.get(offer.supplierSlug);
    if (known === undefined || isNewer(offer, known)) newest.set(offer.supplierSlug, offer);
  }
  return [...newest.values()].sort((a, b) => (a.supplierSlug < b.supplierSlug ? -1 : 1));
}

function isNewer(a: Offer, b: Offer): boolean {
  const byEffect = a.effectiveFrom.getTime() - b.effectiveFrom.getTime();
  if (byEffect !== 0) return byEffect > 0;
  const byQuote = a.quotedAt.getTime() - b.quotedAt.getTime();
  return byQuote !== 0 ? byQuote > 0 : a.id > b.id;
}

/** What the desk says when a cost is missing. */
export const NO_COST_SENTENCES: Readonly<Record<NoCostReason, string>> = {
  "no-offer": "No cost: no supplier's offer is in effect.",
  "offer-expired": "No cost: every supplier's offer has expired.",
  "no-rate": "No cost: no exchange rate for the offer's currency.",
  "rate-stale": `No cost: the exchange rate is older than ${RATE_MAX_AGE_DAYS} days.`,
  "cost-out-of-range": "No cost: the offer comes to less than a cent or to more than we can hold.",
};
