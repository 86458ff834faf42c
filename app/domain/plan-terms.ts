/** What staff may set of a plan, and from when a changed fee may reach members who have it already. */
import { z } from "zod";
import { addDays } from "./calendar-date.ts";
import { FEE_CHANGE_NOTICE_DAYS } from "./terms.ts";

const cents = (least: number, most: number) => z.int().min(least).max(most);

/** The terms of a plan that are data: for everybody who joins or renews from now on. Amounts in cents, rates in bps. */
export const planTermsSchema = z.object({
  feeCents: cents(100, 100_000),
  rewardBps: z.int().min(0).max(1_000),
  rewardCapCents: cents(0, 1_000_000),
  householdSeats: z.int().min(0).max(10),
  addOnFeeCents: cents(0, 100_000),
  maxAddOnSeats: z.int().min(0).max(20),
  graceDays: z.int().min(0).max(60),
});

export type PlanTerms = z.output<typeof planTermsSchema>;

/**
 * Whether a new fee may reach present members with their renewals from `effectiveFrom` on: each is told 30 days before it
 * (our terms; California asks for 7 to 30), so none of those renewals may be nearer than that.
 */
export function mayReachMembersFrom(effectiveFrom: Date, now: Date): boolean {
  return effectiveFrom >= addDays(now, FEE_CHANGE_NOTICE_DAYS);
}
