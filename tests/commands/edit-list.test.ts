import { beforeAll, describe, expect, test } from "vitest";
import { addToOwnList, emptyOwnList, moveIntoOwnList, setOwnQuantities } from "#app/commands/edit-list.ts";
import { moveVisitorList } from "#app/commands/move-list.ts";
import { readList } from "#app/db/lists.ts";
import { MAX_LIST_LINES } from "#app/domain/shopping-list.ts";
import { testDatabase } from "#tests/support/database.ts";
import { createAccount } from "#tests/support/people.ts";
import { addRacks, addSkus } from "#tests/support/pricing-fixture.ts";

const database = testDatabase();
const SKUS = Array.from({ length: 120 }, (_, i) => 1_001 + i);
const door = () => database.pools.door.db;

beforeAll(async () => {
  const { db } = database.pools.owner;
  await addRacks(db);
  await addSkus(
    db,
    SKUS.map((id) => ({ id, costCents: 500 })),
  );
});

const somebody = async () => (await createAccount(database.pools.owner)).id;
const line = (skuId: number, quantity = 1) => ({ skuId, quantity });

describe("an account's list", () => {
  test("is added to, changed and emptied on the door role, and is nobody else's", async () => {
    const [ada, ben] = [await somebody(), await somebody()];
    await addToOwnList(door(), ada, line(1_001, 2));
    await addToOwnList(door(), ada, line(1_002));
    await addToOwnList(door(), ben, line(1_003));
    await setOwnQuantities(
      door(),
      ada,
      new Map([
        [1_001, 5],
        [1_003, 0],
      ]),
    );
    expect(await readList(door(), ada)).toEqual([line(1_001, 5), line(1_002)]);
    expect(await readList(door(), ben)).toEqual([line(1_003)]);
    await emptyOwnList(door(), ada);
    expect(await readList(door(), ada)).toEqual([]);
    expect(await readList(door(), ben)).toEqual([line(1_003)]);
  });

  test("loses no line when two tabs add at once", async () => {
    const ada = await somebody();
    await Promise.all(SKUS.slice(0, 20).map((id) => addToOwnList(door(), ada, line(id))));
    await Promise.all(Array.from({ length: 10 }, () => addToOwnList(door(), ada, line(1_001))));
    const list = await readList(door(), ada);
    expect(list).toHaveLength(20);
    expect(list.find(({ skuId }) => skuId === 1_001)?.quantity).toBe(11);
  });

  test("never holds more than a hundred lines, however many are added at once", async () => {
    const ada = await somebody();
    await moveIntoOwnList(
      door(),
      ada,
      SKUS.slice(0, 95).map((id) => line(id)),
    );
    const added = await Promise.all(SKUS.slice(95, 115).map((id) => addToOwnList(door(), ada, line(id))));
    expect(added.filter(({ ok }) => ok)).toHaveLength(5);
    expect(await readList(door(), ada)).toHaveLength(MAX_LIST_LINES);
  });
});

describe("a visitor's list", () => {
  const move = (accountId: string, list: Parameters<typeof moveVisitorList>[2]) =>
    moveVisitorList({ door: door(), shop: database.pools.visitor.db }, accountId, list);

  test("moves into the account once, whatever is sent again, and knows no SKU that never was", async () => {
    const ada = await somebody();
    await addToOwnList(door(), ada, line(1_002, 3));
    const list = [line(1_001, 2), line(1_002, 1), line(999_999, 4)];
    expect(await move(ada, list)).toEqual([]);
    await Promise.all([move(ada, list), move(ada, list)]);
    expect(await readList(door(), ada)).toEqual([line(1_002, 3), line(1_001, 2)]);
  });

  test("leaves behind what has no room", async () => {
    const ada = await somebody();
    await move(
      ada,
      SKUS.slice(0, 99).map((id) => line(id)),
    );
    expect(await move(ada, [line(1_001), line(1_118), line(1_119)])).toEqual([line(1_119)]);
  });
});
