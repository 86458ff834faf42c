/** What the demo member bought since joining, recorded by the command that a checkout calls. */
import { recordSavings } from "#app/commands/record-savings.ts";
import type { Db } from "#app/db/client.server.ts";
import { findSkusAt } from "#app/db/listed-skus.ts";
import { demoGoods } from "./catalogue/goods.ts";
import { daysBefore } from "./dates.ts";
import { randomOf } from "./random.ts";

/** Days before the seed on which the demo member joined. */
export const JOINED_DAYS = 96;
const BOUGHT_DAYS = [88, 71, 57, 43, 29, 12, 3];

/** Records the purchases of a demo member; those that are recorded stay as they are. Owner's role. */
export async function seedPurchases(db: Db, membershipId: string, now: Date): Promise<void> {
  const { skus } = demoGoods();
  for (const days of BOUGHT_DAYS) {
    const random = randomOf(`purchase:${days}`);
    const boughtAt = daysBefore(now, days);
    const bought = new Map(
      Array.from({ length: random.int(7, 12) }, () => [random.pick(skus).id, random.int(1, 2)]),
    );
    const known = await findSkusAt(db, [...bought.keys()], boughtAt);
    const lines = [...known.values()].flatMap(({ id, clubCents }) =>
      clubCents === null ? [] : [{ skuId: id, quantity: bought.get(id) ?? 1, clubCents }],
    );
    const source = `demo purchase ${membershipId} of ${boughtAt.toISOString().slice(0, 10)}`;
    await recordSavings(db, { membershipId, source, boughtAt, lines }, boughtAt);
  }
}
