import type { plans } from "#app/db/tables.server.ts";

/** The kinds of membership on sale. Stripe's prices are found by their lookup keys. */
export const PLANS: readonly (typeof plans.$inferInsert)[] = [
  {
    slug: "base",
    name: "Club",
    blurb: "Club prices on everything, for you and one more at home.",
    feeCents: 6_000,
    currency: "USD",
    rewardBps: 0,
    rewardCapCents: 0,
    householdSeats: 1,
    addOnFeeCents: 3_000,
    maxAddOnSeats: 3,
    addOnLookupKey: "tallyhouse_base_seat_yearly",
    graceDays: 14,
    lookupKey: "tallyhouse_base_yearly",
    onSale: true,
    position: 1,
  },
  {
    slug: "plus",
    name: "Club Plus",
    blurb: "Club prices, and 2 % of what you spend back.",
    feeCents: 12_000,
    currency: "USD",
    rewardBps: 200,
    rewardCapCents: 100_000,
    householdSeats: 1,
    addOnFeeCents: 4_500,
    maxAddOnSeats: 3,
    addOnLookupKey: "tallyhouse_plus_seat_yearly",
    graceDays: 14,
    lookupKey: "tallyhouse_plus_yearly",
    onSale: true,
    position: 2,
  },
];
