/** A page's SKUs as its viewer may see them: a member's statement and words, or a visitor's; nothing in between. */
import { seesClubPrices, type Viewer, viewerDb } from "#app/auth/viewer.server.ts";
import { findMemberItem, findVisitorItem, type ItemFacts } from "#app/db/items.ts";
import {
  listMemberCloseHits,
  listMemberHits,
  listVisitorCloseHits,
  listVisitorHits,
  type SearchCounts,
  type SearchQuestion,
} from "#app/db/search.ts";
import { listMemberShelf, listVisitorShelf, type ShelfPage, type ShelfQuestion } from "#app/db/skus.ts";
import { type ItemPanel, memberPanel, visitorPanel } from "#app/domain/compared-item.ts";
import type { Retailer } from "#app/domain/reference.ts";
import {
  type MemberShelfRow,
  memberShelfSku,
  type RetailPrice,
  type ShelfRow,
  type ShelfSku,
  visitorShelfSku,
} from "#app/domain/shelf.ts";
import { formatShelfCursor, type ShelfCursor } from "#app/domain/shelf-cursor.ts";
import { packShelf, type SentShelf } from "#app/ui/shop/sent-shelf.ts";

/** Signs, how many, and the cursor of the next page as it stands in an address. */
export type ShownShelf = { readonly signs: SentShelf; readonly count: number; readonly next: string | null };

export async function showShelf(viewer: Viewer, question: ShelfQuestion, now: Date): Promise<ShownShelf> {
  const db = viewerDb(viewer);
  return seesClubPrices(viewer)
    ? memberSigns(await listMemberShelf(db, question), now)
    : visitorSigns(await listVisitorShelf(db, question), now);
}

export async function showHits(
  viewer: Viewer,
  question: SearchQuestion,
  counts: SearchCounts,
  now: Date,
): Promise<ShownShelf> {
  const db = viewerDb(viewer);
  return seesClubPrices(viewer)
    ? memberSigns(await listMemberHits(db, question, counts), now)
    : visitorSigns(await listVisitorHits(db, question, counts), now);
}

export async function showCloseHits(viewer: Viewer, text: string, now: Date): Promise<ShownShelf> {
  const db = viewerDb(viewer);
  return seesClubPrices(viewer)
    ? memberSigns({ rows: await listMemberCloseHits(db, text), next: null }, now)
    : visitorSigns({ rows: await listVisitorCloseHits(db, text), next: null }, now);
}

function memberSigns(page: ShelfPage<MemberShelfRow>, now: Date): ShownShelf {
  return shown(
    page.rows.map((row) => memberShelfSku(row, now)),
    page.next,
  );
}

function visitorSigns(page: ShelfPage<ShelfRow>, now: Date): ShownShelf {
  return shown(
    page.rows.map((row) => visitorShelfSku(row, now)),
    page.next,
  );
}

function shown(skus: readonly ShelfSku[], next: ShelfCursor | null): ShownShelf {
  return {
    signs: packShelf(skus),
    count: skus.length,
    next: next === null ? null : formatShelfCursor(next),
  };
}

export type ShownItem = {
  readonly sku: ShelfSku;
  readonly panel: ItemPanel;
  readonly facts: ItemFacts;
  readonly retail: RetailPrice | null;
};

/** An item's sign and panel; undefined where none of that number is on sale. */
export async function showItem(
  viewer: Viewer,
  id: number,
  retailers: readonly Retailer[],
  now: Date,
): Promise<ShownItem | undefined> {
  const db = viewerDb(viewer);
  if (seesClubPrices(viewer)) {
    const item = await findMemberItem(db, id);
    if (item === undefined) return undefined;
    const { row, facts } = item;
    return {
      sku: memberShelfSku(row, now),
      panel: memberPanel(row, retailers, now),
      facts,
      retail: row.retail,
    };
  }
  const item = await findVisitorItem(db, id);
  if (item === undefined) return undefined;
  const { row, facts } = item;
  return {
    sku: visitorShelfSku(row, now),
    panel: visitorPanel(row, retailers, now),
    facts,
    retail: row.retail,
  };
}
