/** A page's SKUs as its viewer may see them: a member's statement and words, or a visitor's; nothing in between. */
import { seesClubPrices, type Viewer, viewerDb } from "#app/auth/viewer.server.ts";
import { claimLog } from "#app/db/claim-log.server.ts";
import type { Db } from "#app/db/client.server.ts";
import { findMemberItem, findVisitorItem, type ItemFacts } from "#app/db/items.ts";
import { listCheckedListings, listCheckedListingsAndPrices } from "#app/db/price-history.ts";
import {
  listMemberCloseHits,
  listMemberHits,
  listVisitorCloseHits,
  listVisitorHits,
  type SearchCounts,
  type SearchQuestion,
} from "#app/db/search.ts";
import { listMemberShelf, listVisitorShelf, type ShelfPage, type ShelfQuestion } from "#app/db/skus.ts";
import { type ItemPanel, tellMemberPanel, visitorPanel } from "#app/domain/compared-item.ts";
import { type PriceHistory, priceHistory } from "#app/domain/price-history.ts";
import type { Retailer } from "#app/domain/reference.ts";
import {
  type MemberShelfRow,
  type RetailPrice,
  type ShelfRow,
  type ShelfSku,
  tellMemberSign,
  tellVisitorSign,
  visitorShelfSku,
} from "#app/domain/shelf.ts";
import { formatShelfCursor } from "#app/domain/shelf-cursor.ts";
import type { RenderedShelf } from "#app/ui/shop/shelf.tsx";
import { type HeadingLevel, shelfRenderer } from "./rendered-shelf.server.tsx";

/** Signs, how many, and the cursor of the next page as it stands in an address. */
export type ShownShelf = {
  readonly signs: RenderedShelf;
  readonly count: number;
  readonly next: string | null;
};

const renderVisitorShelf = shelfRenderer(tellVisitorSign, () => undefined);
/** Staff who walk the shop see what members see, and count as such. */
const renderMemberShelf = shelfRenderer(tellMemberSign, (claims, at) => claimLog().note(claims, at));

/** `level`: of the signs' headings; 2 straight under the page's heading, 3 under a section's. */
export async function showShelf(
  viewer: Viewer,
  question: ShelfQuestion,
  level: HeadingLevel,
  now: Date,
): Promise<ShownShelf> {
  const db = viewerDb(viewer);
  return seesClubPrices(viewer)
    ? memberSigns(await listMemberShelf(db, question), level, now)
    : visitorSigns(await listVisitorShelf(db, question), level, now);
}

export async function showHits(
  viewer: Viewer,
  question: SearchQuestion,
  counts: SearchCounts,
  now: Date,
): Promise<ShownShelf> {
  const db = viewerDb(viewer);
  return seesClubPrices(viewer)
    ? memberSigns(await listMemberHits(db, question, counts), 2, now)
    : visitorSigns(await listVisitorHits(db, question, counts), 2, now);
}

export async function showCloseHits(viewer: Viewer, text: string, now: Date): Promise<ShownShelf> {
  const db = viewerDb(viewer);
  return seesClubPrices(viewer)
    ? memberSigns({ rows: await listMemberCloseHits(db, text), next: null }, 2, now)
    : visitorSigns({ rows: await listVisitorCloseHits(db, text), next: null }, 2, now);
}

function memberSigns(page: ShelfPage<MemberShelfRow>, level: HeadingLevel, now: Date): ShownShelf {
  return shown(renderMemberShelf(page.rows, level, now), page);
}

function visitorSigns(page: ShelfPage<ShelfRow>, level: HeadingLevel, now: Date): ShownShelf {
  return shown(renderVisitorShelf(page.rows, level, now), page);
}

function shown(signs: RenderedShelf, { rows, next }: ShelfPage<ShelfRow>): ShownShelf {
  return { signs, count: rows.length, next: next === null ? null : formatShelfCursor(next) };
}

export type ShownItem = {
  readonly sku: ShelfSku;
  readonly panel: ItemPanel;
  readonly facts: ItemFacts;
  readonly retail: RetailPrice | null;
  readonly history: PriceHistory | null;
};

/** An item's sign, panel and history; undefined where none of that number is on sale. Three statements at once. */
export async function showItem(
  viewer: Viewer,
  id: number,
  retailers: readonly Retailer[],
  now: Date,
): Promise<ShownItem | undefined> {
  const db = viewerDb(viewer);
  return seesClubPrices(viewer)
    ? await showMemberItem(db, id, retailers, now)
    : await showVisitorItem(db, id, retailers, now);
}

async function showMemberItem(
  db: Db,
  id: number,
  retailers: readonly Retailer[],
  now: Date,
): Promise<ShownItem | undefined> {
  const [item, checked] = await Promise.all([findMemberItem(db, id), listCheckedListingsAndPrices(db, id)]);
  if (item === undefined) return undefined;
  const { row, facts } = item;
  const { panel, claims } = tellMemberPanel(row, retailers, now);
  // The sign's lines are among the panel's.
  claimLog().note(claims, now);
  const history = priceHistory({ sku: row, retail: row.retail, ...checked }, minuteOf(now));
  return { sku: tellMemberSign(row, now).sku, panel, facts, retail: row.retail, history };
}

async function showVisitorItem(
  db: Db,
  id: number,
  retailers: readonly Retailer[],
  now: Date,
): Promise<ShownItem | undefined> {
  const [item, listings] = await Promise.all([findVisitorItem(db, id), listCheckedListings(db, id)]);
  if (item === undefined) return undefined;
  const { row, facts } = item;
  const history = priceHistory({ sku: row, retail: row.retail, listings }, minuteOf(now));
  return {
    sku: visitorShelfSku(row, now),
    panel: visitorPanel(row, retailers, now),
    facts,
    retail: row.retail,
    history,
  };
}

/** A history says nothing of seconds. */
function minuteOf(now: Date): Date {
  return new Date(Math.floor(now.getTime() / 60_000) * 60_000);
}
