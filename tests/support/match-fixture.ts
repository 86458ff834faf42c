/** SKUs and other clubs' listings with titles that the matcher knows what to make of. */
import { randomUUID } from "node:crypto";
import type { Db } from "#app/db/client.server.ts";
import { listings, observations, products, retailers, skus } from "#app/db/tables.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { readPack } from "#app/domain/pack.ts";
import { packColumns } from "#scripts/seed/pack-columns.ts";
import { observedInClub } from "./observed.ts";
import { NOW } from "./pricing-fixture.ts";

export const ANN: Actor = {
  id: "01900000-0000-7000-8000-00000000000a",
  name: "ann@club.test",
  requestId: undefined,
};
export const BEN: Actor = {
  id: "01900000-0000-7000-8000-00000000000b",
  name: "ben@club.test",
  requestId: undefined,
};

export async function addRetailers(owner: Db): Promise<void> {
  const retailer = { currency: "USD", membershipNeeded: true, freshnessDays: 7 };
  await owner.insert(retailers).values([
    { ...retailer, slug: "costco", name: "Costco", position: 1 },
    { ...retailer, slug: "sams", name: "Sam's Club", position: 2 },
  ]);
}

/** A coffee of Northfield, unless told. `pricing-fixture`'s racks must stand. */
export async function addTitledSku(
  owner: Db,
  id: number,
  title: string,
  given: { brand?: string; gtin14?: string } = {},
): Promise<void> {
  const { brand = "northfield", gtin14 = null } = given;
  await owner.insert(products).values({ id, name: title, brandSlug: brand, description: "" });
  await owner.insert(skus).values({
    id,
    productId: id,
    slug: `item-${id}`,
    title,
    brandSlug: brand,
    departmentSlug: "pantry",
    categorySlug: "coffee",
    supplierSlug: "alder",
    gtin14,
    ...packOf(title),
    picture: "can.can.red",
    popularity: 1_000_000 - id,
    status: "active",
    listedAt: NOW,
  });
}

function packOf(title: string) {
  const { pack } = readPack({ title });
  if (pack === null) throw new Error(`No pack in ${title}.`);
  return packColumns(pack);
}

/** A listing with its pack as its title says; observed at `NOW` in club when there is a price. Gives its id. */
export async function addListing(
  owner: Db,
  title: string,
  given: { retailer?: string; brand?: string; gtin14?: string; priceMinor?: number } = {},
): Promise<string> {
  const id = randomUUID();
  const { retailer = "costco", brand = "Northfield", gtin14 = null, priceMinor } = given;
  await owner.insert(listings).values({
    id,
    retailerSlug: retailer,
    itemId: id.slice(0, 8),
    title,
    brand,
    gtin14,
    category: "Coffee",
    ...packOf(title),
    firstSeenAt: NOW,
  });
  if (priceMinor !== undefined)
    await owner
      .insert(observations)
      .values(observedInClub({ listingId: id, capturedAt: NOW, priceMinor, titleSeen: title }));
  return id;
}
