/** Every subscription that asks for money, page by page: for checking the whole club against Stripe. */
import type { StripeClient } from "./client.ts";
import { asking } from "./problem.ts";

export type LiveSubscription = {
  readonly id: string;
  readonly customerId: string;
  /** Paid up: `active` at Stripe. The others wait for a payment. */
  readonly active: boolean;
};

const LIVE: readonly string[] = ["trialing", "active", "past_due", "unpaid", "paused"];
/** What Stripe gives at most at a time. */
const PAGE = 100;

/** Walks the account's live subscriptions, newest first, a page in memory at a time. @throws BillingError. */
export async function* walkLiveSubscriptions(client: StripeClient): AsyncGenerator<LiveSubscription[]> {
  let after: string | undefined;
  for (;;) {
    const from = after === undefined ? {} : { starting_after: after };
    // Without a status: all but the canceled ones.
    const page = await asking(() => client.subscriptions.list({ limit: PAGE, ...from }));
    yield page.data
      .filter(({ status }) => LIVE.includes(status))
      .map(({ id, customer, status }) => ({
        id,
        customerId: typeof customer === "string" ? customer : customer.id,
        active: status === "active" || status === "trialing",
      }));
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return;
  }
}
