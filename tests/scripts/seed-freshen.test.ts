import { beforeAll, describe, expect, test } from "vitest";
import { seedDemoClub } from "#scripts/seed/demo.ts";
import { freshenDemoClub } from "#scripts/seed/freshen.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
const SEEDED = new Date("2026-11-01T12:00:00.000Z");
const DAY_MS = 86_400_000;
const later = (days: number) => new Date(SEEDED.getTime() + days * DAY_MS);

beforeAll(async () => {
  await seedDemoClub(database.pools.owner, SEEDED);
}, 60_000);

/** Listings whose newest check is at most a week old at `now`, and all listings that were ever checked. */
async function countFresh(now: Date): Promise<{ fresh: number; checked: number }> {
  const [row] = await database.pools.owner.sql<{ fresh: number; checked: number }[]>`
    select count(*) filter (where newest > ${later(0).toISOString()}::timestamptz + ${now.getTime() - SEEDED.getTime()} * interval '1 millisecond' - interval '7 days')::int as fresh,
      count(*)::int as checked
    from (select max(captured_at) as newest from observations group by listing_id) each`;
  return row ?? { fresh: 0, checked: 0 };
}

describe("a demo club that has stood for a while", () => {
  test("has nothing to do within the day of its newest checks", async () => {
    expect(await freshenDemoClub(database.pools.owner, SEEDED)).toBe(0);
  });

  test("is checked again as it was: the same are fresh, the stale stay stale, and no check is in the future", async () => {
    const atSeed = await countFresh(SEEDED);
    const now = later(30);
    expect(await countFresh(now)).toMatchObject({ fresh: 0 });
    expect(await freshenDemoClub(database.pools.owner, now)).toBe(atSeed.fresh);
    expect(await countFresh(now)).toEqual(atSeed);
    const [ahead] = await database.pools.owner.sql`
      select count(*)::int as n from observations where captured_at > ${now.toISOString()}::timestamptz`;
    expect(ahead?.n).toBe(0);
  });

  test("once a day is enough", async () => {
    expect(await freshenDemoClub(database.pools.owner, later(30))).toBe(0);
  });

  test("rates are fresh again, so that offers in other currencies have a cost", async () => {
    const [rate] = await database.pools.owner.sql`select max(as_of) as newest from fx_rates`;
    expect(new Date(rate?.newest)).toEqual(later(30));
  });
});
