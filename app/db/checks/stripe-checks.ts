/** What must hold between Stripe's subscriptions and our memberships. The caller brings Stripe's side, page by page. */
import type postgres from "postgres";
import type { CheckResult, Found } from "./check.ts";

export type SubscriptionAtStripe = {
  readonly id: string;
  readonly customerId: string;
  readonly active: boolean;
};

type MembershipRow = { customer: string; id: string; subscription: string | null; state: string };

/** Compares pages of live subscriptions with the memberships of their customers; asks the database once a page. */
export async function checkSubscriptions(
  sql: postgres.Sql,
  pages: AsyncIterable<readonly SubscriptionAtStripe[]>,
  examples: number,
): Promise<CheckResult[]> {
  const known = tally(
    "stripe-subscription-has-membership",
    "Every subscription that Stripe charges for belongs to a membership, which is past its first payment.",
    examples,
  );
  const single = tally(
    "stripe-subscription-is-the-one",
    "No household is charged twice: a customer's live subscription is the one that the membership goes by.",
    examples,
  );
  for await (const page of pages) {
    const memberships = await membershipsOf(sql, page);
    for (const { id, customerId, active } of page) {
      const membership = memberships.get(customerId);
      if (membership === undefined) {
        known.add({ subject: id, detail: `customer ${customerId} has no membership` });
      } else if (active && membership.state === "pending") {
        known.add({ subject: id, detail: `membership ${membership.id} is pending still` });
      } else if (membership.subscription !== id) {
        const goesBy = membership.subscription ?? "none";
        single.add({ subject: id, detail: `membership ${membership.id} goes by ${goesBy}` });
      }
    }
  }
  return [known.result(), single.result()];
}

async function membershipsOf(
  sql: postgres.Sql,
  page: readonly SubscriptionAtStripe[],
): Promise<Map<string, MembershipRow>> {
  const ids = page.map(({ customerId }) => customerId);
  if (ids.length === 0) return new Map();
  const rows = await sql<MembershipRow[]>`
    select stripe_customer_id as customer, id::text, stripe_subscription_id as subscription, state
    from memberships where stripe_customer_id in ${sql(ids)}`;
  return new Map(rows.map((row) => [row.customer, row]));
}

function tally(name: string, about: string, examples: number) {
  const kept: Found[] = [];
  let found = 0;
  return {
    add(one: Found) {
      found += 1;
      if (kept.length < examples) kept.push(one);
    },
    result: (): CheckResult => ({ name, about, found, examples: kept }),
  };
}
