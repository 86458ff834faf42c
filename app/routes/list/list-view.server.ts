/** The list's page, made of one bulk read of its SKUs. A visitor's is made without any club price: read, computed, told. */
import { seesClubPrices, type Viewer, viewerDb } from "#app/auth/viewer.server.ts";
import { type Catalogue, getCatalogue } from "#app/db/catalogue.ts";
import { claimLog } from "#app/db/claim-log.server.ts";
import { findNewestPublication } from "#app/db/index-publications.ts";
import { findMemberSkus, findTitles, findVisitorSkus } from "#app/db/listed-skus.ts";
import { itemPath } from "#app/domain/addresses.ts";
import {
  type BasketAtRetailer,
  type BasketLine,
  compareBasket,
  compareBasketAtRetail,
  countedRetail,
  priceBasket,
  retailTotal,
  tellBasket,
} from "#app/domain/basket-comparison.ts";
import { formatPack } from "#app/domain/measure.ts";
import { formatMoney } from "#app/domain/money.ts";
import { CLUB_CURRENCY } from "#app/domain/reference.ts";
import type { ShelfRow } from "#app/domain/shelf.ts";
import type { ListLine, ShoppingList } from "#app/domain/shopping-list.ts";
import { basketClaims } from "#app/domain/shown-claim.ts";
import { type VisitorOffer, visitorOffer } from "#app/domain/visitor-offer.ts";
import type { BasketTableData } from "#app/ui/list/basket-table.tsx";
import type { ListedItem } from "#app/ui/list/list-form.tsx";
import { pictureHref } from "#app/ui/shop/sign-data.ts";
import { basketTable, type OwnLabel } from "./basket-words.ts";

/** A line that no SKU on sale stands behind any more. */
export type GoneLine = ListLine & { readonly title: string | null };

type OnSale<Row extends ShelfRow> = {
  readonly lines: readonly BasketLine<Row>[];
  readonly gone: readonly GoneLine[];
};

export type ListView = {
  readonly items: readonly ListedItem[];
  readonly gone: readonly GoneLine[];
  /** "Here" for a member, "At retail" for everybody else, with how many lines it runs over. */
  readonly own: { readonly label: string; readonly cents: number; readonly counted: number };
  readonly baskets: readonly BasketTableData[];
  /** Named retailers at which no line can be compared. */
  readonly nowhere: readonly string[];
  /** Null for members. */
  readonly offer: VisitorOffer | null;
};

export async function viewList(viewer: Viewer, list: ShoppingList, now: Date): Promise<ListView> {
  const catalogue = await getCatalogue(viewerDb(viewer));
  return seesClubPrices(viewer)
    ? memberView(viewer, list, catalogue, now)
    : visitorView(viewer, list, catalogue, now);
}

async function memberView(
  viewer: Viewer,
  list: ShoppingList,
  catalogue: Catalogue,
  now: Date,
): Promise<ListView> {
  const db = viewerDb(viewer);
  const { lines, gone } = await onSale(viewer, list, await findMemberSkus(db, idsOf(list)));
  const priced = lines.filter(({ row }) => row.clubCents !== null);
  const baskets = [...compareBasket(lines, catalogue.retailers, now), compareBasketAtRetail(lines, now)];
  claimLog().note(basketClaims(baskets, lines), now);
  return {
    items: lines.map((line) => listedItem(line, line.row.clubCents)),
    gone,
    own: {
      label: "Here",
      cents: priced.reduce((sum, { row, quantity }) => sum + (row.clubCents ?? 0) * quantity, 0),
      counted: priced.length,
    },
    ...told(baskets, lines, catalogue, "Here"),
    offer: null,
  };
}

async function visitorView(
  viewer: Viewer,
  list: ShoppingList,
  catalogue: Catalogue,
  now: Date,
): Promise<ListView> {
  const db = viewerDb(viewer);
  const [found, newest] = await Promise.all([
    findVisitorSkus(db, idsOf(list)),
    findNewestPublication(db, ""),
  ]);
  const { lines, gone } = await onSale(viewer, list, found);
  const baskets = tellBasket(lines, catalogue.retailers, now);
  const { cents, counted } = retailTotal(lines, now);
  const published = (newest?.figures ?? []).flatMap(({ retailerSlug, indexTenths }) =>
    newest === undefined || indexTenths === null ? [] : [{ retailerSlug, indexTenths, asOf: newest.asOf }],
  );
  const feeCents = Math.min(...catalogue.plans.map((plan) => plan.feeCents));
  const canOffer = lines.length > 0 && Number.isFinite(feeCents);
  return {
    items: lines.map((line) => {
      const retail = countedRetail(line.row.retail, now);
      return listedItem(line, typeof retail === "string" ? null : retail);
    }),
    gone,
    own: { label: "At retail", cents, counted },
    ...told(baskets, lines, catalogue, "At retail"),
    offer: canOffer
      ? visitorOffer(priceBasket(lines, catalogue.retailers, now), published, feeCents, now)
      : null,
  };
}

function idsOf(list: ShoppingList): number[] {
  return list.map(({ skuId }) => skuId);
}

/** The list's lines in its order, and those that are not on sale, which are told and not dropped. */
async function onSale<Row extends ShelfRow>(
  viewer: Viewer,
  list: ShoppingList,
  found: ReadonlyMap<number, Row>,
): Promise<OnSale<Row>> {
  const lines = list.flatMap(({ skuId, quantity }): BasketLine<Row>[] => {
    const row = found.get(skuId);
    return row === undefined ? [] : [{ row, quantity }];
  });
  const missing = list.filter(({ skuId }) => !found.has(skuId));
  const titles = await findTitles(viewerDb(viewer), idsOf(missing));
  return { lines, gone: missing.map((line) => ({ ...line, title: titles.get(line.skuId) ?? null })) };
}

function listedItem({ row, quantity }: BasketLine<ShelfRow>, cents: number | null): ListedItem {
  const { pack } = row;
  return {
    id: row.id,
    href: itemPath(row),
    title: row.title,
    aboutText: `${row.brand} · ${formatPack(pack)} · Item ${row.id}`,
    picture: pictureHref(row.picture, pack.count, formatPack({ ...pack, count: 1 })),
    quantity,
    eachText: cents === null ? null : formatMoney(cents, CLUB_CURRENCY),
    totalText: cents === null ? null : formatMoney(cents * quantity, CLUB_CURRENCY),
  };
}

/** Clubs that nothing can be compared with are named in a sentence; other shops that have none of it are left out. */
function told(
  baskets: readonly BasketAtRetailer[],
  lines: readonly BasketLine<ShelfRow>[],
  { retailerBySlug }: Catalogue,
  ownLabel: OwnLabel,
): Pick<ListView, "baskets" | "nowhere"> {
  return {
    baskets: baskets
      .filter(({ compared }) => compared > 0)
      .map((basket) => basketTable(basket, lines, ownLabel)),
    nowhere: baskets
      .filter(({ compared, slug }) => compared === 0 && retailerBySlug.get(slug)?.membershipNeeded)
      .map(({ name }) => name),
  };
}
