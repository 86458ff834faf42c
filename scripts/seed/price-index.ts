/** The demo's price index: a named basket, published over some months by the desk's own commands. */
import { sql } from "drizzle-orm";
import { defineBasket } from "#app/commands/define-basket.ts";
import { publishIndex, readIndexDraft } from "#app/commands/publish-index.ts";
import { findAccountByEmail } from "#app/db/accounts.ts";
import type { Db, Pool } from "#app/db/client.server.ts";
import { findNewestAsOf } from "#app/db/index-publications.ts";
import { emailSchema } from "#app/domain/account.ts";
import type { Actor } from "#app/domain/actor.ts";
import type { TypedBasketLine } from "#app/domain/index-basket-input.ts";
import { daysBefore } from "./dates.ts";
import { DEMO_PEOPLE } from "./people.ts";
import { randomOf, uuidOf } from "./random.ts";

const NAME = "The common forty";
const ITEMS = 40;
/** Days before the seed on which figures were published: soon after rounds of checks. */
const PUBLISHED_DAYS = [65, 51, 37, 23, 8, 0.5];
const BASKET_DAYS = 70;
/** Any number that nobody else locks: two seeds at once publish one history. */
const LOCK = 7_310_457;

/** Makes the basket and publishes its history, unless something of it is published already. Owner's pool. */
export async function seedPriceIndex(pool: Pool, now: Date): Promise<void> {
  await pool.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    await publishHistory(pool.db, now);
  });
}

async function publishHistory(db: Db, now: Date): Promise<void> {
  const [known] = await db.execute<{ id: string }>(
    sql`select id from index_baskets where name = ${NAME} and version = 1`,
  );
  const basketId = known?.id ?? uuidOf(randomOf("index-basket"), daysBefore(now, BASKET_DAYS));
  if (known !== undefined && (await findNewestAsOf(db, basketId)) !== undefined) return;
  const actor = await merchandiserOf(db);
  if (known === undefined) {
    const basket = { id: basketId, name: NAME, lines: await commonItems(db, now) };
    const made = await defineBasket(db, basket, actor, daysBefore(now, BASKET_DAYS));
    if (!made.ok) throw new Error(`The demo's basket was refused: ${made.reason}`);
  }
  for (const days of PUBLISHED_DAYS) {
    const asOf = daysBefore(now, days);
    const { text: shown } = await readIndexDraft(db, basketId, asOf);
    const publicationId = uuidOf(randomOf(`index-publication:${days}`), asOf);
    const published = await publishIndex(db, { publicationId, basketId, asOf, shown }, actor, asOf);
    if (!published.ok && published.reason !== "nothing-to-say")
      throw new Error(`The index of ${days} days ago was refused: ${published.reason}`);
  }
}

async function merchandiserOf(db: Db): Promise<Actor> {
  const person = DEMO_PEOPLE.find(({ staffRole }) => staffRole === "merchandiser");
  const email = emailSchema.parse(person?.email);
  const account = await findAccountByEmail(db, email);
  if (account === undefined) throw new Error("The demo club has no merchandiser.");
  return { id: account.id, name: email, requestId: undefined };
}

/**
 * Everyday goods, up to four a shelf, that both large clubs were checked for: first those that have been on sale here and
 * checked there the longest, so that the figures of months ago stand on enough of them. Chosen without a look at what we ask.
 */
async function commonItems(db: Db, now: Date): Promise<TypedBasketLine[]> {
  const rows = await db.execute<{ id: string; cents: number }>(sql`
    with clock as (select ${now.toISOString()}::timestamptz as now), listed as (
      select m.sku_id, l.retailer_slug, min(o.captured_at) as since
      from matches m join listings l on l.id = m.listing_id join observations o on o.listing_id = l.id
      where m.status = 'confirmed' and l.retailer_slug in ('costco', 'sams') and l.pack_count is not null
      group by m.sku_id, l.retailer_slug
    ), checked as (
      select sku_id, max(since) as since from listed group by sku_id having count(*) = 2
    ), ranked as (
      select s.id, s.category_slug, s.popularity, r.cents,
        exists (select 1 from price_history h where h.sku_id = s.id and h.effective_at < clock.now - interval '80 days') as old,
        (c.since < clock.now - interval '65 days')::int + (c.since < clock.now - interval '51 days')::int as checks
      from clock, checked c join skus s on s.id = c.sku_id and s.status = 'active'
      join retail_prices r on r.sku_id = s.id and r.cents < 5000
    ), placed as (
      select *, row_number() over (
        partition by category_slug order by old desc, checks desc, popularity desc, id) as place
      from ranked
    )
    select id, cents from placed where place <= 4
    order by old desc, checks desc, popularity desc, id limit ${ITEMS}`);
  return rows.map(({ id, cents }) => ({ skuId: Number(id), quantity: cents < 1_500 ? 2 : 1 }));
}
