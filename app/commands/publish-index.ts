/**
 * Publishing the price index: the explicit, audited declassification of a figure that is computed from club prices. What
 * comes out is a row in public tables; the public page reads those and nothing else.
 */
import { appendAudit } from "#app/db/audit.ts";
import { getCatalogue } from "#app/db/catalogue.ts";
import type { Db } from "#app/db/client.server.ts";
import { freezeBasket, type IndexBasketLine, listBasketLines, lockBasket } from "#app/db/index-baskets.ts";
import {
  findNewestAsOf,
  insertPublication,
  listPublishedSets,
  lockPublishing,
} from "#app/db/index-publications.ts";
import { findSkusAt } from "#app/db/listed-skus.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { addDays } from "#app/domain/calendar-date.ts";
import type { Weights } from "#app/domain/disclosure.ts";
import {
  type DraftFigure,
  draftIndex,
  draftText,
  INDEX_METHOD,
  type IndexLine,
} from "#app/domain/price-index.ts";
import type { Retailer } from "#app/domain/reference.ts";

/** A draft is confirmed within this time, or made anew. */
export const DRAFT_HOLDS_MS = 30 * 60_000;
/** Figures older than this don't count towards what could be worked out: prices have moved since. */
const MEMORY_DAYS = 400;

export type IndexDraft = {
  readonly lines: readonly IndexBasketLine[];
  readonly figures: readonly DraftFigure[];
  /** What would be disclosed, as one text. */
  readonly text: string;
};

/** What publishing the basket's figures as of `at` would disclose. Changes nothing; staff role. */
export async function readIndexDraft(db: Db, basketId: string, at: Date): Promise<IndexDraft> {
  const input = await readInput(db, basketId, at);
  return draftOf(input, await listPublishedSets(db, addDays(at, -MEMORY_DAYS)), at);
}

type Input = {
  readonly lines: readonly IndexBasketLine[];
  readonly indexLines: readonly IndexLine[];
  readonly retailers: readonly Retailer[];
};

async function readInput(db: Db, basketId: string, at: Date): Promise<Input> {
  const [lines, catalogue] = await Promise.all([listBasketLines(db, basketId), getCatalogue(db)]);
  const rows = await findSkusAt(
    db,
    lines.map(({ skuId }) => skuId),
    at,
  );
  const indexLines = lines.map(({ skuId, quantity }) => ({ skuId, quantity, row: rows.get(skuId) ?? null }));
  return { lines, indexLines, retailers: catalogue.retailers };
}

/** Retailers that none of the lines can be compared with are left out. */
function draftOf(
  { lines, indexLines, retailers }: Input,
  published: readonly Weights[],
  at: Date,
): IndexDraft {
  const figures = draftIndex(indexLines, retailers, published, at).filter(
    ({ figure }) => figure.kind === "said" || figure.comparable > 0,
  );
  return { lines, figures, text: draftText(figures) };
}

export type PublishIndexInput = {
  /** Made with the page: pressing twice publishes once. */
  readonly publicationId: string;
  readonly basketId: string;
  readonly asOf: Date;
  /** The draft as staff saw and confirmed it. */
  readonly shown: string;
};

export type PublishIndexResult =
  | { readonly ok: true; readonly changed: boolean }
  | {
      readonly ok: false;
      /** `draft-old`: not confirmed in time. `moved`: it would disclose something else by now. */
      readonly reason: "not-found" | "draft-old" | "moved" | "nothing-to-say" | "not-newer";
    };

/**
 * Publishes the figures of a basket and freezes it, with the audit entry, in one transaction; one publication after another,
 * so that each is judged beside all before it. Refused when the draft that staff confirmed is not what would be disclosed.
 */
export async function publishIndex(
  db: Db,
  { publicationId, basketId, asOf, shown }: PublishIndexInput,
  actor: Actor,
  now: Date,
): Promise<PublishIndexResult> {
  const ageMs = now.getTime() - asOf.getTime();
  if (!(ageMs >= 0 && ageMs <= DRAFT_HOLDS_MS)) return { ok: false, reason: "draft-old" };
  const input = await readInput(db, basketId, asOf);
  return await db.transaction(async (tx): Promise<PublishIndexResult> => {
    await lockPublishing(tx);
    const basket = await lockBasket(tx, basketId);
    if (basket === undefined) return { ok: false, reason: "not-found" };
    const newest = await findNewestAsOf(tx, basketId);
    const publication = { id: publicationId, basketId, asOf, publishedAt: now, method: INDEX_METHOD };
    if (newest?.getTime() === asOf.getTime()) return { ok: true, changed: false };
    if (newest !== undefined && newest > asOf) return { ok: false, reason: "not-newer" };
    const draft = draftOf(input, await listPublishedSets(tx, addDays(asOf, -MEMORY_DAYS)), asOf);
    if (!sameLines(input.lines, await listBasketLines(tx, basketId)) || draft.text !== shown)
      return { ok: false, reason: "moved" };
    if (draft.figures.every(({ figure }) => figure.kind === "withheld"))
      return { ok: false, reason: "nothing-to-say" };
    if (!(await insertPublication(tx, publication, draft.figures))) return { ok: true, changed: false };
    await freezeBasket(tx, basketId, now);
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "publish-index",
      subjectKind: "index-publication",
      subjectId: publicationId,
      before: null,
      after: { basket: basket.slug, version: basket.version, asOf, disclosed: draft.text },
    });
    return { ok: true, changed: true };
  });
}

function sameLines(a: readonly IndexBasketLine[], b: readonly IndexBasketLine[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ skuId, quantity }, index) => b[index]?.skuId === skuId && b[index]?.quantity === quantity)
  );
}
