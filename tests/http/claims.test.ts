/** What members were shown is in the log once the club has closed, and the desk finds it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isoCalendarDate } from "#app/domain/calendar-date.ts";
import { type OpenClub, openClub } from "#tests/support/club.ts";
import { ITEM, seedSmallClub } from "#tests/support/club-fixture.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, createStaff, sessionCookie } from "#tests/support/people.ts";

const database = testDatabase();
const cookies: Record<string, string> = {};
let club: OpenClub;

/** Items of the fixture whose signs in the pantry make a claim; twoRetailers stands in household. */
const CLAIMING = [ITEM.cheaperHere, ITEM.cheaperThere, ITEM.aboutTheSame, ITEM.equivalent, ITEM.otherPack];

beforeAll(async () => {
  const { owner } = database.pools;
  await seedSmallClub(owner.db);
  const member = await createMember(owner);
  const merchandiser = await createStaff(owner, "merchandiser");
  const support = await createStaff(owner, "support");
  cookies.member = await sessionCookie(owner, member.id);
  cookies.merchandiser = await sessionCookie(owner, merchandiser.id);
  cookies.support = await sessionCookie(owner, support.id);
  club = await openClub(database.url);
}, 60_000);
afterAll(() => club.close());

async function ask(path: string, who?: string): Promise<{ status: number; body: string; headers: Headers }> {
  const headers: Record<string, string> = who === undefined ? {} : { Cookie: cookies[who] ?? "" };
  const answered = await fetch(club.origin + path, { headers, redirect: "manual" });
  return { status: answered.status, body: await answered.text(), headers: answered.headers };
}

async function reopen(): Promise<void> {
  await club.close();
  club = await openClub(database.url);
}

async function logged(): Promise<number[]> {
  const rows = await database.pools.owner.sql`select sku_id from shown_claims order by sku_id, retailer_slug`;
  return rows.map((row) => Number(row.sku_id));
}

describe("the log", () => {
  test("has nothing of what visitors saw: they are told no claim", async () => {
    await ask("/departments/pantry");
    await ask(`/items/${ITEM.cheaperHere}-harbor-item-1`);
    await reopen();
    expect(await logged()).toEqual([]);
  });

  test("has each claim of a shelf that a member saw, once, also when the club closes right away", async () => {
    await Promise.all([1, 2, 3].map(() => ask("/departments/pantry", "member")));
    await reopen();
    expect(await logged()).toEqual([...CLAIMING].sort());
  });

  test("has those of an item's page, of every retailer on it", async () => {
    const { status } = await ask(`/items/${ITEM.twoRetailers}-harbor-item-15`, "member");
    expect(status).toBe(200);
    await reopen();
    expect(await logged()).toEqual([...CLAIMING, ITEM.twoRetailers, ITEM.twoRetailers].sort());
  });
});

describe("the desk", () => {
  const today = isoCalendarDate(new Date());

  test("finds a claim by item and day, with the words, the figures and the evidence", async () => {
    const { body } = await ask(`/desk/claims?item=${ITEM.cheaperThere}&day=${today}`, "merchandiser");
    expect(body).toContain("Costco is cheaper by 6.3¢ per oz");
    expect(body).toContain("$10.00");
    expect(body).toContain("$8.00");
    expect(body).toMatch(/href="\/evidence\/[0-9a-f-]{36}"/);
    expect(body).not.toContain(`item=${ITEM.cheaperHere}`);
  });

  test("finds none on a day before, and says what is wrong with a number or a date, at its field", async () => {
    const before = await ask("/desk/claims?day=2026-03-03", "merchandiser");
    expect(before.body).toContain("Nothing was claimed that fits.");
    const wrong = await ask("/desk/claims?item=rice&day=2026-02-31", "merchandiser");
    expect(wrong.body).toContain("Type the item number");
    expect(wrong.body).toContain("Type a date that exists");
    expect(wrong.body).toContain('value="rice"');
  });

  test("gives them as a file that a spreadsheet reads as text", async () => {
    await database.pools.owner
      .sql`update skus set title = '=HYPERLINK("http://bad")' where id = ${ITEM.otherPack}`;
    const { body, headers } = await ask("/desk/claims.csv?retailer=costco", "merchandiser");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe('attachment; filename="claims-costco.csv"');
    expect(headers.get("cache-control")).toContain("no-store");
    const lines = body.trimEnd().split("\r\n");
    expect(lines).toHaveLength(1 + CLAIMING.length + 1);
    expect(body).toContain(`"'=HYPERLINK`);
    expect(lines[1]).toMatch(/http:\/\/[^,]+\/evidence\/[0-9a-f-]{36}$/);
    expect((await ask("/desk/claims.csv?day=nonsense", "merchandiser")).status).toBe(400);
  });

  test.each([undefined, "member", "support"])("is not there for %s", async (who) => {
    expect((await ask("/desk/claims", who)).status).toBe(404);
    expect((await ask("/desk/claims.csv", who)).status).toBe(404);
  });
});
