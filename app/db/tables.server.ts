/**
 * The one door to the tables. Its name keeps it, and with it every query file, out of the browser's bundle.
 */
export * from "#drizzle/schema/accounts.ts";
export * from "#drizzle/schema/audit.ts";
export * from "#drizzle/schema/catalogue.ts";
export * from "#drizzle/schema/claims.ts";
export * from "#drizzle/schema/evidence.ts";
export * from "#drizzle/schema/feeds.ts";
export * from "#drizzle/schema/lists.ts";
export * from "#drizzle/schema/mails.ts";
export * from "#drizzle/schema/matching.ts";
export * from "#drizzle/schema/memberships.ts";
export * from "#drizzle/schema/price-index.ts";
export * from "#drizzle/schema/prices.ts";
export * from "#drizzle/schema/pricing.ts";
export * from "#drizzle/schema/references.ts";
export * from "#drizzle/schema/uploads.ts";
