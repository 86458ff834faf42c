import { beforeAll, describe, expect, test } from "vitest";
import { type Purchase, recordSavings } from "#app/commands/record-savings.ts";
import { listSavings, sumSavingsByMonth } from "#app/db/savings.ts";
import { CLUB_TIME_ZONE } from "#app/domain/calendar-date.ts";
import { CLUB_CENTS, ITEM, seedSmallClub } from "#tests/support/club-fixture.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createMember, type TestMember } from "#tests/support/people.ts";

const database = testDatabase();
const NOW = new Date();
const DAY_MS = 86_400_000;
const always = { from: new Date(0), to: new Date(NOW.getTime() + DAY_MS) };
let ada: TestMember;
let ben: TestMember;

beforeAll(async () => {
  await seedSmallClub(database.pools.owner.db, NOW);
  ada = await createMember(database.pools.owner);
  ben = await createMember(database.pools.owner);
});

const owner = () => database.pools.owner.db;
const member = () => database.pools.member.db;

function purchase(given: Partial<Purchase> = {}): Purchase {
  const lines = [ITEM.cheaperHere, ITEM.cheaperThere, ITEM.withoutAnything, ITEM.withdrawn].map((skuId) => ({
    skuId,
    quantity: 2,
    clubCents: CLUB_CENTS,
  }));
  return { membershipId: ada.membershipId, source: "order 1", boughtAt: NOW, lines, ...given };
}

describe("a purchase", () => {
  test("is kept line by line with its evidence, dearer lines against us, and said where nothing was compared", async () => {
    expect(await recordSavings(owner(), purchase(), NOW)).toEqual({ recorded: 4, savedCents: 500 - 400 });
    const lines = await listSavings(member(), ada.membershipId, always, 10);
    const by = (skuId: number) => lines.find((line) => line.skuId === skuId);
    expect(by(ITEM.cheaperHere)).toMatchObject({
      quantity: 2,
      paidCents: 2_000,
      theirCents: 2_500,
      savedCents: 500,
      retailerName: "Costco",
      noClaim: null,
    });
    expect(by(ITEM.cheaperThere)).toMatchObject({ theirCents: 1_600, savedCents: -400 });
    expect(by(ITEM.withoutAnything)).toMatchObject({
      savedCents: 0,
      theirCents: null,
      observationId: null,
      noClaim: "no-match",
    });
    const id = by(ITEM.cheaperHere)?.observationId ?? "";
    expect(await database.pools.visitor.sql`select price_minor from observations where id = ${id}`).toEqual([
      { price_minor: 1_250 },
    ]);
  });

  test("is recorded once, however often and by however many it is sent", async () => {
    const twice = purchase({ source: "order 2", membershipId: ben.membershipId });
    const recorded = await Promise.all([1, 2, 3].map(() => recordSavings(owner(), twice, NOW)));
    expect(recorded.reduce((sum, one) => sum + one.recorded, 0)).toBe(4);
    expect((await recordSavings(owner(), twice, NOW)).recorded).toBe(0);
    expect(await listSavings(member(), ben.membershipId, always, 10)).toHaveLength(4);
  });

  test("counts the checks that were known when it was bought, and none that came later", async () => {
    // The older check of the fixture: 9,999, three weeks ago; the latest of 1,250 three days ago.
    const before = new Date(NOW.getTime() - 20 * DAY_MS);
    const lines = [{ skuId: ITEM.cheaperHere, quantity: 1, clubCents: CLUB_CENTS }];
    const carol = await createMember(database.pools.owner);
    const old = purchase({ membershipId: carol.membershipId, source: "order 3", boughtAt: before, lines });
    expect(await recordSavings(owner(), old, NOW)).toMatchObject({ savedCents: 8_999 });
    const between = { ...old, source: "order 4", boughtAt: new Date(NOW.getTime() - 8 * DAY_MS) };
    expect(await recordSavings(owner(), between, NOW)).toMatchObject({ savedCents: 0 });
    expect(
      (await listSavings(member(), carol.membershipId, always, 10)).map(({ noClaim }) => noClaim),
    ).toEqual(["stale", null]);
  });

  test("of what never was is our own mistake", async () => {
    const lines = [{ skuId: 7, quantity: 1, clubCents: 100 }];
    await expect(recordSavings(owner(), purchase({ source: "order 5", lines }), NOW)).rejects.toThrow(
      /No SKU 7/,
    );
  });
});

describe("sums", () => {
  test("are the membership's own, of its time, by month", async () => {
    const months = await sumSavingsByMonth(member(), ada.membershipId, always, CLUB_TIME_ZONE);
    expect(months).toMatchObject([{ paidCents: 8_000, savedCents: 100, lines: 4, compared: 2 }]);
    const later = { from: new Date(NOW.getTime() + 1), to: always.to };
    expect(await sumSavingsByMonth(member(), ada.membershipId, later, CLUB_TIME_ZONE)).toEqual([]);
  });
});
