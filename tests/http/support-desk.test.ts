/** The support desk over HTTP, without JavaScript: who may come in, finding a member, what the forms do. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatMemberNumber } from "#app/domain/member-number.ts";
import { type SandboxServer, startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { freePort, type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import {
  createAccount,
  createMember,
  createStaff,
  sessionCookie,
  type TestMember,
} from "#tests/support/people.ts";

const database = testDatabase();
let stripe: SandboxServer;
let club: OpenClub;
let ada: TestMember;
const cookies = {} as Record<"account" | "member" | "support" | "merchandiser" | "admin", string>;

beforeAll(async () => {
  const { owner } = database.pools;
  stripe = await startSandboxServer({ port: await freePort() });
  ada = await createMember(owner, {
    name: "Ada Pound",
    email: "ada@club.test",
    stripeCustomerId: "cus_ada",
  });
  const people = {
    account: await createAccount(owner),
    member: ada,
    support: await createStaff(owner, "support", { email: "priya@club.test" }),
    merchandiser: await createStaff(owner, "merchandiser"),
    admin: await createStaff(owner, "admin"),
  };
  for (const [who, account] of Object.entries(people)) {
    cookies[who as keyof typeof cookies] = await sessionCookie(owner, account.id);
  }
  club = await openClub(database.url, { STRIPE_SECRET_KEY: "sk_test_support", STRIPE_API_URL: stripe.url });
});

afterAll(async () => {
  await club?.close();
  await stripe?.close();
});

const get = (path: string, cookie = cookies.support) =>
  fetch(club.origin + path, { headers: { Cookie: cookie }, redirect: "manual" });

const post = (path: string, fields: Record<string, string>, cookie = cookies.support) =>
  fetch(club.origin + path, {
    method: "POST",
    headers: { Cookie: cookie, Origin: club.origin, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

const page = () => `/desk/members/${ada.membershipId}`;
const pages = () => ["/desk/members", page(), `${page()}/refund`];

/** Value of a hidden field of a page. */
function hidden(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
}

describe("who may come in", () => {
  test("support and admins; to everybody else nothing is there", async () => {
    for (const path of pages()) {
      for (const cookie of ["", cookies.account, cookies.member, cookies.merchandiser]) {
        expect((await get(path, cookie)).status).toBe(404);
      }
      for (const cookie of [cookies.support, cookies.admin]) {
        const answer = await get(path, cookie);
        expect(answer.status).toBe(200);
        expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
        expect(await answer.text()).not.toContain("<script");
      }
    }
  });

  test("nobody else's forms do anything", async () => {
    const fields = { intent: "suspend", token: crypto.randomUUID(), reason: "Just because" };
    for (const cookie of ["", cookies.account, cookies.member, cookies.merchandiser]) {
      expect((await post(page(), fields, cookie)).status).toBe(404);
      expect((await post(`${page()}/refund`, { ...fields, shownCents: "6000" }, cookie)).status).toBe(404);
    }
    const [row] = await database.pools.owner
      .sql`select suspended_at from memberships where id = ${ada.membershipId}`;
    expect(row?.suspended_at).toBeNull();
  });

  test("the desk shows each role its own work, and sends support to the members", async () => {
    const answer = await get("/desk");
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/desk/members"]);
    const support = await (await get("/desk/members")).text();
    expect(support).not.toContain('href="/desk/rules"');
    const admin = await (await get("/desk/members", cookies.admin)).text();
    expect(admin).toContain('href="/desk/rules"');
    const merchandiser = await (await get("/desk/rules", cookies.merchandiser)).text();
    expect(merchandiser).not.toContain('href="/desk/members"');
  });

  test("a membership that is not there is not found", async () => {
    for (const path of ["/desk/members/x", `/desk/members/${crypto.randomUUID()}`]) {
      expect((await get(path)).status).toBe(404);
    }
  });
});

describe("finding a member", () => {
  const find = async (q: string) => await (await get(`/desk/members?${new URLSearchParams({ q })}`)).text();

  test("by number with spaces, by the beginning of the address, by name", async () => {
    for (const q of [formatMemberNumber(ada.number), "ada@cl", "pound ada"]) {
      expect(await find(q)).toContain(`href="${page()}"`);
    }
  });

  test("a slip in the number is named, and what was typed stays", async () => {
    const wrong = ada.number.slice(0, 11) + ((Number(ada.number[11]) + 1) % 10);
    const html = await find(wrong);
    expect(html).toContain("last digit does not fit the others");
    expect(html).toContain(`value="${wrong}"`);
    expect(await find("Nobody Atall")).toContain("Nobody fits.");
  });
});

describe("a member's page", () => {
  test("says what the membership allows, and puts its own reading on record", async () => {
    const html = await (await get(page())).text();
    expect(html).toContain("Open: paid through");
    expect(html).toContain("Your membership is active");
    expect(html).toContain("cus_ada");
    expect(await (await get(page())).text()).toContain("read-membership by priya@club.test");
  });

  test("an extension without days or reason is told at their fields, and what was typed stays", async () => {
    const token = hidden(await (await get(page())).text(), "token");
    const answer = await post(page(), { intent: "extend", token, seenUntil: "", days: "500", reason: "" });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('id="extend-days-error"');
    expect(html).toContain('id="extend-reason-error"');
    expect(html).toContain('value="500"');
  });

  test("extending, twice with the same form, gives the days once; an old page is told so", async () => {
    const html = await (await get(page())).text();
    const fields = {
      intent: "extend",
      token: hidden(html, "token"),
      seenUntil: hidden(html, "seenUntil"),
      days: "30",
      reason: "Parcel lost",
    };
    const answers = [await post(page(), fields), await post(page(), fields)];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const stale = await post(page(), { ...fields, token: crypto.randomUUID() });
    expect(stale.status).toBe(409);
    expect(await stale.text()).toContain("Somebody has extended it meanwhile");
    const entries = await database.pools.owner.sql`select 1 from audit_entries
      where action = 'extend-membership' and subject_id = ${ada.membershipId}`;
    expect(entries).toHaveLength(1);
  });

  test("suspended, the member sees no club price any more, and reinstated again", async () => {
    const suspend = { intent: "suspend", token: crypto.randomUUID(), reason: "Card reported stolen" };
    expect((await post(page(), suspend)).status).toBe(303);
    expect(await (await get("/membership", cookies.member)).text()).toContain("suspended");
    expect(await (await get(page())).text()).toContain("Card reported stolen");
    const reinstate = { intent: "reinstate", token: crypto.randomUUID(), reason: "Card was found" };
    expect((await post(page(), reinstate)).status).toBe(303);
    expect(await (await get("/membership", cookies.member)).text()).not.toContain("suspended");
  });

  test("stays calm when Stripe does not answer", async () => {
    await stripe.close();
    const answer = await get(page());
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain("Stripe does not answer");
    expect(html).toContain("read-membership by");
    expect(await (await get(`${page()}/refund`)).text()).toContain("Stripe does not answer");
  });
});
