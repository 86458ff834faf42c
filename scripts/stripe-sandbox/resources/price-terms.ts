import { z } from "zod";
import { integer, oneOf, text } from "../params.ts";

/** Parameters that products, prices and prices made on the spot have in common. */
export const taxBehavior = oneOf("exclusive", "inclusive", "unspecified");
export const currency = text.transform((code) => code.toLowerCase());
export const recurring = z.strictObject({
  interval: oneOf("day", "week", "month", "year"),
  interval_count: integer.optional(),
});

/** A price's rhythm as the rules keep it; null for a price that is paid once. */
export function cycleFrom(given: z.output<typeof recurring> | undefined) {
  return given ? { interval: given.interval, count: given.interval_count ?? 1 } : null;
}
