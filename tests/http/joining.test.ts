/** Joining as a browser without JavaScript does it: forms, redirects and cookies, through the built club. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setUpBilling } from "#app/commands/set-up-billing.ts";
import { openStripe } from "#app/stripe/client.ts";
import { type SandboxServer, startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { freePort, type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, createPlans, PASSWORD, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
const WEBHOOK_SECRET = "whsec_joining";
let stripe: SandboxServer;
let club: OpenClub;

beforeAll(async () => {
  stripe = await startSandboxServer({ port: await freePort() });
  await createPlans(database.pools.owner);
  const client = openStripe({ secretKey: "sk_test_joining", apiUrl: stripe.url });
  await setUpBilling({ db: database.pools.owner.db, stripe: client }, { now: new Date() });
  club = await openClub(database.url, {
    STRIPE_SECRET_KEY: "sk_test_joining",
    STRIPE_API_URL: stripe.url,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
});
afterAll(async () => {
  await club?.close();
  await stripe?.close();
});

const get = (path: string, cookie = "") =>
  fetch(club.origin + path, { redirect: "manual", headers: { Cookie: cookie } });

const post = (path: string, fields: Record<string, string>, cookie = "", origin = club.origin) =>
  fetch(club.origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie, Origin: origin },
    body: new URLSearchParams(fields),
  });

const locationOf = (answer: Response) => (answer.headers.get("Location") ?? "").replace(club.origin, "");
const cookieOf = (answer: Response) => (answer.headers.get("Set-Cookie") ?? "").split(";")[0] as string;

/** The mark of the terms that a page shows: it comes back with the form. */
async function shownTerms(planSlug: string, cookie = ""): Promise<string> {
  const page = await (await get(`/join/${planSlug}`, cookie)).text();
  return /name="shownTerms" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

async function goToPay(email: string): Promise<{ cookie: string; sessionId: string }> {
  const fields = { name: "Ada Pound", email, password: PASSWORD, agree: "yes" };
  const answer = await post("/join/base", { ...fields, shownTerms: await shownTerms("base") });
  expect(answer.status).toBe(303);
  const url = answer.headers.get("Location");
  const session = [...stripe.sandbox.state.checkoutSessions.values()].find((one) => one.url === url);
  return { cookie: cookieOf(answer), sessionId: session?.id ?? "" };
}

describe("from the plan to the club", () => {
  test("terms, checkout, return: you're in, with your number", async () => {
    const { cookie, sessionId } = await goToPay("ada@example.com");
    const back = `/join/return?session=${sessionId}`;
    const waiting = await (await get(back, cookie)).text();
    expect(waiting).toContain("waiting for Stripe");
    expect(waiting).toMatch(/http-equiv="refresh"/i);
    stripe.sandbox.completeCheckout(sessionId);
    const seen = await get(back, cookie);
    expect([seen.status, locationOf(seen)]).toEqual([303, back]);
    const joined = await (await get(back, cookie)).text();
    expect(joined).toContain("You&#x27;re in");
    expect(joined).toMatch(/\d{4} \d{4} \d{4}/);
    expect(await (await get("/membership", cookie)).text()).toContain("Your membership is active");
    expect(locationOf(await get("/join/plus", cookie))).toBe("/membership");
  });

  test("the way back of somebody else's checkout leads nowhere", async () => {
    const ada = await goToPay("ada.two@example.com");
    const eve = await goToPay("eve@example.com");
    stripe.sandbox.completeCheckout(ada.sessionId);
    const answer = await get(`/join/return?session=${ada.sessionId}`, eve.cookie);
    expect(locationOf(answer)).toBe("/membership");
    expect(await (await get("/membership", eve.cookie)).text()).toContain("waits for its payment");
    expect(locationOf(await get(`/join/return?session=${ada.sessionId}`))).toMatch(/^\/sign-in\?then=/);
  });

  test("what is wrong stands at its field, what was typed is kept, and no box is ticked for anybody", async () => {
    const fields = { name: "Ada", email: "ada@", password: "too short" };
    const answer = await post("/join/base", { ...fields, shownTerms: await shownTerms("base") });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain("Enter an e-mail address like ada@example.com.");
    expect(page).toContain('value="ada@"');
    expect(page).not.toContain("too short");
    expect(page).not.toMatch(/<input[^>]*name="agree"[^>]*checked/);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
  });

  test("an address that has an account, with another password: refused without opening it", async () => {
    const { email } = await createAccount(database.pools.door);
    const fields = { name: "Eve", email, password: "another password", agree: "yes" };
    const answer = await post("/join/base", { ...fields, shownTerms: await shownTerms("base") });
    expect(answer.status).toBe(422);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
  });
});

describe("signing in", () => {
  test("leads to where one wanted to go, on this site only, and out again", async () => {
    const { email } = await createMember(database.pools.owner);
    const guarded = locationOf(await get("/membership"));
    const answer = await post(guarded, { email, password: PASSWORD });
    expect([answer.status, locationOf(answer)]).toEqual([303, "/membership"]);
    const cookie = cookieOf(answer);
    expect((await get("/membership", cookie)).status).toBe(200);
    const elsewhere = await post("/sign-in?then=//evil.example", { email, password: PASSWORD });
    expect(locationOf(elsewhere)).toBe("/");
    await post("/sign-out", {}, cookie);
    expect(locationOf(await get("/membership", cookie))).toBe("/sign-in?then=%2Fmembership");
  });

  test("a form of another site signs nobody in or out", async () => {
    const member = await createMember(database.pools.owner);
    const cookie = await sessionCookie(database.pools.door, member.id);
    const forged = await post("/sign-out", {}, cookie, "https://evil.example");
    expect(forged.status).toBe(403);
    expect(locationOf(await get("/sign-out", cookie))).toBe("/");
    expect((await get("/membership", cookie)).status).toBe(200);
  });

  test("a member finds no desk", async () => {
    const member = await createMember(database.pools.owner);
    const cookie = await sessionCookie(database.pools.door, member.id);
    expect((await get("/desk", cookie)).status).toBe(404);
  });
});

describe("the webhook", () => {
  const send = (body: string, signature: string) =>
    fetch(`${club.origin}/webhooks/stripe`, {
      method: "POST",
      headers: { "Stripe-Signature": signature, "Content-Type": "application/json" },
      body,
    });

  test("alone makes the membership: nobody needs to come back from Stripe", async () => {
    const { cookie, sessionId } = await goToPay("closed.the.tab@example.com");
    stripe.sandbox.completeCheckout(sessionId);
    const event = stripe.sandbox.events("checkout.session.completed").at(-1);
    const { body, headers } = stripe.sandbox.signedWebhook(event?.id ?? "", WEBHOOK_SECRET);
    const signature = new Headers(headers).get("Stripe-Signature") ?? "";
    const answers = [await send(body, signature), await send(body, signature)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { result: "changed" },
      { result: "duplicate" },
    ]);
    expect(await (await get("/membership", cookie)).text()).toContain("Your membership is active");
  });

  test("turns away what Stripe did not sign", async () => {
    expect((await send('{"id":"evt_1","type":"invoice.paid"}', "t=1,v1=00")).status).toBe(400);
    expect((await send("", "")).status).toBe(400);
    expect((await fetch(`${club.origin}/webhooks/stripe`)).status).toBe(405);
  });
});
