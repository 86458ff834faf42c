/** The log of claims in Postgres: written through the member's slot, by many processes at once, read by staff, swept. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ClaimLog } from "#app/db/claim-log.server.ts";
import { openPool, type Pool } from "#app/db/client.server.ts";
import { deleteOldClaims, listShownClaims, logShownClaims, type TimedClaim } from "#app/db/shown-claims.ts";
import { claimsKeptSince } from "#app/domain/retention.ts";
import type { ShownClaim } from "#app/domain/shown-claim.ts";
import { claimsOnSign } from "#tests/support/claims.ts";
import { ITEM, seedSmallClub } from "#tests/support/club-fixture.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
const MARCH = new Date("2026-03-03T15:00:00Z");
const minutes = (count: number, from = MARCH) => new Date(from.getTime() + count * 60_000);
const days = (count: number, from = MARCH) => minutes(count * 1_440, from);

let claim: ShownClaim;
let other: ShownClaim;
beforeAll(async () => {
  await seedSmallClub(database.pools.owner.db);
  [claim] = (await claimsOnSign(database, ITEM.cheaperHere)) as [ShownClaim];
  [other] = (await claimsOnSign(database, ITEM.equivalent)) as [ShownClaim];
});
beforeEach(async () => {
  await database.pools.owner.sql`delete from shown_claims`;
});

function shown(one: ShownClaim, firstShownAt = MARCH, lastShownAt = firstShownAt): TimedClaim {
  return { claim: one, firstShownAt, lastShownAt };
}

/** As many claims as wanted, alike but for their price. */
function priced(count: number): ShownClaim[] {
  return Array.from({ length: count }, (_, index) => ({ ...claim, ourCents: index + 1, key: `${index}` }));
}

async function all(filter = {}) {
  return (await listShownClaims(database.pools.staff.db, filter, { limit: 100 })).claims;
}

describe("a claim", () => {
  test("is written with its figures, its listing and who confirmed the match", async () => {
    expect(await logShownClaims(database.pools.member.db, [shown(claim)])).toBe(1);
    expect(await all()).toMatchObject([
      {
        skuId: ITEM.cheaperHere,
        observationId: claim.observation,
        retailer: "Costco",
        outcome: "cheaper",
        basis: "goods",
        ourCents: 1000,
        theirMinor: 1250,
        ourUnit: "31.3¢ per oz",
        theirUnit: "39.1¢ per oz",
        ourPack: "2 × 16 oz",
        theirPack: "2 × 16 oz",
        byPerPackMinor: 250,
        byBps: 2000,
        said: "Costco cheaper here by 7.8¢ per oz (20\u00a0%)",
        matchKind: "identical",
        matchDecidedBy: expect.any(String),
        firstShownAt: MARCH,
        lastShownAt: MARCH,
      },
    ]);
  });

  test("sent again changes nothing; shown longer, only when", async () => {
    const { db } = database.pools.member;
    await logShownClaims(db, [shown(claim)]);
    expect(await logShownClaims(db, [shown(claim)])).toBe(0);
    expect(await logShownClaims(db, [shown(claim, minutes(5), minutes(9))])).toBe(1);
    expect(await logShownClaims(db, [shown(claim, minutes(-3), minutes(2))])).toBe(1);
    expect(await all()).toMatchObject([{ firstShownAt: minutes(-3), lastShownAt: minutes(9) }]);
  });

  test("of another price, likeness or wording is another claim", async () => {
    const { db } = database.pools.member;
    const changed: Partial<ShownClaim>[] = [
      {},
      { ourCents: 999 },
      { matchKind: "equivalent" },
      { said: "Else" },
    ];
    await logShownClaims(
      db,
      changed.map((change) => shown({ ...claim, ...change })),
    );
    expect(await all()).toHaveLength(4);
  });

  test("twice in one statement is once, and one about nothing is not written", async () => {
    const nothing = { ...claim, observation: "00000000-0000-7000-8000-000000000000" };
    expect(await logShownClaims(database.pools.member.db, [shown(claim), shown(claim), shown(nothing)])).toBe(
      1,
    );
  });
});

describe("many processes at once", () => {
  test("log the same claims in any order without a deadlock, and lose none", async () => {
    const claims = priced(150);
    const processes = Array.from({ length: 8 }, () => openPool(database.url, "member", { size: 1 }));
    const write = async ({ db }: Pool, process: number) => {
      for (let round = 0; round < 6; round += 1) {
        const order = round % 2 === process % 2 ? claims : claims.toReversed();
        const at = minutes(round * 10 + process);
        await logShownClaims(
          db,
          order.map((one) => shown(one, at)),
        );
      }
    };
    try {
      await Promise.all(processes.map(write));
    } finally {
      await Promise.all(processes.map((pool) => pool.close()));
    }
    const rows = await database.pools.owner.sql<{ first: Date; last: Date; count: string }[]>`
      select min(first_shown_at)::text as first, max(last_shown_at)::text as last, count(*) as count,
        count(distinct (first_shown_at, last_shown_at)) as kinds from shown_claims`;
    expect(rows).toMatchObject([{ count: "150", kinds: "1" }]);
    expect(await all()).toMatchObject([
      { firstShownAt: minutes(0), lastShownAt: minutes(57) },
      ...Array(99).fill({}),
    ]);
  });

  test("each with a log of its own: what all showed is there once", async () => {
    const logs = Array.from(
      { length: 4 },
      () => new ClaimLog((c) => logShownClaims(database.pools.member.db, c)),
    );
    for (const log of logs) log.note([claim, other], MARCH);
    await Promise.all(logs.map((log) => log.close()));
    expect(await all()).toHaveLength(2);
  });
});

describe("staff", () => {
  beforeEach(async () => {
    await logShownClaims(database.pools.member.db, [
      shown(claim, days(-5), days(-1)),
      shown({ ...claim, ourCents: 980 }, days(-1), days(4)),
      shown(other, days(2), days(3)),
    ]);
  });

  test("ask what was claimed on a day, of an item, of a retailer", async () => {
    const day = { from: new Date("2026-03-03T05:00:00Z"), to: new Date("2026-03-04T05:00:00Z") };
    expect((await all({ shown: day })).map(({ ourCents }) => ourCents)).toEqual([980]);
    expect(await all({ skuId: ITEM.cheaperHere })).toHaveLength(2);
    expect(await all({ skuId: ITEM.cheaperHere, shown: day })).toHaveLength(1);
    expect(await all({ retailerSlug: "sams" })).toEqual([]);
    expect(await all({ retailerSlug: "costco" })).toHaveLength(3);
  });

  test("walk the list in pages, each claim once, the latest first", async () => {
    await logShownClaims(
      database.pools.member.db,
      priced(20).map((one) => shown(one, days(-9))),
    );
    const seen: string[] = [];
    let after: Parameters<typeof listShownClaims>[2]["after"];
    for (let page = 0; page < 20; page += 1) {
      const { claims, next } = await listShownClaims(database.pools.staff.db, {}, { after, limit: 4 });
      seen.push(...claims.map(({ id }) => id));
      if (next === null) break;
      after = next;
    }
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
  });
});

test("a claim is kept six months after it was last shown, and not a day longer", async () => {
  const { member, owner } = database.pools;
  const longAgo = new Date("2025-01-10T12:00:00Z");
  await logShownClaims(member.db, [
    shown(claim, longAgo, new Date("2026-03-03T12:00:00Z")),
    shown(other, longAgo, new Date("2026-03-02T11:59:00Z")),
  ]);
  const at = (now: string) => claimsKeptSince(new Date(now));
  expect(await deleteOldClaims(owner.db, at("2026-09-02T11:00:00Z"))).toBe(0);
  expect(await deleteOldClaims(owner.db, at("2026-09-02T12:00:00Z"))).toBe(1);
  expect(await all()).toMatchObject([{ skuId: claim.skuId }]);
  expect(await deleteOldClaims(owner.db, at("2026-09-03T12:00:00Z"))).toBe(0);
  expect(await deleteOldClaims(owner.db, at("2026-09-03T12:00:01Z"))).toBe(1);
});

test("six months from a day that the month does not have end on its last one", () => {
  expect(claimsKeptSince(new Date("2026-08-31T09:00:00Z"))).toEqual(new Date("2026-02-28T09:00:00Z"));
});
