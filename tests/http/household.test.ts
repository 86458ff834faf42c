/** A household as browsers without JavaScript see it, through the built club: rights begin and end with the next request. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { openStripe } from "#app/stripe/client.ts";
import { type SandboxServer, startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { freePort, type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, createPlans, PASSWORD, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
const HOUSEHOLD = "/membership/household";
let stripe: SandboxServer;
let club: OpenClub;

beforeAll(async () => {
  stripe = await startSandboxServer({ port: await freePort() });
  await createPlans(database.pools.owner);
  const client = openStripe({ secretKey: "sk_test_household", apiUrl: stripe.url });
  await setUpBilling({ db: database.pools.owner.db, stripe: client }, { now: new Date() });
  club = await openClub(database.url, {
    STRIPE_SECRET_KEY: "sk_test_household",
    STRIPE_API_URL: stripe.url,
    STRIPE_WEBHOOK_SECRET: "whsec_household",
  });
});
afterAll(async () => {
  await club?.close();
  await stripe?.close();
});

const get = (path: string, cookie = "") =>
  fetch(club.origin + path, { redirect: "manual", headers: { Cookie: cookie } });
const post = (path: string, fields: Record<string, string>, cookie = "") =>
  fetch(club.origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie, Origin: club.origin },
    body: new URLSearchParams(fields),
  });
const locationOf = (answer: Response) => (answer.headers.get("Location") ?? "").replace(club.origin, "");
const cookieOf = (answer: Response) => (answer.headers.get("Set-Cookie") ?? "").split(";")[0] as string;
const signedIn = ({ id }: { id: string }) => sessionCookie(database.pools.door, id);

/** The link in the mail to an address. */
async function linkFor(email: string): Promise<string> {
  const [mail] = await database.pools.owner.sql`
    select body_text from mails where recipient = ${email} and kind = 'household-invitation'
    order by created_at desc, id desc limit 1`;
  return /https?:\/\/[^/\s]+(\/household\/accept\?token=[\w-]+)/.exec(mail?.body_text)?.[1] ?? "";
}

async function invitedBy(cookie: string, email: string): Promise<string> {
  const answer = await post(HOUSEHOLD, { intent: "invite", email }, cookie);
  expect([answer.status, locationOf(answer)]).toEqual([303, `${HOUSEHOLD}?done=invited`]);
  return await linkFor(email);
}

/** Whether the shop greets this session as a member's. */
async function isMember(cookie: string): Promise<boolean> {
  return (await get("/card", cookie)).status === 200;
}

describe("from the invitation to the seat and out again", () => {
  test("a new account takes the seat, has a member's rights, and loses them with the next request", async () => {
    const mina = await createMember(database.pools.owner, { name: "Mina Okafor" });
    const primary = await signedIn(mina);
    const link = await invitedBy(primary, "ben@example.com");
    expect(await (await get(HOUSEHOLD, primary)).text()).toContain("ben@example.com");

    // Mail programs open links ahead of people: looking uses nothing up.
    for (const answer of [await get(link), await get(link), await get(link)]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get("Set-Cookie")).toBeNull();
      expect(await answer.text()).toContain("Mina Okafor keeps a seat for you");
    }
    const taken = await post(link, { name: "Ben Okafor", email: "ben@example.com", password: PASSWORD });
    expect([taken.status, locationOf(taken)]).toEqual([303, "/membership"]);
    const ben = cookieOf(taken);
    expect(await isMember(ben)).toBe(true);
    const card = await (await get("/card", ben)).text();
    expect(card).toContain("Ben Okafor");
    expect(card).toContain("Household of Mina Okafor");
    expect((await get(link)).status).toBe(410);

    const page = await (await get(HOUSEHOLD, primary)).text();
    const holder = /name="holder" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const removed = await post(HOUSEHOLD, { intent: "remove", holder }, primary);
    expect(locationOf(removed)).toBe(`${HOUSEHOLD}?done=removed`);
    expect(await isMember(ben)).toBe(false);
    expect((await get("/account", ben)).status).toBe(200);
  });

  test("somebody with an account signs in on the way, and leaves by themselves", async () => {
    const mina = await createMember(database.pools.owner);
    const zoe = await createAccount(database.pools.owner);
    const link = await invitedBy(await signedIn(mina), "elsewhere@example.com");
    const page = await (await get(link)).text();
    expect(page).toContain(`/sign-in?then=${encodeURIComponent(link)}`);
    const cookie = await signedIn(zoe);
    expect(locationOf(await post(link, {}, cookie))).toBe("/membership");
    expect(await isMember(cookie)).toBe(true);
    const seen = await (await get(HOUSEHOLD, cookie)).text();
    expect(seen).not.toContain('value="invite"');
    expect(locationOf(await post(HOUSEHOLD, { intent: "leave" }, cookie))).toBe("/membership");
    expect(await isMember(cookie)).toBe(false);
  });

  test("a member with a membership of their own is told what to do", async () => {
    const link = await invitedBy(await signedIn(await createMember(database.pools.owner)), "own@example.com");
    const own = await createMember(database.pools.owner);
    const answer = await post(link, {}, await signedIn(own));
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("When it has ended, open this link again.");
  });

  test("what is wrong stands at its field, and what was typed is kept", async () => {
    const mina = await signedIn(await createMember(database.pools.owner));
    const answer = await post(HOUSEHOLD, { intent: "invite", email: "ben@" }, mina);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain("Enter an e-mail address like ada@example.com.");
    expect(page).toContain('value="ben@"');
    expect((await post(HOUSEHOLD, { intent: "sell" }, mina)).status).toBe(422);
  });

  test("no seat without a household: a visitor signs in, an account finds its membership", async () => {
    expect(locationOf(await get(HOUSEHOLD))).toBe(`/sign-in?then=${encodeURIComponent(HOUSEHOLD)}`);
    const nobody = await signedIn(await createAccount(database.pools.owner));
    expect(locationOf(await get(HOUSEHOLD, nobody))).toBe("/membership");
    expect((await get("/household/accept?token=made-up")).status).toBe(404);
  });
});

describe("extra seats", () => {
  test("the amount, the box, the seats", async () => {
    const answer = await post("/join/base", {
      name: "Ada Pound",
      email: "ada.seats@example.com",
      password: PASSWORD,
      agree: "yes",
      shownTerms: /name="shownTerms" value="([^"]+)"/.exec(await (await get("/join/base")).text())?.[1] ?? "",
    });
    const url = answer.headers.get("Location");
    const session = [...stripe.sandbox.state.checkoutSessions.values()].find((one) => one.url === url);
    stripe.sandbox.completeCheckout(session?.id ?? "");
    const cookie = cookieOf(answer);
    await get(`/join/return?session=${session?.id}`, cookie);
    const page = await (await get(`${HOUSEHOLD}?seats=2`, cookie)).text();
    expect(page).toMatch(/You pay \$\d+\.\d\d today for 2 extra seats more/);
    expect(page).not.toMatch(/<input[^>]*name="agree"[^>]*checked/);
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? "";
    const form = {
      intent: "set-seats",
      seats: "2",
      quotedAt: field("quotedAt"),
      shownTerms: field("shownTerms"),
    };
    const unticked = await post(`${HOUSEHOLD}?seats=2`, form, cookie);
    expect(unticked.status).toBe(422);
    const done = await post(`${HOUSEHOLD}?seats=2`, { ...form, agree: "yes" }, cookie);
    expect([done.status, locationOf(done)]).toEqual([303, `${HOUSEHOLD}?done=seats`]);
    expect(await (await get(HOUSEHOLD, cookie)).text()).toContain("3 seats besides the member");
  });
});

describe("the card", () => {
  test("is for whom the club is open: others are led on, and the page holds no app and no price", async () => {
    expect(locationOf(await get("/card"))).toBe("/sign-in?then=%2Fcard");
    const nobody = await signedIn(await createAccount(database.pools.owner));
    expect(locationOf(await get("/card", nobody))).toBe("/join");
    const member = await createMember(database.pools.owner, { name: "Mina Okafor" });
    const answer = await get("/card", await signedIn(member));
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
    expect(answer.headers.get("Content-Security-Policy")).toContain("worker-src 'self'");
    const page = await answer.text();
    expect(page).toContain(member.number.replace(/(\d{4})(?=\d)/g, "$1 "));
    expect(page).toContain("Last checked");
    expect(page).not.toContain("__remixContext");
    expect(page).not.toMatch(/\$\d/);
  });

  test("leaves the browser with the session", async () => {
    const member = await createMember(database.pools.owner);
    const answer = await post("/sign-out", {}, await signedIn(member));
    expect(answer.headers.get("Clear-Site-Data")).toBe('"cache", "storage"');
  });
});
