/** From a rule to published prices and back: proposing, publishing, discarding, taking back. */
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { discardChangeSet } from "#app/commands/discard-change-set.ts";
import { type ProposePricesInput, proposePrices } from "#app/commands/propose-prices.ts";
import { publishChangeSet } from "#app/commands/publish-change-set.ts";
import { setRule } from "#app/commands/set-rule.ts";
import { takeBackChangeSet } from "#app/commands/take-back-change-set.ts";
import { listAudit } from "#app/db/audit-log.ts";
import { findChangeSet, listBlocked, listChanges } from "#app/db/change-sets.ts";
import { listPriceHistory } from "#app/db/club-prices.ts";
import { changeSets, currentPrices, priceHistory } from "#app/db/tables.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { RuleScope } from "#app/domain/pricing.ts";
import { testDatabase } from "#tests/support/database.ts";
import {
  addMerchandiser,
  addOffers,
  addRacks,
  addRate,
  addRule,
  addSkus,
  daysFromNow,
  NOW,
  type SkuFixture,
} from "#tests/support/pricing-fixture.ts";

const database = testDatabase();
const staff = () => database.pools.staff.db;
const owner = () => database.pools.owner.db;

let actor: Actor | undefined;
let nextSku = 1000;

/** Each test works on a category and SKUs of its own, under one club rule of 10 % markup. */
async function setUp(): Promise<Actor> {
  if (actor !== undefined) return actor;
  await addRacks(owner());
  await addRule(owner(), "club", "club", 1000);
  await addRate(owner(), "CNY", 140_000);
  actor = await addMerchandiser(owner());
  return actor;
}

let mo: Actor;
beforeEach(async () => {
  mo = await setUp();
});

async function rack(
  ...fixtures: Omit<SkuFixture, "id" | "supplier">[]
): Promise<{ supplier: string; ids: number[] }> {
  const supplier = `supplier-${nextSku}`;
  await database.pools.owner.sql`insert into suppliers values (${supplier}, ${supplier}, 'US', 'USD')`;
  const skus = fixtures.map((fixture) => ({ ...fixture, supplier, id: nextSku++ }));
  await addSkus(owner(), skus);
  return { supplier, ids: skus.map((sku) => sku.id) };
}

function propose(scope: RuleScope, scopeKey: string | number, more: Partial<ProposePricesInput> = {}) {
  const input = { scope, scopeKey: String(scopeKey), changeSetId: uuidv7(), ...more };
  return proposePrices(staff(), input, mo, NOW);
}

async function draft(scope: RuleScope, scopeKey: string | number): Promise<string> {
  const result = await propose(scope, scopeKey);
  if (!result.ok) throw new Error(`No draft: ${result.reason}`);
  return result.changeSetId;
}

const publish = (id: string, at = NOW) => publishChangeSet(staff(), id, mo, at);

async function published(scope: RuleScope, scopeKey: string | number): Promise<string> {
  const id = await draft(scope, scopeKey);
  expect(await publish(id)).toMatchObject({ ok: true });
  return id;
}

async function priceOf(skuId: number): Promise<number | undefined> {
  const [row] = await owner().select().from(currentPrices).where(eq(currentPrices.skuId, skuId));
  return row?.clubCents;
}

const markup = (scope: RuleScope, scopeKey: string | number, markupBps: number) =>
  setRule(
    staff(),
    { scope, scopeKey: String(scopeKey), strategy: { kind: "cost-plus", markupBps }, guardrails: {} },
    mo,
    NOW,
  );

describe("proposing prices", () => {
  test("drafts every SKU that the rules move, notes the blocked ones, and changes no price", async () => {
    const { supplier, ids } = await rack(
      { costCents: 1000 },
      { costCents: 2000, currency: "CNY" },
      { costCents: null },
    );
    const id = await draft("supplier", supplier);

    const [usd, cny, none] = ids as [number, number, number];
    expect(await listChanges(staff(), id, { limit: 10 })).toMatchObject([
      { skuId: usd, beforeCents: null, afterCents: 1100, landedCents: 1000 },
      { skuId: cny, beforeCents: null, afterCents: 308, landedCents: 280 },
    ]);
    expect(await listBlocked(staff(), id, { limit: 10 })).toMatchObject([
      { skuId: none, reason: "no-offer" },
    ]);
    expect(await findChangeSet(staff(), id)).toMatchObject({
      state: "draft",
      tally: { first: 2, raised: 0, lowered: 0, blocked: 1, unchanged: 0 },
    });
    expect(await priceOf(usd)).toBeUndefined();
  });

  test("leaves out what stays, and makes no draft when nothing moves", async () => {
    const { supplier, ids } = await rack({ costCents: 1000 }, { costCents: 500 });
    await published("supplier", supplier);
    expect(await propose("supplier", supplier)).toMatchObject({
      ok: false,
      reason: "nothing-moves",
      tally: { unchanged: 2 },
    });
    await markup("sku", ids[0] as number, 1200);
    const id = await draft("supplier", supplier);
    expect(await findChangeSet(staff(), id)).toMatchObject({ tally: { raised: 1, unchanged: 1 } });
  });

  test("a new cost proposes a new price and makes none by itself", async () => {
    const { supplier, ids } = await rack({ costCents: 1000 });
    await published("supplier", supplier);
    const [skuId] = ids as [number];
    await addOffers(owner(), [{ id: skuId, supplier, costCents: 900 }], daysFromNow(-1));
    expect(await priceOf(skuId)).toBe(1100);
    const id = await draft("supplier", supplier);
    expect(await listChanges(staff(), id, { limit: 1 })).toMatchObject([
      { beforeCents: 1100, afterCents: 990 },
    ]);
  });

  test("asked twice at once with the same id, makes one draft", async () => {
    const { supplier } = await rack({ costCents: 1000 });
    const changeSetId = uuidv7();
    const results = await Promise.all([
      propose("supplier", supplier, { changeSetId }),
      propose("supplier", supplier, { changeSetId }),
    ]);
    expect(results.map((result) => result.ok && result.made).sort()).toEqual([false, true]);
    expect(await propose("supplier", supplier, { changeSetId })).toEqual({
      ok: true,
      made: false,
      changeSetId,
    });
  });

  test("refuses more SKUs than its limit, and a scope that is not there", async () => {
    const { supplier } = await rack({ costCents: 1000 }, { costCents: 1000 });
    expect(await propose("supplier", supplier, { limit: 1 })).toEqual({
      ok: false,
      reason: "too-many",
      limit: 1,
    });
    expect(await propose("supplier", "nobody")).toEqual({ ok: false, reason: "scope-unknown" });
  });
});

describe("publishing", () => {
  test("writes current prices, history with the waterfall, the state and the audit entry", async () => {
    const { supplier, ids } = await rack({ costCents: 1000 });
    const id = await published("supplier", supplier);
    const [skuId] = ids as [number];
    expect(await priceOf(skuId)).toBe(1100);
    expect(await listPriceHistory(staff(), skuId, 5)).toMatchObject([{ clubCents: 1100, changeSetId: id }]);
    const [past] = await owner().select().from(priceHistory).where(eq(priceHistory.changeSetId, id));
    expect(past?.waterfall?.steps.at(-1)).toMatchObject({ cents: 1100 });
    expect(await findChangeSet(staff(), id)).toMatchObject({
      state: "published",
      publishedAt: NOW,
      publishedBy: mo.name,
    });
    const [entry] = await listAudit(staff(), { subjectKind: "change-set", subjectId: id, limit: 1 });
    expect(entry).toMatchObject({ action: "publish-change-set", actorId: mo.id, after: { prices: 1 } });
  });

  test("a second time says that it is published already", async () => {
    const { supplier } = await rack({ costCents: 1000 });
    const id = await published("supplier", supplier);
    expect(await publish(id)).toEqual({ ok: false, reason: "already-published" });
  });

  test("five at once: exactly one wins", async () => {
    const { supplier, ids } = await rack({ costCents: 1000 }, { costCents: 2000 });
    const id = await draft("supplier", supplier);
    const results = await Promise.all(Array.from({ length: 5 }, () => publish(id)));
    expect(results.filter((result) => result.ok)).toEqual([{ ok: true, published: 2 }]);
    expect(results.filter((result) => !result.ok && result.reason === "already-published")).toHaveLength(4);
    expect(await listPriceHistory(staff(), ids[0] as number, 5)).toHaveLength(1);
  });

  test("refuses a draft whose prices have moved since, and names them", async () => {
    const { supplier, ids } = await rack({ costCents: 1000 }, { costCents: 2000 });
    await published("supplier", supplier);
    await markup("supplier", supplier, 500);
    const stale = await draft("supplier", supplier);
    await markup("sku", ids[1] as number, 1300);
    await published("sku", ids[1] as number);
    expect(await publish(stale)).toMatchObject({
      ok: false,
      reason: "prices-moved",
      count: 1,
      first: [{ skuId: ids[1], draftedFromCents: 2200, currentCents: 2260 }],
    });
    expect(await priceOf(ids[0] as number)).toBe(1100);
    expect(await findChangeSet(staff(), stale)).toMatchObject({ state: "draft" });
  });

  test("two drafts of the same first prices, published at once: one wins, the other is told which moved", async () => {
    const { supplier, ids } = await rack(...Array.from({ length: 30 }, () => ({ costCents: 1000 })));
    const one = await draft("supplier", supplier);
    await markup("supplier", supplier, 700);
    const other = await draft("supplier", supplier);
    const results = await Promise.all([publish(one), publish(other)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({ reason: "prices-moved", count: 30 });
    const prices = new Set(await Promise.all(ids.map(priceOf)));
    expect(prices.size).toBe(1);
  });

  test("drafts that overlap, published at once again and again, never lock each other out", async () => {
    const { supplier } = await rack(...Array.from({ length: 40 }, () => ({ costCents: 1000 })));
    await published("supplier", supplier);
    for (const markupBps of [300, 400, 600, 800]) {
      await markup("supplier", supplier, markupBps);
      const drafts = [await draft("supplier", supplier), await draft("supplier", supplier)];
      const results = await Promise.all(drafts.map((id) => publish(id)));
      expect(results.filter((result) => result.ok)).toHaveLength(1);
    }
  });

  test("a reader sees all of it or nothing", async () => {
    const { supplier, ids } = await rack(...Array.from({ length: 300 }, () => ({ costCents: 1000 })));
    await published("supplier", supplier);
    await markup("supplier", supplier, 500);
    const id = await draft("supplier", supplier);

    const { sql } = database.pools.member;
    const seen = new Set<string>();
    let done = false;
    const reading = (async () => {
      do {
        const rows = await sql`select distinct club_cents from current_prices where sku_id = any(${ids})`;
        seen.add(rows.map((row) => row.club_cents).join());
      } while (!done || !seen.has("1050"));
    })();
    await publish(id);
    done = true;
    await reading;
    expect([...seen].every((prices) => prices === "1100" || prices === "1050")).toBe(true);
  });

  test("refuses a change set that is not there", async () => {
    expect(await publish(uuidv7())).toEqual({ ok: false, reason: "not-found" });
  });

  test("the database itself holds a published change set to a time of publication", async () => {
    const { supplier } = await rack({ costCents: 1000 });
    const id = await draft("supplier", supplier);
    await expect(
      owner().update(changeSets).set({ state: "published" }).where(eq(changeSets.id, id)),
    ).rejects.toMatchObject({ cause: { constraint_name: "change_sets_published_check" } });
  });
});

describe("discarding", () => {
  test("a discarded draft stays on record and cannot be published", async () => {
    const { supplier, ids } = await rack({ costCents: 1000 });
    const id = await draft("supplier", supplier);
    expect(await discardChangeSet(staff(), id, mo, NOW)).toEqual({ ok: true });
    expect(await discardChangeSet(staff(), id, mo, NOW)).toEqual({ ok: false, reason: "already-discarded" });
    expect(await publish(id)).toEqual({ ok: false, reason: "already-discarded" });
    expect(await priceOf(ids[0] as number)).toBeUndefined();
    expect(await listChanges(staff(), id, { limit: 5 })).toHaveLength(1);
  });

  test("refuses a published one", async () => {
    const { supplier } = await rack({ costCents: 1000 });
    const id = await published("supplier", supplier);
    expect(await discardChangeSet(staff(), id, mo, NOW)).toEqual({ ok: false, reason: "already-published" });
  });
});

describe("taking back", () => {
  test("puts the old prices back; says which have moved since and which had none", async () => {
    const { supplier, ids } = await rack({ costCents: 1000 }, { costCents: 2000 });
    const [back, moved] = ids as [number, number];
    await published("supplier", supplier);
    await addSkus(owner(), [{ id: nextSku, supplier, costCents: 3000 }]);
    const fresh = nextSku++;
    await markup("supplier", supplier, 500);
    const original = await published("supplier", supplier);
    await markup("sku", moved, 1300);
    await published("sku", moved);

    const result = await takeBackChangeSet(staff(), original, mo, daysFromNow(1));
    expect(result).toMatchObject({ ok: true, made: true });
    const id = result.ok ? result.changeSetId : "";
    expect(await listChanges(staff(), id, { limit: 10 })).toMatchObject([
      { skuId: back, beforeCents: 1050, afterCents: 1100, landedCents: 1000 },
    ]);
    expect(await listBlocked(staff(), id, { limit: 10 })).toMatchObject([
      { skuId: moved, reason: "moved-since" },
      { skuId: fresh, reason: "no-price-before" },
    ]);
    expect(await findChangeSet(staff(), id)).toMatchObject({
      takesBack: original,
      tally: { raised: 1, lowered: 0, blocked: 2, beforeCents: 1050, afterCents: 1100 },
    });
    expect(await publish(id, daysFromNow(1))).toMatchObject({ ok: true, published: 1 });
    expect(await priceOf(back)).toBe(1100);
    expect(await priceOf(moved)).toBe(2260);
  });

  test("asked for twice, or twice at once, answers the same draft; after a discard, a new one", async () => {
    const { supplier } = await rack({ costCents: 1000 });
    await published("supplier", supplier);
    await markup("supplier", supplier, 500);
    const original = await published("supplier", supplier);
    const results = await Promise.all([1, 2].map(() => takeBackChangeSet(staff(), original, mo, NOW)));
    const ids = results.map((result) => (result.ok ? result.changeSetId : ""));
    expect(ids[0]).toBe(ids[1]);
    await discardChangeSet(staff(), ids[0] as string, mo, NOW);
    expect(await takeBackChangeSet(staff(), original, mo, NOW)).toMatchObject({ ok: true, made: true });
  });

  test("refuses a draft, and a change set of first prices alone", async () => {
    const { supplier } = await rack({ costCents: 1000 });
    const id = await draft("supplier", supplier);
    expect(await takeBackChangeSet(staff(), id, mo, NOW)).toEqual({ ok: false, reason: "not-published" });
    await publish(id);
    expect(await takeBackChangeSet(staff(), id, mo, NOW)).toEqual({ ok: false, reason: "nothing-left" });
  });
});
