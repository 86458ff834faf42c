/** Deciding matches: who wins, what is on record, and how it is taken back. */
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { confirmSureMatches } from "#app/commands/confirm-sure-matches.ts";
import { decideMatch } from "#app/commands/decide-match.ts";
import { suggestMatches } from "#app/commands/suggest-matches.ts";
import { undoMatchDecision } from "#app/commands/undo-match-decision.ts";
import type { Db } from "#app/db/client.server.ts";
import { listOwnDecisions, listSure } from "#app/db/match-batches.ts";
import { findPair } from "#app/db/match-pairs.ts";
import { listings, matches } from "#app/db/tables.server.ts";
import type { Deed } from "#app/domain/match-decision.ts";
import { testDatabase } from "#tests/support/database.ts";
import { ANN, addListing, addRetailers, addTitledSku, BEN } from "#tests/support/match-fixture.ts";
import { addRacks, NOW } from "#tests/support/pricing-fixture.ts";

const database = testDatabase();
let owner: Db;
/** Decisions are made as the desk makes them. */
let staff: Db;
const KINDS = ["Whole Bean Coffee", "Green Tea Leaves", "Smoked Paprika", "Granulated Sugar"];
let ids: string[];

beforeEach(async () => {
  owner = database.pools.owner.db;
  staff = database.pools.staff.db;
  await owner.execute(
    "truncate departments, brands, suppliers, retailers, match_runs, audit_entries cascade",
  );
  await addRacks(owner);
  await addRetailers(owner);
  ids = [];
  for (const [index, kind] of KINDS.entries()) {
    await addTitledSku(owner, index, `Northfield ${kind}, 2 lb`);
    ids.push(await addListing(owner, `Northfield ${kind} (2 lbs.)`, { priceMinor: 900 }));
  }
  await suggestMatches(database.pools.owner, { askedBy: "test", now: NOW });
});

const IDENTICAL: Deed = { deed: "confirm", kind: "identical" };
const listing = (index: number) => ids[index] as string;

async function decide(index: number, deed: Deed, actor = ANN, seen?: string) {
  const key = { skuId: index, listingId: listing(index) };
  const pair = await findPair(staff, key);
  return decideMatch(staff, { ...key, deed, seen: seen ?? pair?.print ?? "" }, actor, NOW);
}

async function matchOf(index: number) {
  const [match] = await owner.select().from(matches).where(eq(matches.skuId, index));
  return match;
}

async function countRows(table: "match_decisions" | "audit_entries"): Promise<number> {
  const { sql } = database.pools.owner;
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${sql(table)}`;
  return row?.count ?? 0;
}

describe("a decision", () => {
  test("stands with who and when, on record and in the audit", async () => {
    expect(await decide(0, IDENTICAL)).toMatchObject({ ok: true });
    expect(await matchOf(0)).toMatchObject({ status: "confirmed", decidedBy: ANN.name, decidedAt: NOW });
    const [record] = await database.pools.staff.sql`
      select actor, deed, before ->> 'status' as was, after ->> 'status' as became, verdict, score_bps > 0 as scored,
        jsonb_array_length(why) > 0 as told from match_decisions`;
    expect(record).toEqual({
      actor: ANN.name,
      deed: "confirm",
      was: "suggested",
      became: "confirmed",
      verdict: "identical",
      scored: true,
      told: true,
    });
    expect(await countRows("audit_entries")).toBe(1);
  });

  test("as equivalent needs its difference", async () => {
    const bare = await decide(0, { deed: "confirm", kind: "equivalent", difference: "  " });
    expect(bare).toEqual({ ok: false, reason: "difference-unstated" });
    await decide(0, { deed: "confirm", kind: "equivalent", difference: " Another brand, same grade " });
    expect(await matchOf(0)).toMatchObject({ kind: "equivalent", difference: "Another brand, same grade" });
  });

  test("of two at once one stands, and the other is told by whom", async () => {
    for (let round = 0; round < KINDS.length; round++) {
      const answers = await Promise.all([
        decide(round, IDENTICAL, ANN),
        decide(round, { deed: "reject" }, BEN),
        decide(round, { deed: "confirm", kind: "other-pack" }, BEN),
      ]);
      const won = answers.filter((answer) => answer.ok);
      expect(won).toHaveLength(1);
      const match = await matchOf(round);
      for (const lost of answers.filter((answer) => !answer.ok))
        expect(lost).toMatchObject({
          reason: "decided",
          match: { decidedBy: match?.decidedBy, status: match?.status },
        });
    }
    expect(await countRows("match_decisions")).toBe(KINDS.length);
  });

  test("twice the same from one person is once", async () => {
    const answers = await Promise.all([decide(0, IDENTICAL), decide(0, IDENTICAL)]);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await countRows("match_decisions")).toBe(1);
  });

  test("is refused when the listing changed while it was on the screen", async () => {
    const pair = await findPair(staff, { skuId: 0, listingId: listing(0) });
    await owner
      .update(listings)
      .set({ title: "Something else, 2 lb" })
      .where(eq(listings.id, listing(0)));
    expect(await decide(0, IDENTICAL, ANN, pair?.print)).toEqual({ ok: false, reason: "pair-changed" });
    expect(await matchOf(0)).toMatchObject({ status: "suggested" });
  });

  test("that a second listing of the retailer is this very item is refused while both have a price there", async () => {
    const second = await addListing(owner, "Northfield Whole Bean Coffee, 2 lb", { priceMinor: 950 });
    await decide(0, IDENTICAL);
    const pair = await findPair(staff, { skuId: 0, listingId: second });
    const answer = await decideMatch(
      staff,
      { skuId: 0, listingId: second, deed: IDENTICAL, seen: pair?.print ?? "" },
      BEN,
      NOW,
    );
    expect(answer).toMatchObject({ ok: false, reason: "double", other: { itemId: listing(0).slice(0, 8) } });
  });

  test("can be made of a pair that nobody suggested, and taken back to nothing", async () => {
    const key = { skuId: 0, listingId: listing(1) };
    const pair = await findPair(staff, key);
    expect(pair?.match).toBeNull();
    const answer = await decideMatch(
      staff,
      { ...key, deed: { deed: "confirm", kind: "equivalent", difference: "Tea" }, seen: pair?.print ?? "" },
      ANN,
      NOW,
    );
    expect((await findPair(staff, key))?.match).toMatchObject({ status: "confirmed" });
    const id = answer.ok ? (answer.decisionId ?? "") : "";
    expect(await undoMatchDecision(staff, id, ANN, NOW)).toEqual({ ok: true, undone: 1, moved: 0 });
    expect((await findPair(staff, key))?.match).toBeNull();
  });
});

describe("taking back", () => {
  test("makes it what it was, once, and only by whoever decided", async () => {
    const before = await matchOf(0);
    const answer = await decide(0, { deed: "reject" });
    const id = answer.ok ? (answer.decisionId ?? "") : "";
    expect(await undoMatchDecision(staff, id, BEN, NOW)).toEqual({ ok: false, reason: "not-found" });
    const both = await Promise.all([1, 2].map(() => undoMatchDecision(staff, id, ANN, NOW)));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await matchOf(0)).toEqual(before);
    expect(await listOwnDecisions(staff, ANN.id ?? "", 10)).toEqual([]);
  });

  test("leaves what was decided anew since", async () => {
    const answer = await decide(0, { deed: "reject" });
    const id = answer.ok ? (answer.decisionId ?? "") : "";
    await decide(0, { deed: "reopen" }, BEN);
    await decide(0, IDENTICAL, BEN);
    expect(await undoMatchDecision(staff, id, ANN, NOW)).toEqual({ ok: false, reason: "moved" });
    expect(await matchOf(0)).toMatchObject({ status: "confirmed", decidedBy: BEN.name });
  });
});

describe("sure ones at once", () => {
  test("are exactly those shown that are sure still, and are taken back as one", async () => {
    const sure = await listSure(staff, "costco", 100);
    expect(sure.map(({ skuId }) => skuId)).toEqual([0, 1, 2, 3]);
    const shown = sure.filter(({ skuId }) => skuId < 3);
    await decide(1, { deed: "reject" }, BEN);
    await owner
      .update(listings)
      .set({ title: "Northfield Paprika, 3 lb" })
      .where(eq(listings.id, listing(2)));
    const done = await confirmSureMatches(staff, { retailer: "costco", shown }, ANN, NOW);
    expect(done).toMatchObject({ confirmed: 1, leftOut: 2 });
    expect((await Promise.all([0, 1, 2, 3].map(matchOf))).map((match) => match?.status)).toEqual([
      "confirmed",
      "rejected",
      "suggested",
      "suggested",
    ]);
    expect(await listOwnDecisions(staff, ANN.id ?? "", 10)).toMatchObject([{ id: done.batchId, matches: 1 }]);
    expect(await undoMatchDecision(staff, done.batchId ?? "", ANN, NOW)).toEqual({
      ok: true,
      undone: 1,
      moved: 0,
    });
    expect(await matchOf(0)).toMatchObject({ status: "suggested", decidedBy: null });
  });

  test("confirmed by two at once are confirmed once", async () => {
    const shown = await listSure(staff, "costco", 100);
    const done = await Promise.all(
      [ANN, BEN].map((actor) => confirmSureMatches(staff, { retailer: "costco", shown }, actor, NOW)),
    );
    expect(done.map(({ confirmed }) => confirmed).sort()).toEqual([0, 4]);
    expect(await countRows("match_decisions")).toBe(4);
  });

  test("leave out what could be meant otherwise", async () => {
    await addTitledSku(owner, 7, "Northfield Green Tea Leaves, 2 lb");
    await suggestMatches(database.pools.owner, { askedBy: "test", now: NOW });
    expect((await listSure(staff, "costco", 100)).map(({ skuId }) => skuId)).toEqual([0, 2, 3]);
  });
});
