/** Looks over the whole database for whatever must never be, and changes nothing. */
import { ALL_CHECKS } from "#app/db/checks/all-checks.ts";
import type { Check, CheckResult } from "#app/db/checks/check.ts";
import { inSnapshot, runCheck } from "#app/db/checks/run-check.ts";
import { checkSubscriptions } from "#app/db/checks/stripe-checks.ts";
import type { Pool } from "#app/db/client.server.ts";
import type { StripeClient } from "#app/stripe/client.ts";
import { walkLiveSubscriptions } from "#app/stripe/live-subscriptions.ts";

export type CheckOptions = {
  readonly now: Date;
  /** How many of what was found are named, for each check. */
  readonly examples: number;
  /** Names of the checks to make; all of them when left out. */
  readonly only?: readonly string[] | undefined;
  /** Told of each check as it is done. */
  readonly onResult?: (result: CheckResult) => void;
};

export type CheckReport = { readonly sound: boolean; readonly results: readonly CheckResult[] };

/** The checks that can be named. */
export function listChecks(): readonly Pick<Check, "name" | "about">[] {
  return ALL_CHECKS.map(({ name, about }) => ({ name, about }));
}

/**
 * Makes the checks one after another on the owner's pool, all on one snapshot, and counts what breaks them; memory does
 * not grow with the club. With `stripe`, Stripe's live subscriptions are compared too, each page of them with
 * the present: no transaction is held while Stripe answers.
 * @throws BillingError when Stripe can't be asked.
 */
export async function checkClub(
  { pool, stripe }: { readonly pool: Pool; readonly stripe?: StripeClient | undefined },
  options: CheckOptions,
): Promise<CheckReport> {
  const { only, onResult, examples } = options;
  const chosen = ALL_CHECKS.filter(({ name }) => only === undefined || only.includes(name));
  const results: CheckResult[] = [];
  const keep = (result: CheckResult) => {
    results.push(result);
    onResult?.(result);
  };
  await inSnapshot(pool, async (tx) => {
    for (const check of chosen) keep(await runCheck(tx, check, options));
  });
  if (stripe !== undefined) {
    const compared = await checkSubscriptions(pool.sql, walkLiveSubscriptions(stripe), examples);
    for (const result of compared) keep(result);
  }
  return { sound: results.every(({ found }) => found === 0), results };
}
