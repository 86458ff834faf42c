/** Kinds of membership. Every role may read them. */
import { asc, desc, eq } from "drizzle-orm";
import type { Db } from "#app/db/client.server.ts";
import { plans } from "#app/db/tables.server.ts";
import type { Plan } from "#app/domain/membership.ts";
import type { PlanTerms } from "#app/domain/plan-terms.ts";

const columns = {
  slug: plans.slug,
  name: plans.name,
  blurb: plans.blurb,
  feeCents: plans.feeCents,
  currency: plans.currency,
  rewardBps: plans.rewardBps,
  rewardCapCents: plans.rewardCapCents,
  householdSeats: plans.householdSeats,
  addOnFeeCents: plans.addOnFeeCents,
  maxAddOnSeats: plans.maxAddOnSeats,
  addOnLookupKey: plans.addOnLookupKey,
  graceDays: plans.graceDays,
  lookupKey: plans.lookupKey,
};

/** Plans on sale, in the order of the sign; at most ten. */
export async function listPlansOnSale(db: Db): Promise<Plan[]> {
  return await db
    .select(columns)
    .from(plans)
    .where(eq(plans.onSale, true))
    .orderBy(asc(plans.position))
    .limit(10);
}

/** All plans, those on sale first, each in the order of the sign; at most fifty. */
export async function listPlans(db: Db): Promise<(Plan & { onSale: boolean })[]> {
  return await db
    .select({ ...columns, onSale: plans.onSale })
    .from(plans)
    .orderBy(desc(plans.onSale), asc(plans.position))
    .limit(50);
}

/** A plan, on sale or not: members stay on plans that are no longer sold. */
export async function findPlan(db: Db, slug: string): Promise<(Plan & { onSale: boolean }) | undefined> {
  const [plan] = await db
    .select({ ...columns, onSale: plans.onSale })
    .from(plans)
    .where(eq(plans.slug, slug));
  return plan;
}

/** @throws Error when there is none: slugs come from a foreign key. */
export async function getPlan(db: Db, slug: string): Promise<Plan> {
  const plan = await findPlan(db, slug);
  if (plan === undefined) throw new Error(`No plan ${slug}`);
  return plan;
}

/** Sets what staff may set of a plan. */
export async function updatePlanTerms(db: Db, slug: string, terms: PlanTerms): Promise<void> {
  await db.update(plans).set(terms).where(eq(plans.slug, slug));
}
