import { beforeAll, describe, expect, test } from "vitest";
import {
  cleanQuery,
  countHits,
  listMemberHits,
  listVisitorCloseHits,
  listVisitorHits,
  type SearchQuestion,
} from "#app/db/search.ts";
import { ITEM, seedSmallClub } from "#tests/support/club-fixture.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
beforeAll(async () => {
  await seedSmallClub(database.pools.owner.db);
});

async function find(question: SearchQuestion) {
  const { db } = database.pools.visitor;
  const counts = await countHits(db, question.text);
  const { rows, next } = await listVisitorHits(db, question, counts);
  return { counts, rows, next };
}

describe("a search", () => {
  test("finds a title by its words in any order, without their accents and endings", async () => {
    const { rows } = await find({ text: "coffees creme cafe" });
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.title.replace(/ No\. \d+$/, "")))).toEqual(
      new Set(["Harbor Crème Café Ground Coffee"]),
    );
  });

  test("shows the most popular first", async () => {
    const { rows } = await find({ text: "harbor" });
    const order = rows.map((row) => [-row.popularity, row.id]);
    expect(order).toEqual([...order].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
  });

  test("counts its hits by department, and pages through one of them", async () => {
    const all = await find({ text: "harbor" });
    expect(all.counts.total).toBe(29);
    expect(all.counts.byDepartment.get("household")).toBe(5);
    const one = await find({ text: "harbor", department: "household" });
    expect(one.rows).toHaveLength(5);
  });

  test("its second page goes on where the first ended", async () => {
    const first = await find({ text: "harbor" });
    expect(first.next).not.toBeNull();
    const second = await find({ text: "harbor", after: first.next ?? undefined });
    const ids = [...first.rows, ...second.rows].map((row) => row.id);
    expect(ids).toHaveLength(29);
    expect(new Set(ids).size).toBe(29);
    expect(ids).not.toContain(ITEM.withdrawn);
  });

  test("a member finds the same in the same order, with club prices", async () => {
    const visitor = await find({ text: "coffee" });
    const member = await listMemberHits(database.pools.member.db, { text: "coffee" }, visitor.counts);
    expect(member.rows.map((row) => row.id)).toEqual(visitor.rows.map((row) => row.id));
    expect(member.rows[0]?.clubCents).toBeTypeOf("number");
  });

  test("with a word misspelt finds names that come close", async () => {
    expect((await find({ text: "papirka" })).counts.total).toBe(0);
    const close = await listVisitorCloseHits(database.pools.visitor.db, "smoked papirka");
    expect(close[0]?.title).toContain("Smoked Paprika");
  });

  test("for nothing like anything finds nothing", async () => {
    expect(await listVisitorCloseHits(database.pools.visitor.db, "zzzzqqqq")).toEqual([]);
  });

  test.each([
    "'; drop table skus; --",
    "a & | ! <-> b:*",
    "%_\\",
    "the of and",
    "-coffee",
    '"',
    "🫒".repeat(60),
  ])("takes %j as words and nothing else", async (text) => {
    const { db } = database.pools.visitor;
    await expect(countHits(db, cleanQuery(text))).resolves.toBeDefined();
    await expect(listVisitorCloseHits(db, cleanQuery(text))).resolves.toBeDefined();
  });
});

describe("a query as typed", () => {
  test("is tidied", () => {
    expect(cleanQuery("  olive \u0000 \n oil\u200b ")).toBe("olive oil");
  });

  test("is cut at 120 characters, never through one", () => {
    expect(cleanQuery("x".repeat(50_000))).toHaveLength(120);
    expect(cleanQuery(`${"x".repeat(119)}🫒`).isWellFormed()).toBe(true);
  });
});
