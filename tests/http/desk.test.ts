/** The desk over HTTP: who may come in, and a merchandiser's way from a rule to published prices, without JavaScript. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount, createMember, createStaff, sessionCookie } from "#tests/support/people.ts";
import { addOffers, addRacks, addRule, addSkus } from "#tests/support/pricing-fixture.ts";

const database = testDatabase();
let club: OpenClub;
const cookies = {} as Record<"account" | "member" | "support" | "merchandiser" | "admin", string>;
/** The club under test goes by the real clock. */
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const SKU = { id: 1001, costCents: 1000 };

beforeAll(async () => {
  const { owner } = database.pools;
  await addRacks(owner.db);
  await addSkus(owner.db, [SKU, { id: 1002, costCents: null }], hoursAgo(48));
  await addRule(owner.db, "club", "club", 1000);
  const people = {
    account: await createAccount(owner),
    member: await createMember(owner),
    support: await createStaff(owner, "support"),
    merchandiser: await createStaff(owner, "merchandiser", { email: "mo@club.test", name: "Mo" }),
    admin: await createStaff(owner, "admin"),
  };
  for (const [who, account] of Object.entries(people)) {
    cookies[who as keyof typeof cookies] = await sessionCookie(owner, account.id);
  }
  club = await openClub(database.url);
});

afterAll(() => club.close());

function get(path: string, cookie = cookies.merchandiser): Promise<Response> {
  return fetch(club.origin + path, { headers: { Cookie: cookie }, redirect: "manual" });
}

function post(
  path: string,
  fields: Record<string, string>,
  cookie = cookies.merchandiser,
): Promise<Response> {
  return fetch(club.origin + path, {
    method: "POST",
    headers: { Cookie: cookie, Origin: club.origin, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
}

const setRule = (markup: string, more: Record<string, string> = {}) =>
  post("/desk/rules?scope=category", {
    intent: "set-rule",
    scope: "category",
    scopeKey: "coffee",
    markup,
    ...more,
  });

/** Value of a hidden field of a page. */
function hidden(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
}

async function proposeForCoffee(): Promise<Response> {
  const page = await (await get("/desk/rules?scope=category&key=coffee")).text();
  const changeSetId = hidden(page, "changeSetId");
  return post("/desk/rules?scope=category", {
    intent: "propose",
    scope: "category",
    scopeKey: "coffee",
    changeSetId,
  });
}

const PAGES = [
  "/desk",
  "/desk/skus",
  "/desk/skus/1001",
  "/desk/rules",
  "/desk/change-sets",
  "/desk/held",
  "/desk/audit",
] as const;

describe("who may come in", () => {
  test.each(PAGES)("%s is not there for visitors, accounts and members", async (path) => {
    const answers = await Promise.all([
      fetch(club.origin + path),
      get(path, cookies.account),
      get(path, cookies.member),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
  });

  test.each(PAGES.filter((path) => path !== "/desk"))("%s is not there for support", async (path) => {
    expect((await get(path, cookies.support)).status).toBe(404);
  });

  test.each(PAGES)("%s opens for a merchandiser and an admin, and is kept by nobody", async (path) => {
    for (const cookie of [cookies.merchandiser, cookies.admin]) {
      const answer = await get(path, cookie);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
      expect(await answer.text()).not.toContain("<script");
    }
  });

  test("a write from anybody else does nothing", async () => {
    const rule = { intent: "set-rule", scope: "category", scopeKey: "soap", markup: "5" };
    for (const cookie of [cookies.account, cookies.member, cookies.support, ""]) {
      expect((await post("/desk/rules", rule, cookie)).status).toBe(404);
    }
    const rules = await database.pools.owner.sql`select 1 from rules where scope_key = 'soap'`;
    expect(rules).toHaveLength(0);
  });

  test("an item, a change set and an address that are not there are not found", async () => {
    for (const path of [
      "/desk/skus/9",
      "/desk/skus/x",
      "/desk/change-sets/x",
      `/desk/change-sets/${crypto.randomUUID()}`,
    ]) {
      expect((await get(path)).status).toBe(404);
    }
  });
});

describe("setting a rule", () => {
  test("what is wrong is said at its field, and what was typed is there still", async () => {
    const answer = await setRule("lots", { marginFloor: "3.5" });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain("Type a percentage with at most two decimals, like 12.5.");
    expect(page).toContain('value="lots"');
    expect(page).toContain('value="3.5"');
  });

  test("leads back to the rule, which shows what it covers", async () => {
    const answer = await setRule("12.5", { ending: "99" });
    expect(answer.status).toBe(303);
    const page = await (await get(answer.headers.get("Location") as string)).text();
    expect(page).toContain("12.5 % markup on landed cost, ending .99");
    expect(page).toContain("2 items on sale");
  });

  test("script in what was typed stays text", async () => {
    const page = await (await setRule('"><script>alert(1)</script>')).text();
    expect(page).not.toContain("<script>alert");
  });
});

describe("from proposal to prices and back", () => {
  test("a draft is published once it is confirmed with its number, and once only", async () => {
    await setRule("12.5", { ending: "99" });
    const proposed = await proposeForCoffee();
    expect(proposed.status).toBe(303);
    const draft = proposed.headers.get("Location") as string;
    const page = await (await get(draft)).text();
    expect(page).toContain("change 1 club price at once");
    expect(page).toContain("$10.99");
    expect(page).toContain("No cost: no supplier&#x27;s offer is in effect.");

    expect((await post(draft, { intent: "publish" })).status).toBe(422);
    expect((await post(draft, { intent: "publish", confirm: "2" })).status).toBe(422);
    const published = await post(draft, { intent: "publish", confirm: "1" });
    expect(published.status).toBe(303);
    const again = await post(draft, { intent: "publish", confirm: "1" });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain("It has been published already.");

    const item = await (await get("/desk/skus/1001")).text();
    expect(item).toContain("$10.99");
    const audit = await (await get(`/desk/audit?kind=change-set&id=${draft.split("/").at(-1)}`)).text();
    expect(audit).toContain("publish-change-set");
    expect(audit).toContain("mo@club.test");
  });

  test("when nothing moves no draft is made, and the page says so", async () => {
    const answer = await proposeForCoffee();
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(
      "No price moves: 1 stand where the rules put them. 1 cannot be priced.",
    );
  });

  test("a published change set is taken back by a draft, which can be discarded", async () => {
    await addOffers(database.pools.owner.db, [{ ...SKU, costCents: 2000 }], hoursAgo(1));
    const second = (await proposeForCoffee()).headers.get("Location") as string;
    await post(second, { intent: "publish", confirm: "1" });
    const takenBack = await post(second, { intent: "take-back" });
    expect(takenBack.status).toBe(303);
    const draft = takenBack.headers.get("Location") as string;
    const page = await (await get(draft)).text();
    expect(page).toContain("Take back: Coffee (category)");
    expect(page).toContain("$10.99");
    expect((await post(draft, { intent: "discard" })).status).toBe(303);
    expect(await (await get(draft)).text()).toContain("Discarded");
  });

  test("an item number in the search leads to the item", async () => {
    expect((await get("/desk/skus?q=1001")).headers.get("Location")).toBe("/desk/skus/1001");
  });
});
