/** The chain as Postgres writes it, verified by code that shares nothing with it; and every way of tampering. */
import fc from "fast-check";
import type postgres from "postgres";
import { beforeAll, describe, expect, test } from "vitest";
import { EVIDENCE_CHECKS } from "#app/db/checks/evidence-checks.ts";
import { runCheck } from "#app/db/checks/run-check.ts";
import { findChainPlace } from "#app/db/evidence-chain.ts";
import { listings, observations } from "#app/db/tables.server.ts";
import { appendObservations, type StagedRow } from "#scripts/seed/append-observations.ts";
import { testDatabase } from "#tests/support/database.ts";
import { addRetailers } from "#tests/support/reference-files.ts";

const database = testDatabase();
const uuid = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, "0")}`;
const AT = new Date("2026-11-20T18:00:00.123Z");

beforeAll(async () => {
  const { db } = database.pools.owner;
  await addRetailers(db);
  await db.insert(listings).values(
    ["costco", "sams"].map((retailerSlug, i) => ({
      id: uuid(i + 1),
      retailerSlug,
      itemId: "7",
      title: "Tea 40 ct",
      packCount: 40,
      packSize: "1",
      packUnit: "ct",
      packBaseUnit: "count",
      packTotalMicro: 40_000_000,
      firstSeenAt: AT,
    })),
  );
  await database.pools.owner.sql.begin((tx) =>
    appendObservations(
      tx,
      [...Array(10).keys()].map((n) => row(n)),
    ),
  );
});

function row(n: number, more: StagedRow = {}): StagedRow {
  return {
    retailer_slug: n % 2 === 0 ? "costco" : "sams",
    id: uuid(100 + n),
    listing_id: uuid((n % 2) + 1),
    item_id: "7",
    title_seen: "Tea 40 ct",
    captured_at: new Date(AT.getTime() + n * 86_400_000),
    zone: "-08:00",
    channel: "in-club",
    place: "ZIP 98109",
    price_minor: 599 + n,
    currency: "USD",
    membership_needed: true,
    needs_coupon: false,
    in_stock: true,
    captured_by: "checker 12",
    raw: JSON.stringify({ title: "Tea 40 ct", price: String(n) }),
    raw_sha256: String(n).padStart(64, "0"),
    ...more,
  };
}

const CHAIN_CHECK = "evidence-chain-holds";

async function faults(tx: postgres.TransactionSql, name = CHAIN_CHECK): Promise<string[]> {
  const check = EVIDENCE_CHECKS.find((one) => one.name === name);
  if (check === undefined) throw new Error(`No check ${name}`);
  const { examples } = await runCheck(tx, check, { now: AT, examples: 50 });
  return examples.map(({ subject }) => subject);
}

/** What is found after `tampering`, which is rolled back. */
async function foundAfter(tampering: string): Promise<string[]> {
  const rolledBack = new Error("rolled back");
  let found: string[] = [];
  await database.pools.owner.sql
    .begin(async (tx) => {
      await tx.unsafe("alter table observations disable trigger observations_append_only");
      await tx.unsafe(tampering);
      found = await faults(tx);
      throw rolledBack;
    })
    .catch((error: unknown) => {
      if (error !== rolledBack) throw error;
    });
  return found;
}

describe("the chain that was written", () => {
  test("verifies, each retailer's for itself", async () => {
    await database.pools.owner.sql.begin(async (tx) => expect(await faults(tx)).toEqual([]));
    const places = await Promise.all(
      [100, 101, 108].map((n) => findChainPlace(database.pools.visitor.db, uuid(n))),
    );
    expect(places).toMatchObject([
      { retailerSlug: "costco", position: 1, length: 5, previousSha256: "0".repeat(64), verifies: true },
      { retailerSlug: "sams", position: 1, length: 5, verifies: true },
      { retailerSlug: "costco", position: 5, length: 5, verifies: true },
    ]);
    expect(await findChainPlace(database.pools.visitor.db, uuid(999))).toBeUndefined();
  });

  test("goes on with rows that are inserted one by one, with what they leave out from the listing", async () => {
    const { db } = database.pools.owner;
    const plain = {
      listingId: uuid(1),
      zone: "-08:00",
      priceMinor: 699,
      currency: "USD",
      channel: "online" as const,
      place: "online",
      titleSeen: "Tea 40 ct",
      capturedBy: "checker 12",
      raw: {},
    };
    const inserted = await db
      .insert(observations)
      .values(
        [1, 2].map((n) => ({ ...plain, id: uuid(200 + n), capturedAt: AT, rawSha256: `${n}`.repeat(64) })),
      )
      .returning();
    expect(inserted).toMatchObject([
      { chainPosition: 6, retailerSlug: "costco", itemId: "7", membershipNeeded: true, packCount: 40 },
      { chainPosition: 7 },
    ]);
    await database.pools.owner.sql.begin(async (tx) => expect(await faults(tx)).toEqual([]));
    expect(await findChainPlace(db, uuid(202))).toMatchObject({ position: 7, length: 7, verifies: true });
  });

  test("is the same in Postgres and here, whatever the texts are", async () => {
    const text = fc
      .string({ unit: "binary", maxLength: 30 })
      .map((some) => some.toWellFormed().replaceAll("\0", ""));
    const texts = fc.record({
      title_seen: text,
      place: text,
      promotion: fc.option(text),
      raw: fc.dictionary(text, text, { noNullPrototype: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 20 }), async (some) => {
        await database.pools.owner.sql
          .begin(async (tx) => {
            await appendObservations(
              tx,
              some.map((one, i) => row(1_000 + 2 * i, { ...one, raw: JSON.stringify(one.raw) })),
            );
            expect(await faults(tx)).toEqual([]);
            throw new Error("rolled back");
          })
          .catch((error: Error) => {
            if (error.message !== "rolled back") throw error;
          });
      }),
      { numRuns: 40 },
    );
  });

  test("waits for whoever appends to the same chain", async () => {
    const { sql } = database.pools.owner;
    const append = (n: number) => sql.begin((tx) => appendObservations(tx, [row(n), row(n + 2)]));
    await Promise.all([300, 310, 320, 330].map(append));
    await sql.begin(async (tx) => expect(await faults(tx)).toEqual([]));
  });
});

describe("tampering shows at its place:", () => {
  const cases: [what: string, tampering: string, found: string[]][] = [
    [
      "a price",
      "update observations set price_minor = 1 where chain_position = 3 and retailer_slug = 'costco'",
      ["costco 3"],
    ],
    [
      "a date",
      `update observations set captured_at = captured_at + interval '1 day' where id = '${uuid(101)}'`,
      ["sams 1"],
    ],
    [
      "a raw record",
      `update observations set raw = raw || '{"price": "0.01"}' where id = '${uuid(101)}'`,
      ["sams 1"],
    ],
    ["a pack", `update observations set pack_declined = 'range' where id = '${uuid(103)}'`, ["sams 2"]],
    [
      "a membership",
      `update observations set membership_needed = false where id = '${uuid(103)}'`,
      ["sams 2"],
    ],
    [
      "a hash",
      `update observations set chain_sha256 = decode(repeat('00', 32), 'hex') where id = '${uuid(103)}'`,
      ["sams 2", "sams 3"],
    ],
    ["a deleted row", `delete from observations where id = '${uuid(103)}'`, ["sams 2"]],
    ["a deleted end", `delete from observations where id = '${uuid(109)}'`, ["sams 5"]],
    [
      "two rows that changed places",
      `set constraints all deferred;
       update observations set chain_position = 99 where id = '${uuid(103)}';
       update observations set chain_position = 2 where id = '${uuid(105)}';
       update observations set chain_position = 3 where id = '${uuid(103)}'`,
      ["sams 2", "sams 3", "sams 4"],
    ],
    [
      "a row put in",
      `update observations set chain_position = chain_position + 1000 where retailer_slug = 'sams' and chain_position > 2;
       insert into observations select (o).* from (
         select jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'chain_position', 3,
           'raw_sha256', '\\x' || repeat('cd', 32))) as o
         from observations o where id = '${uuid(103)}') forged;
       update observations set chain_position = chain_position - 999 where retailer_slug = 'sams' and chain_position > 1000;
       update evidence_chains set length = length + 1 where retailer_slug = 'sams'`,
      ["sams 3", "sams 4", "sams 5", "sams 6"],
    ],
    [
      "a head",
      "update evidence_chains set head_sha256 = decode(repeat('ab', 32), 'hex') where retailer_slug = 'sams'",
      ["sams 5"],
    ],
    ["a length", "update evidence_chains set length = 7 where retailer_slug = 'sams'", ["sams 6 to 7"]],
    ["a lost head", "delete from evidence_chains where retailer_slug = 'sams'", ["sams 1 to 5"]],
  ];

  test.each(cases)("%s", async (_what, tampering, found) => {
    expect(await foundAfter(tampering)).toEqual(found);
  });

  test("and on the observation's own page", async () => {
    const { sql, db } = database.pools.owner;
    await sql.unsafe("alter table observations disable trigger observations_append_only");
    await sql`update observations set price_minor = 1 where id = ${uuid(105)}`;
    expect(await findChainPlace(db, uuid(105))).toMatchObject({ position: 3, verifies: false });
    expect(await findChainPlace(db, uuid(107))).toMatchObject({ verifies: true });
    await sql`update observations set price_minor = 604 where id = ${uuid(105)}`;
    await sql.unsafe("alter table observations enable trigger observations_append_only");
    expect(await findChainPlace(db, uuid(105))).toMatchObject({ verifies: true });
  });
});
