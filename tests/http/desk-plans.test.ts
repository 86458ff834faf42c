/** The plans at the desk over HTTP, without JavaScript: an admin sets terms, announces a fee and takes it back. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isoCalendarDate } from "#app/domain/calendar-date.ts";
import { earliestMembersFrom } from "#app/domain/plan-terms-input.ts";
import { type SandboxServer, startSandboxServer } from "#scripts/stripe-sandbox/server.ts";
import { freePort, type OpenClub, openClub } from "#tests/support/club.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, createStaff, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
const cookies = {} as Record<"member" | "support" | "merchandiser" | "admin", string>;
let stripe: SandboxServer;
let club: OpenClub;

beforeAll(async () => {
  const { owner } = database.pools;
  stripe = await startSandboxServer({ port: await freePort() });
  const people = {
    member: await createMember(owner),
    support: await createStaff(owner, "support"),
    merchandiser: await createStaff(owner, "merchandiser"),
    admin: await createStaff(owner, "admin", { email: "ines@club.test" }),
  };
  for (const [who, { id }] of Object.entries(people)) {
    cookies[who as keyof typeof cookies] = await sessionCookie(owner, id);
  }
  club = await openClub(database.url, { STRIPE_SECRET_KEY: "sk_test_plans", STRIPE_API_URL: stripe.url });
});

afterAll(async () => {
  await club?.close();
  await stripe?.close();
});

const get = (path: string, cookie = cookies.admin) =>
  fetch(club.origin + path, { headers: { Cookie: cookie }, redirect: "manual" });

const post = (path: string, fields: Record<string, string>, cookie = cookies.admin) =>
  fetch(club.origin + path, {
    method: "POST",
    headers: { Cookie: cookie, Origin: club.origin, "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

/** The base plan's form as its page shows it, with `given` typed over it. */
async function form(given: Record<string, string> = {}): Promise<Record<string, string>> {
  const html = await (await get("/desk/plans/base")).text();
  const inputs = [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => [
    /name="([^"]*)"/.exec(tag)?.[1] ?? "",
    /value="([^"]*)"/.exec(tag)?.[1] ?? "",
  ]);
  return { ...Object.fromEntries(inputs), ...given };
}

const basePlan = async () =>
  (await database.pools.owner.sql`select fee_cents, grace_days from plans where slug = 'base'`)[0];

describe("who may come in", () => {
  test("admins; to everybody else nothing is there, and no form does anything", async () => {
    const fields = await form({ feeCents: "1.00" });
    for (const cookie of ["", cookies.member, cookies.support, cookies.merchandiser]) {
      for (const path of ["/desk/plans", "/desk/plans/base"]) {
        expect((await get(path, cookie)).status).toBe(404);
        expect((await post(path, fields, cookie)).status).toBe(404);
      }
    }
    expect(await basePlan()).toMatchObject({ fee_cents: 6_000 });
    expect((await get("/desk/plans/gold")).status).toBe(404);
    expect((await post("/desk/plans/gold", fields)).status).toBe(404);
  });

  test("only an admin's desk leads there", async () => {
    expect(await (await get("/desk/members")).text()).toContain('href="/desk/plans"');
    expect(await (await get("/desk/members", cookies.support)).text()).not.toContain('href="/desk/plans"');
    const list = await (await get("/desk/plans")).text();
    expect(list).toContain('href="/desk/plans/base"');
    expect(list).toContain("No fee change is on its way");
  });
});

describe("setting terms", () => {
  test("what is wrong is told at its field, and nothing that was typed is lost", async () => {
    const answer = await post(
      "/desk/plans/base",
      await form({ feeCents: "sixty", graceDays: "61", membersFrom: "2020-01-01" }),
    );
    expect(answer.status).toBe(422);
    const html = await answer.text();
    for (const field of ["feeCents", "graceDays", "membersFrom"]) {
      expect(html).toContain(`id="${field}-error"`);
    }
    for (const typed of ["sixty", "61", "2020-01-01"]) expect(html).toContain(`value="${typed}"`);
  });

  test("a date without a changed fee has nothing to tell", async () => {
    const membersFrom = isoCalendarDate(earliestMembersFrom(new Date()));
    const answer = await post("/desk/plans/base", await form({ membersFrom, graceDays: "20" }));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("there is nothing to tell");
  });

  test("a fee that is announced: set once, listed with whom it reaches, and withdrawn", async () => {
    const membersFrom = isoCalendarDate(earliestMembersFrom(new Date()));
    const stale = await form({ graceDays: "30" });
    const fields = await form({ feeCents: "65", membersFrom });
    const answers = [await post("/desk/plans/base", fields), await post("/desk/plans/base", fields)];
    expect(answers.map(({ headers }) => headers.get("Location"))).toEqual([
      "/desk/plans/base?done=set",
      "/desk/plans/base?done=same",
    ]);
    expect(await basePlan()).toMatchObject({ fee_cents: 6_500, grace_days: 14 });

    const old = await post("/desk/plans/base", stale);
    expect(old.status).toBe(409);
    expect(await old.text()).toContain("Somebody has set other terms meanwhile");

    const list = await (await get("/desk/plans")).text();
    expect(list).toContain("$65.00");
    const withdrawn = await post("/desk/plans", { changeId: hidden(list, "changeId") });
    expect(withdrawn.headers.get("Location")).toBe("/desk/plans?done=withdrawn");
    expect(await (await get("/desk/plans")).text()).toContain("No fee change is on its way");
    const trail = await database.pools.owner.sql`
      select action, actor from audit_entries where subject_kind = 'plan' order by id`;
    expect(trail).toEqual([
      { action: "change-plan-terms", actor: "ines@club.test" },
      { action: "withdraw-fee-change", actor: "ines@club.test" },
    ]);
  });

  test("another fee for extra seats says what to run", async () => {
    const answer = await post("/desk/plans/base", await form({ addOnFeeCents: "35" }));
    expect(answer.headers.get("Location")).toBe("/desk/plans/base?done=add-on");
    expect(await (await get("/desk/plans/base?done=add-on")).text()).toContain("billing setup");
  });

  test("a fee change that is not there can't be withdrawn", async () => {
    for (const changeId of ["x", crypto.randomUUID()]) {
      const answer = await post("/desk/plans", { changeId });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain("This fee change is not there.");
    }
  });

  test("with Stripe away nothing changes, and what was typed stays", async () => {
    const fields = await form({ feeCents: "70" });
    await stripe.close();
    const answer = await post("/desk/plans/base", fields);
    expect(answer.status).toBe(503);
    const html = await answer.text();
    expect(html).toContain("Stripe does not answer");
    expect(html).toContain('value="70"');
    expect(await basePlan()).toMatchObject({ fee_cents: 6_500 });
  });
});
