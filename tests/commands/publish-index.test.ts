import { v7 as uuidv7 } from "uuid";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeBasket, defineBasket, reviseBasket } from "#app/commands/define-basket.ts";
import { DRAFT_HOLDS_MS, publishIndex, readIndexDraft } from "#app/commands/publish-index.ts";
import { withdrawIndex } from "#app/commands/withdraw-index.ts";
import { findBasket } from "#app/db/index-baskets.ts";
import { findNewestPublication, listPublications, listPublishedItems } from "#app/db/index-publications.ts";
import type { Actor } from "#app/domain/actor.ts";
import { testDatabase } from "#tests/support/database.ts";
import { seedIndexClub } from "#tests/support/index-fixture.ts";

const database = testDatabase();
const NOW = new Date();
const actor: Actor = { id: null, name: "merchandiser@club.test", requestId: "request-1" };
const staff = () => database.pools.staff.db;
let skus: readonly number[] = [];
let names = 0;
let basketId = "";

beforeAll(async () => {
  skus = await seedIndexClub(database.pools.owner.db, NOW);
});

beforeEach(async () => {
  names += 1;
  basketId = await define(skus);
});

async function define(ids: readonly number[]): Promise<string> {
  const id = uuidv7();
  const lines = ids.map((skuId) => ({ skuId, quantity: 1 }));
  const made = await defineBasket(staff(), { id, name: `Basket ${names}`, lines }, actor, NOW);
  if (!made.ok) throw new Error(made.reason);
  return id;
}

/** Publishes what the draft of `asOf` says, a minute later. */
async function publish(id = basketId, asOf = NOW, publicationId = uuidv7()) {
  const { text: shown } = await readIndexDraft(staff(), id, asOf);
  return publishIndex(
    staff(),
    { publicationId, basketId: id, asOf, shown },
    actor,
    new Date(asOf.getTime() + 60_000),
  );
}

const auditOf = async (action: string) =>
  database.pools.owner.sql`select * from audit_entries where action = ${action} order by at, id`;

describe("publishing", () => {
  test("declassifies the figures, fixes the basket, and is kept with who did it", async () => {
    const publicationId = uuidv7();
    expect(await publish(basketId, NOW, publicationId)).toEqual({ ok: true, changed: true });
    // On the visitor's role: what everybody may read.
    const { db } = database.pools.visitor;
    expect(await findNewestPublication(db, `basket-${names}`)).toMatchObject({
      id: publicationId,
      asOf: NOW,
      withdrawn: null,
      figures: [{ retailerSlug: "costco", indexTenths: 800, comparedLines: 30, basketLines: 30 }],
    });
    const items = await listPublishedItems(db, publicationId);
    expect(items).toHaveLength(30);
    expect(items[0]?.checks).toHaveLength(1);
    expect((await findBasket(staff(), basketId))?.frozenAt).not.toBeNull();
    const [entry] = (await auditOf("publish-index")).filter((one) => one.subject_id === publicationId);
    expect(entry).toMatchObject({
      actor: "merchandiser@club.test",
      request_id: "request-1",
      after: { disclosed: "Costco 80.0 on 30 items", version: 1 },
    });
  });

  test("twice, or by two at once, publishes once", async () => {
    const publicationId = uuidv7();
    const results = await Promise.all([
      publish(basketId, NOW, publicationId),
      publish(basketId, NOW, publicationId),
      publish(basketId, NOW, uuidv7()),
    ]);
    expect(results.map((one) => one.ok && one.changed).filter(Boolean)).toHaveLength(1);
    expect(await listPublications(staff(), `basket-${names}`)).toHaveLength(1);
  });

  test("is refused when the draft is not what would be told by now, or is old", async () => {
    const input = { publicationId: uuidv7(), basketId, asOf: NOW, shown: "Costco 70.0 on 30 items" };
    expect(await publishIndex(staff(), input, actor, NOW)).toEqual({ ok: false, reason: "moved" });
    const { text: shown } = await readIndexDraft(staff(), basketId, NOW);
    const late = new Date(NOW.getTime() + DRAFT_HOLDS_MS + 1);
    const again = { ...input, shown };
    expect(await publishIndex(staff(), again, actor, late)).toEqual({ ok: false, reason: "draft-old" });
    const early = new Date(NOW.getTime() - 1);
    expect(await publishIndex(staff(), again, actor, early)).toEqual({ ok: false, reason: "draft-old" });
    const nowhere = { ...again, basketId: uuidv7() };
    expect(await publishIndex(staff(), nowhere, actor, NOW)).toEqual({ ok: false, reason: "not-found" });
    expect(await listPublications(staff(), `basket-${names}`)).toEqual([]);
  });

  test("goes forward in time alone", async () => {
    await publish();
    expect(await publish(basketId, new Date(NOW.getTime() - 60_000))).toEqual({
      ok: false,
      reason: "not-newer",
    });
  });

  test("of too few comparable items tells nothing", async () => {
    names += 1;
    const uncompared = skus
      .slice(0, 10)
      .concat(
        await seedIndexClub(database.pools.owner.db, NOW, { first: 3_001, count: 15, compared: false }),
      );
    expect(await publish(await define(uncompared))).toEqual({ ok: false, reason: "nothing-to-say" });
  });
});

describe("a fixed basket", () => {
  test("stays as it is, in the database too; what changes is a new version", async () => {
    await publish();
    const lines = skus.slice(0, 25).map((skuId) => ({ skuId, quantity: 2 }));
    expect(await changeBasket(staff(), basketId, lines, actor, NOW)).toEqual({
      ok: false,
      reason: "published",
    });
    const { sql } = database.pools.owner;
    const refused = { code: "23001" };
    await expect(sql`delete from index_basket_lines where basket_id = ${basketId}`).rejects.toMatchObject(
      refused,
    );
    await expect(
      sql`update index_basket_lines set quantity = 9 where basket_id = ${basketId}`,
    ).rejects.toMatchObject(refused);
    await expect(
      sql`insert into index_basket_lines values (${basketId}, ${skus[0] ?? 0} + 100000, 1, 99)`,
    ).rejects.toMatchObject(refused);
    await expect(sql`update index_baskets set name = 'x' where id = ${basketId}`).rejects.toMatchObject(
      refused,
    );
    const next = uuidv7();
    expect(await reviseBasket(staff(), basketId, next, actor, NOW)).toEqual({ ok: true, id: next });
    expect(await reviseBasket(staff(), basketId, uuidv7(), actor, NOW)).toEqual({
      ok: false,
      reason: "draft-open",
    });
    expect(await changeBasket(staff(), next, lines, actor, NOW)).toEqual({ ok: true });
    expect(await findBasket(staff(), next)).toMatchObject({ version: 2, frozenAt: null });
  });

  test("names items that are there", async () => {
    const lines = [{ skuId: 77, quantity: 1 }];
    expect(await defineBasket(staff(), { id: uuidv7(), name: "Other", lines }, actor, NOW)).toEqual({
      ok: false,
      reason: "unknown-skus",
      skuIds: [77],
    });
    expect(await changeBasket(staff(), basketId, lines, actor, NOW)).toMatchObject({
      reason: "unknown-skus",
    });
  });
});

describe("what figures tell together", () => {
  test("a version with two items fewer is published on five fewer", async () => {
    await publish();
    const next = uuidv7();
    await reviseBasket(staff(), basketId, next, actor, NOW);
    const lines = skus.slice(0, 28).map((skuId) => ({ skuId, quantity: 1 }));
    await changeBasket(staff(), next, lines, actor, NOW);
    const draft = await readIndexDraft(staff(), next, NOW);
    expect(draft.text).toBe("Costco 80.0 on 25 items");
    expect(draft.figures[0]?.dropped).toHaveLength(3);
  });

  test("two baskets that differ by one item, published at once: one is told, the other would tell that item's price", async () => {
    const fresh = await seedIndexClub(database.pools.owner.db, NOW, { first: 4_001 });
    names += 1;
    const whole = await define(fresh);
    names += 1;
    const part = await define(fresh.slice(0, 29));
    const inputs = await Promise.all(
      [whole, part].map(async (id) => ({
        publicationId: uuidv7(),
        basketId: id,
        asOf: NOW,
        shown: (await readIndexDraft(staff(), id, NOW)).text,
      })),
    );
    expect(inputs.map(({ shown }) => shown)).toEqual(["Costco 80.0 on 30 items", "Costco 80.0 on 29 items"]);
    const results = await Promise.all(inputs.map((input) => publishIndex(staff(), input, actor, NOW)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "moved" });
  });
});

describe("withdrawing", () => {
  test("is a row of its own that says why, once; the figures stay in the record", async () => {
    const publicationId = uuidv7();
    await publish(basketId, NOW, publicationId);
    const reason = "A check at Costco was read wrongly.";
    const results = await Promise.all(
      [1, 2].map(() => withdrawIndex(staff(), publicationId, reason, actor, NOW)),
    );
    expect(results.filter((one) => one.ok && one.changed)).toHaveLength(1);
    const [withdrawn] = await listPublications(database.pools.visitor.db, `basket-${names}`);
    expect(withdrawn).toMatchObject({ id: publicationId, withdrawn: { reason } });
    expect(withdrawn?.figures[0]?.indexTenths).toBe(800);
    expect(await findNewestPublication(database.pools.visitor.db, `basket-${names}`)).toBeUndefined();
    expect(await withdrawIndex(staff(), uuidv7(), reason, actor, NOW)).toEqual({
      ok: false,
      reason: "not-found",
    });
    expect((await auditOf("withdraw-index")).at(-1)).toMatchObject({ subject_id: publicationId });
  });
});
