/** What was published of the price index: public rows, and nothing else is read here but the frozen baskets' lines. */
import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { Weights } from "#app/domain/disclosure.ts";
import type { DraftFigure, IndexEvidence } from "#app/domain/price-index.ts";
import type { Db } from "./client.server.ts";
import { type RowValues, runStatement } from "./statement.server.ts";
import { indexFigureLines, indexFigures, indexPublications } from "./tables.server.ts";

/** Any number that nobody else locks: publications are made one after another, each knowing all before it. */
const PUBLISH_LOCK = 7_310_456;

export async function lockPublishing(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${PUBLISH_LOCK})`);
}

/** A basket that was published. */
export type PublishedBasket = {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly name: string;
};

export type PublishedFigure = {
  readonly retailerSlug: string;
  readonly retailerName: string;
  /** 934 is 93.4; null where nothing is said, with the reason. */
  readonly indexTenths: number | null;
  readonly withheld: string | null;
  readonly comparedLines: number;
  readonly basketLines: number;
  readonly oldestCheckAt: Date | null;
  readonly newestCheckAt: Date | null;
};

export type Publication = {
  readonly id: string;
  readonly basket: PublishedBasket;
  readonly asOf: Date;
  readonly publishedAt: Date;
  readonly method: number;
  /** When and why it was taken back; null while it stands. */
  readonly withdrawn: { readonly at: Date; readonly reason: string } | null;
  readonly figures: readonly PublishedFigure[];
};

/** Publications that a page tells, at most: eight years of weekly ones. */
const MAX_PUBLICATIONS = 416;

const publicationsWhere = (condition: string, limit: number) => `
select p.id, b.id, b.slug, b.version, b.name, (extract(epoch from p.as_of) * 1000)::bigint,
  (extract(epoch from p.published_at) * 1000)::bigint, p.method,
  (extract(epoch from w.published_at) * 1000)::bigint, w.reason,
  (select json_agg(json_build_array(f.retailer_slug, r.name, f.index_tenths, f.withheld, f.compared_lines,
     f.basket_lines, (extract(epoch from f.oldest_check_at) * 1000)::bigint,
     (extract(epoch from f.newest_check_at) * 1000)::bigint) order by r.position, r.slug)
   from index_figures f join retailers r on r.slug = f.retailer_slug where f.publication_id = p.id)
from index_publications p
join published_baskets b on b.id = p.basket_id
left join index_publications w on w.withdraws = p.id
where p.withdraws is null and ($1::text = '' or b.slug = $1::text) ${condition}
order by p.as_of desc, p.id desc limit ${limit}`;
const PUBLICATIONS = publicationsWhere("", MAX_PUBLICATIONS);
const NEWEST_STANDING = publicationsWhere("and w.id is null", 1);

type FigureValues = [
  string,
  string,
  number | null,
  string | null,
  number,
  number,
  number | null,
  number | null,
];

/** Publications of the basket called `slug`, newest first, all its versions; of every basket with "". One statement. */
export async function listPublications(db: Db, slug: string): Promise<Publication[]> {
  return (await runStatement(db, PUBLICATIONS, [slug])).map(readPublication);
}

/** The newest publication that stands, of the basket called `slug` or, with "", of any. One statement. */
export async function findNewestPublication(db: Db, slug: string): Promise<Publication | undefined> {
  return (await runStatement(db, NEWEST_STANDING, [slug])).map(readPublication)[0];
}

function readPublication(row: RowValues): Publication {
  const [id, basketId, basketSlug, version, name, asOf, publishedAt, method, withdrawnAt, reason, figures] =
    row as [
      ...names: [string, string, string, number, string],
      ...instants: [string, string],
      method: number,
      ...withdrawal: [string | null, string | null],
      figures: FigureValues[] | null,
    ];
  return {
    id,
    basket: { id: basketId, slug: basketSlug, version, name },
    asOf: new Date(Number(asOf)),
    publishedAt: new Date(Number(publishedAt)),
    method,
    withdrawn: withdrawnAt === null ? null : { at: new Date(Number(withdrawnAt)), reason: reason ?? "" },
    figures: (figures ?? []).map(readFigure),
  };
}

function readFigure(values: FigureValues): PublishedFigure {
  const [retailerSlug, retailerName, indexTenths, withheld, comparedLines, basketLines, oldest, newest] =
    values;
  return {
    retailerSlug,
    retailerName,
    indexTenths,
    withheld,
    comparedLines,
    basketLines,
    oldestCheckAt: oldest === null ? null : new Date(oldest),
    newestCheckAt: newest === null ? null : new Date(newest),
  };
}

/** An item of a published basket, and the checks of it that a publication's figures stand on. */
export type PublishedItem = {
  readonly skuId: number;
  readonly slug: string;
  readonly title: string;
  readonly quantity: number;
  readonly checks: readonly { readonly retailerSlug: string; readonly observationId: string }[];
};

const ITEMS = `
select s.id, s.slug, s.title, l.quantity,
  (select json_agg(json_build_array(f.retailer_slug, f.observation_id) order by f.retailer_slug)
   from index_figure_lines f where f.publication_id = $1::text::uuid and f.sku_id = l.sku_id)
from index_publications p
join published_basket_lines l on l.basket_id = p.basket_id
join skus s on s.id = l.sku_id
where p.id = $1::text::uuid
order by l.position`;

/** The items of the basket behind a publication, in the basket's order. One statement. */
export async function listPublishedItems(db: Db, publicationId: string): Promise<PublishedItem[]> {
  const rows = await runStatement(db, ITEMS, [publicationId]);
  return rows.map(([id, slug, title, quantity, checks]) => ({
    skuId: Number(id),
    slug: slug as string,
    title: title as string,
    quantity: quantity as number,
    checks: ((checks ?? []) as [string, string][]).map(([retailerSlug, observationId]) => ({
      retailerSlug,
      observationId,
    })),
  }));
}

/**
 * The equations that were ever published (withdrawn ones too: they were seen) and whose prices may still stand: of every
 * basket, since `since`. Each set once.
 */
export async function listPublishedSets(db: Db, since: Date): Promise<Weights[]> {
  const rows = await db.execute<{ lines: [number, number][] }>(sql`
    select distinct on (lines::text) lines from (
      select jsonb_agg(jsonb_build_array(l.sku_id, l.quantity) order by l.position) as lines
      from index_publications p
      join index_figure_lines f on f.publication_id = p.id
      join published_basket_lines l on l.basket_id = p.basket_id and l.sku_id = f.sku_id
      where p.as_of >= ${since.toISOString()}::timestamptz
      group by p.id, f.retailer_slug) sets`);
  return rows.map(({ lines }) => new Map(lines));
}

export type NewPublication = {
  readonly id: string;
  readonly basketId: string;
  readonly asOf: Date;
  readonly publishedAt: Date;
  readonly method: number;
};

/** Writes a publication with its figures and their evidence. Answers false when this id is published already. */
export async function insertPublication(
  tx: Db,
  publication: NewPublication,
  draft: readonly DraftFigure[],
): Promise<boolean> {
  const inserted = await tx
    .insert(indexPublications)
    .values(publication)
    .onConflictDoNothing()
    .returning({ id: indexPublications.id });
  if (inserted.length === 0) return false;
  const publicationId = publication.id;
  await tx.insert(indexFigures).values(draft.map(({ figure }) => figureRow(publicationId, figure)));
  const lines = draft.flatMap(({ figure }) =>
    figure.kind === "said"
      ? figure.lines.map((line) => lineRow(publicationId, figure.retailer.slug, line))
      : [],
  );
  await tx.insert(indexFigureLines).values(lines);
  return true;
}

function figureRow(publicationId: string, figure: DraftFigure["figure"]): typeof indexFigures.$inferInsert {
  const { retailer, basketLines } = figure;
  const row = { publicationId, retailerSlug: retailer.slug, basketLines };
  if (figure.kind === "withheld")
    return { ...row, withheld: figure.reason, comparedLines: figure.comparable };
  const { indexTenths, lines, oldestCheckAt, newestCheckAt } = figure;
  return { ...row, indexTenths, comparedLines: lines.length, oldestCheckAt, newestCheckAt };
}

function lineRow(publicationId: string, retailerSlug: string, { skuId, observationId }: IndexEvidence) {
  return { publicationId, retailerSlug, skuId, observationId };
}

/** A publication that stands: not a withdrawal, not withdrawn. */
export async function findStanding(
  db: Db,
  id: string,
): Promise<{ basketId: string; asOf: Date; method: number } | undefined> {
  const [found] = await db
    .select({
      basketId: indexPublications.basketId,
      asOf: indexPublications.asOf,
      method: indexPublications.method,
    })
    .from(indexPublications)
    .where(and(eq(indexPublications.id, id), isNull(indexPublications.withdraws)));
  return found;
}

/** The newest instant that figures of this basket (a version) were published of. */
export async function findNewestAsOf(db: Db, basketId: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ asOf: indexPublications.asOf })
    .from(indexPublications)
    .where(and(eq(indexPublications.basketId, basketId), isNull(indexPublications.withdraws)))
    .orderBy(desc(indexPublications.asOf))
    .limit(1);
  return row?.asOf;
}

/** Adds the row that withdraws a publication. Answers false when one is there already. */
export async function insertWithdrawal(
  tx: Db,
  withdrawal: NewPublication & { readonly withdraws: string; readonly reason: string },
): Promise<boolean> {
  const inserted = await tx
    .insert(indexPublications)
    .values(withdrawal)
    .onConflictDoNothing({ target: indexPublications.withdraws })
    .returning({ id: indexPublications.id });
  return inserted.length === 1;
}
