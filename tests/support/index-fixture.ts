/** SKUs of 1 lb at 800 cents here and, where they are compared, 1,000 at Costco, checked an hour ago: for tests of the index. */
import { v7 as uuidv7 } from "uuid";
import type { Db } from "#app/db/client.server.ts";
import {
  changeSets,
  currentPrices,
  departments,
  listings,
  matches,
  observations,
  priceHistory,
  retailers,
} from "#app/db/tables.server.ts";
import { observedInClub } from "./observed.ts";
import { addRacks, addSkus } from "./pricing-fixture.ts";

const INDEX_CLUB_CENTS = 800;
const INDEX_COSTCO_CENTS = 1_000;
const HOUR_MS = 3_600_000;

/** Adds `count` SKUs from number `first` on; answers their numbers. Owner's role. */
export async function seedIndexClub(
  db: Db,
  now: Date,
  { first = 2_001, count = 30, compared = true } = {},
): Promise<number[]> {
  if ((await db.select().from(departments)).length === 0) {
    await addRacks(db);
    const costco = { slug: "costco", name: "Costco", currency: "USD", membershipNeeded: true, position: 1 };
    await db.insert(retailers).values(costco);
  }
  const ids = Array.from({ length: count }, (_, i) => first + i);
  await addSkus(
    db,
    ids.map((id) => ({ id, costCents: 700 })),
  );
  await addPrices(db, ids, new Date(now.getTime() - 100 * HOUR_MS));
  if (compared) await addChecks(db, ids, new Date(now.getTime() - HOUR_MS));
  return ids;
}

async function addPrices(db: Db, ids: readonly number[], at: Date): Promise<void> {
  const changeSetId = uuidv7();
  await db.insert(changeSets).values({
    id: changeSetId,
    name: "First prices",
    state: "published",
    scope: "club",
    scopeKey: "seed",
    madeAt: at,
    publishedAt: at,
  });
  const price = (skuId: number) => ({ skuId, changeSetId, clubCents: INDEX_CLUB_CENTS });
  await db.insert(currentPrices).values(ids.map((id) => ({ ...price(id), since: at })));
  await db.insert(priceHistory).values(ids.map((id) => ({ ...price(id), effectiveAt: at })));
}

async function addChecks(db: Db, ids: readonly number[], at: Date): Promise<void> {
  const found = ids.map((skuId) => ({ skuId, listingId: uuidv7(), title: `Item ${skuId}, 1 lb` }));
  await db.insert(listings).values(
    found.map(({ skuId, listingId, title }) => ({
      id: listingId,
      retailerSlug: "costco",
      itemId: String(skuId),
      title,
      packCount: 1,
      packSize: "1",
      packUnit: "lb",
      packBaseUnit: "g",
      packTotalMicro: 453_592_370,
      firstSeenAt: at,
    })),
  );
  await db
    .insert(observations)
    .values(
      found.map(({ listingId, title }) =>
        observedInClub({ listingId, capturedAt: at, priceMinor: INDEX_COSTCO_CENTS, titleSeen: title }),
      ),
    );
  await db.insert(matches).values(
    found.map(({ skuId, listingId }) => ({
      skuId,
      listingId,
      kind: "identical" as const,
      status: "confirmed" as const,
      decidedBy: "matcher",
      decidedAt: at,
    })),
  );
}
