/** A member's year as a browser without JavaScript lives it: upgrade, cancel, keep, refund, a renewal that fails. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { syncMembership } from "#app/commands/sync-membership.ts";
import { memberships } from "#app/db/tables.server.ts";
import { openStripe, type StripeClient } from "#app/stripe/client.ts";
import { type SandboxServer, startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { freePort, type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createPlans, PASSWORD } from "#tests/support/people.ts";

const database = testDatabase();
const DAY = 86_400_000;
const YEAR_AGO = new Date(Date.now() - 366 * DAY);
let stripe: SandboxServer;
let client: StripeClient;
let club: OpenClub;

beforeAll(async () => {
  stripe = await startSandboxServer({ port: await freePort() });
  await createPlans(database.pools.owner);
  client = openStripe({ secretKey: "sk_test_life", apiUrl: stripe.url });
  await setUpBilling({ db: database.pools.owner.db, stripe: client }, { now: new Date() });
  club = await openClub(database.url, {
    STRIPE_SECRET_KEY: "sk_test_life",
    STRIPE_API_URL: stripe.url,
    STRIPE_WEBHOOK_SECRET: "whsec_life",
  });
});
afterAll(async () => {
  await club?.close();
  await stripe?.close();
});

const get = (path: string, cookie = "") =>
  fetch(club.origin + path, { redirect: "manual", headers: { Cookie: cookie } });
const read = async (path: string, cookie = "") => text(await (await get(path, cookie)).text());
const post = (path: string, fields: Record<string, string>, cookie = "") =>
  fetch(club.origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie, Origin: club.origin },
    body: new URLSearchParams(fields),
  });
const locationOf = (answer: Response) => (answer.headers.get("Location") ?? "").replace(club.origin, "");
const text = (html: string) => html.replaceAll("&#x27;", "'").replaceAll("<!-- -->", "");

/** The hidden fields of a page's form. */
function hiddenIn(page: string): Record<string, string> {
  const fields = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name ?? "", value ?? ""]));
}

/** Somebody who has joined on the pages, with the address that the session holds. */
async function join(email: string): Promise<string> {
  const { shownTerms = "" } = hiddenIn(await read("/join/base"));
  const account = { name: "Ada Pound", email, password: PASSWORD };
  const answer = await post("/join/base", { ...account, agree: "yes", shownTerms });
  const cookie = (answer.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";
  const url = answer.headers.get("Location");
  const session = [...stripe.sandbox.state.checkoutSessions.values()].find((one) => one.url === url);
  stripe.sandbox.completeCheckout(session?.id ?? "");
  await get(`/join/return?session=${session?.id}`, cookie);
  return cookie;
}

/** Presses a page's one button. */
async function press(path: string, cookie: string): Promise<Response> {
  return await post(path, hiddenIn(await read(path, cookie)), cookie);
}

const charged = () => [...stripe.sandbox.state.charges.values()].filter(({ paid }) => paid);

describe("an upgrade", () => {
  test("the price is on the page before it is agreed to, and is what is charged; pressed twice, once", async () => {
    const cookie = await join("upgrade@example.com");
    const page = await read("/membership/plan/plus", cookie);
    const price = /Pay \$(\d+\.\d\d) and change/.exec(page)?.[1];
    expect(page).toContain(`I agree: $${price} today for Club Plus, and $120.00 every year from`);
    const before = charged().length;
    const presses = await Promise.all(
      [0, 1].map(() => post("/membership/plan/plus", hiddenIn(page), cookie)),
    );
    expect(presses.map(({ status }) => status)).toEqual([303, 303]);
    expect(
      charged()
        .slice(before)
        .map(({ amount }) => (amount / 100).toFixed(2)),
    ).toEqual([price]);
    const member = await read(locationOf(presses[0] as Response), cookie);
    expect(member).toContain("Club Plus, $120.00 a year");
  });

  test("a card that is declined says so, and nothing was charged", async () => {
    const cookie = await join("declined@example.com");
    const subscription = [...stripe.sandbox.state.subscriptions.values()].at(-1);
    const customer = subscription?.customer ?? "";
    const bad = await client.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await client.subscriptions.update(subscription?.id ?? "", { default_payment_method: bad.id });
    const before = charged().length;
    const answer = await press("/membership/plan/plus", cookie);
    expect(answer.status).toBe(402);
    expect(text(await answer.text())).toContain("Your card was declined. Nothing was charged");
    expect(charged()).toHaveLength(before);
  });

  test("Stripe away: a sentence, and no charge", async () => {
    const cookie = await join("away@example.com");
    const page = await read("/membership/plan/plus", cookie);
    const before = charged().length;
    stripe.sandbox.faults.apiFailures = 40;
    const answer = await post("/membership/plan/plus", hiddenIn(page), cookie);
    stripe.sandbox.faults.apiFailures = 0;
    expect(answer.status).toBe(503);
    expect(text(await answer.text())).toContain("nothing is ever charged or refunded twice");
    expect(charged()).toHaveLength(before);
  });
});

describe("leaving", () => {
  test("one page, one button; taken back the same way", async () => {
    const cookie = await join("cancel@example.com");
    expect(await read("/membership/cancel", cookie)).toContain("You pay the club price until");
    expect(locationOf(await press("/membership/cancel", cookie))).toBe("/membership?done=cancelled");
    expect(await read("/membership", cookie)).toContain("Nothing more will be charged");
    expect(await read("/membership/resume", cookie)).toContain(
      "I agree: nothing today, and $60.00 every year",
    );
    expect(locationOf(await press("/membership/resume", cookie))).toBe("/membership?done=resumed");
    expect(await read("/membership", cookie)).toContain("Your membership is active");
  });

  test("the fee back: the amount on the button, out at once, and joining again is open", async () => {
    const cookie = await join("refund@example.com");
    expect(await read("/membership/refund", cookie)).toContain("Refund $60.00 and end my membership");
    expect(locationOf(await press("/membership/refund", cookie))).toBe("/membership?done=refunded");
    const page = await read("/membership", cookie);
    expect(page).toContain("Your membership has ended");
    expect(page).toContain("Join again");
    for (const gone of ["Paid through", "a year", "Show the card"]) expect(page).not.toContain(gone);
    expect(await read("/membership/household", cookie)).toContain("nobody here sees the club price");
    expect((await get("/join/base", cookie)).status).toBe(200);
    expect(stripe.sandbox.state.refunds.size).toBe(1);
  });

  test("a visitor is sent to sign in", async () => {
    for (const path of ["plan/plus", "cancel", "resume", "refund", "pay"]) {
      expect(locationOf(await get(`/membership/${path}`))).toMatch(/^\/sign-in\?then=/);
    }
  });
});

describe("Stripe away in the middle", () => {
  const STEPS = ["plan/plus", "cancel", "resume", "refund"] as const;
  const SENTENCE = "nothing is ever charged or refunded twice";
  const faults = () => stripe.sandbox.faults;

  test("each step says so in one sentence, and the same press does it when Stripe is back", async () => {
    const cookie = await join("middle@example.com");
    for (const step of STEPS) {
      const path = `/membership/${step}`;
      const form = hiddenIn(await read(path, cookie));
      faults().apiFailures = 80;
      const refused = await post(path, form, cookie);
      faults().apiFailures = 0;
      expect([step, refused.status]).toEqual([step, 503]);
      const [main = ""] = /<main[\s\S]*<\/main>/.exec(text(await refused.text())) ?? [];
      expect(main.split(SENTENCE)).toHaveLength(2);
      expect(locationOf(await press(path, cookie))).toMatch(/^\/membership\?done=/);
    }
  });

  test("an answer that got lost: what was done counts, and pressed again nothing is charged or refunded twice", async () => {
    const cookie = await join("lost@example.com");
    const [charges, refunds] = [charged().length, stripe.sandbox.state.refunds.size];
    for (const step of STEPS) {
      const path = `/membership/${step}`;
      const form = hiddenIn(await read(path, cookie));
      faults().apiLostAnswers = 80;
      await post(path, form, cookie);
      faults().apiLostAnswers = 0;
      const again = await post(path, form, cookie);
      expect([303, 409]).toContain(again.status);
    }
    expect(charged()).toHaveLength(charges + 1);
    // The fee and the upgrade, each once.
    expect(stripe.sandbox.state.refunds.size).toBe(refunds + 2);
    expect(await read("/membership", cookie)).toContain("Your membership has ended");
  });
});

describe("a renewal that fails", () => {
  test("grace, the way to pay, and paid it is a year more; not paid, the door closes", async () => {
    const cookie = await join("renewal@example.com");
    const subscription = [...stripe.sandbox.state.subscriptions.values()].at(-1);
    const { id = "", customer = "" } = subscription ?? {};
    const bad = await client.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await client.subscriptions.update(id, { default_payment_method: bad.id });
    stripe.sandbox.advanceTo(new Date(stripe.sandbox.now().getTime() + 366 * DAY));
    // The club's clock is today's: what Stripe says of next year is moved to now.
    await look();
    await database.pools.owner.db.update(memberships).set({ paidThrough: new Date(Date.now() - DAY) });
    const page = await read("/membership", cookie);
    expect(page).toContain("Your renewal is not paid yet");
    expect(page).toContain("Pay the renewal");
    const pay = await post("/membership/pay", {}, cookie);
    expect(pay.status).toBe(303);
    const open = [...stripe.sandbox.state.invoices.values()].find(
      (one) => one.status === "open" && one.customer === customer,
    );
    expect(pay.headers.get("Location")).toBe(open?.hosted_invoice_url);
    await client.invoices.pay(open?.id ?? "", { payment_method: "pm_card_visa" });
    await look();
    expect(await read("/membership", cookie)).toContain("Your membership is active");
    await database.pools.owner.db.update(memberships).set({ state: "past-due", paidThrough: YEAR_AGO });
    expect(await read("/membership", cookie)).toContain("Your membership has ended");
  });

  /** What the webhook would bring. */
  async function look(): Promise<void> {
    const deps = { db: database.pools.door.db, stripe: client };
    const rows = await deps.db.select({ id: memberships.id }).from(memberships);
    for (const { id } of rows) await syncMembership(deps, id, { now: new Date(), actor: "webhook" });
  }
});

test("a plan that ended while its page was open is refused in a sentence, and nothing is charged", async () => {
  const cookie = await join("ended-plan@example.com");
  const fields = hiddenIn(await read("/membership/plan/plus", cookie));
  const charges = stripe.sandbox.state.charges.size;
  const { sql } = database.pools.owner;
  await sql`update plans set on_sale = false where slug = 'plus'`;
  try {
    const answer = await post("/membership/plan/plus", fields, cookie);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("This plan is not on sale. Nothing was charged");
    expect((await get("/membership/plan/plus", cookie)).status).toBe(404);
    expect(stripe.sandbox.state.charges.size).toBe(charges);
  } finally {
    await sql`update plans set on_sale = true where slug = 'plus'`;
  }
});
