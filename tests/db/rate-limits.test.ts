import { expect, test } from "vitest";
import { countTry, deleteEndedWindows, forgetTries } from "#app/db/rate-limits.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = testDatabase();
const db = () => database.pools.door.db;
const NOW = new Date("2026-11-22T12:00:00.000Z");
const WINDOW_ENDS = new Date("2026-11-22T12:01:00.000Z");

test("tries count up within a window, whose end stays", async () => {
  expect(await countTry(db(), "a", 60, NOW)).toEqual({ hits: 1, windowEndsAt: WINDOW_ENDS });
  const later = new Date(WINDOW_ENDS.getTime() - 1);
  expect(await countTry(db(), "a", 60, later)).toEqual({ hits: 2, windowEndsAt: WINDOW_ENDS });
});

test("from the end of a window a new one begins", async () => {
  await countTry(db(), "b", 60, NOW);
  expect(await countTry(db(), "b", 60, WINDOW_ENDS)).toEqual({
    hits: 1,
    windowEndsAt: new Date("2026-11-22T12:02:00.000Z"),
  });
});

test("twenty at once are twenty", async () => {
  const counted = await Promise.all(Array.from({ length: 20 }, () => countTry(db(), "c", 60, NOW)));
  expect(counted.map(({ hits }) => hits).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});

test("forgotten tries start at one, and windows that are over are swept", async () => {
  await countTry(db(), "d", 60, NOW);
  await forgetTries(db(), "d");
  expect((await countTry(db(), "d", 60, NOW)).hits).toBe(1);
  const before = await deleteEndedWindows(db(), NOW);
  const after = await deleteEndedWindows(db(), new Date("2026-11-22T12:05:00.000Z"));
  expect([before, after > 0]).toEqual([0, true]);
});
