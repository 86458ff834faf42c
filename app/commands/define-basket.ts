/** Baskets of the price index: made, changed while they are drafts, and made anew once they are published. */
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import {
  findNewestVersion,
  insertBasket,
  listBasketLines,
  lockBasket,
  replaceBasketLines,
} from "#app/db/index-baskets.ts";
import { findTitles } from "#app/db/listed-skus.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { basketSlug, type TypedBasketLine } from "#app/domain/index-basket-input.ts";

export type UnknownSkus = {
  readonly ok: false;
  readonly reason: "unknown-skus";
  readonly skuIds: readonly number[];
};

export type NewBasketInput = {
  readonly id: string;
  readonly name: string;
  readonly lines: readonly TypedBasketLine[];
};

export type DefineBasketResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: "name-taken" | "name-unusable" }
  | UnknownSkus;

/** Makes the first version of a named basket, as a draft. Nothing of it is public. */
export async function defineBasket(
  db: Db,
  { id, name, lines }: NewBasketInput,
  actor: Actor,
  now: Date,
): Promise<DefineBasketResult> {
  const slug = basketSlug(name);
  if (slug === "") return { ok: false, reason: "name-unusable" };
  const unknown = await unknownAmong(db, lines);
  if (unknown !== undefined) return unknown;
  return await db.transaction(async (tx): Promise<DefineBasketResult> => {
    const basket = { id, slug, name, version: 1, madeBy: actor.id, madeAt: now };
    if (!(await insertBasket(tx, basket))) return { ok: false, reason: "name-taken" };
    await replaceBasketLines(tx, id, lines);
    await audit(tx, actor, now, {
      action: "define-basket",
      id,
      before: null,
      after: { name, version: 1, lines },
    });
    return { ok: true, id };
  });
}

export type ChangeBasketResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-found" | "published" }
  | UnknownSkus;

/** Puts other lines into a draft. Refused once the basket is published: what changes then is a new version. */
export async function changeBasket(
  db: Db,
  id: string,
  lines: readonly TypedBasketLine[],
  actor: Actor,
  now: Date,
): Promise<ChangeBasketResult> {
  const unknown = await unknownAmong(db, lines);
  if (unknown !== undefined) return unknown;
  return await db.transaction(async (tx): Promise<ChangeBasketResult> => {
    const basket = await lockBasket(tx, id);
    if (basket === undefined) return { ok: false, reason: "not-found" };
    if (basket.frozenAt !== null) return { ok: false, reason: "published" };
    const before = await listBasketLines(tx, id);
    await replaceBasketLines(tx, id, lines);
    const was = before.map(({ skuId, quantity }) => ({ skuId, quantity }));
    await audit(tx, actor, now, { action: "change-basket", id, before: { lines: was }, after: { lines } });
    return { ok: true };
  });
}

export type ReviseBasketResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: "not-found" | "draft-open" };

/** Makes the next version of a basket, a draft with the same lines and the id `newId`. */
export async function reviseBasket(
  db: Db,
  id: string,
  newId: string,
  actor: Actor,
  now: Date,
): Promise<ReviseBasketResult> {
  return await db.transaction(async (tx): Promise<ReviseBasketResult> => {
    const basket = await lockBasket(tx, id);
    if (basket === undefined) return { ok: false, reason: "not-found" };
    const { slug, name } = basket;
    const version = (await findNewestVersion(tx, slug)) + 1;
    const inserted = await insertBasket(tx, {
      id: newId,
      slug,
      name,
      version,
      madeBy: actor.id,
      madeAt: now,
    });
    if (!inserted) return { ok: false, reason: "draft-open" };
    await replaceBasketLines(tx, newId, await listBasketLines(tx, id));
    await audit(tx, actor, now, {
      action: "revise-basket",
      id: newId,
      before: { version: basket.version },
      after: { name, version },
    });
    return { ok: true, id: newId };
  });
}

async function unknownAmong(db: Db, lines: readonly TypedBasketLine[]): Promise<UnknownSkus | undefined> {
  const ids = lines.map(({ skuId }) => skuId);
  const titles = await findTitles(db, ids);
  const skuIds = ids.filter((id) => !titles.has(id));
  return skuIds.length === 0 ? undefined : { ok: false, reason: "unknown-skus", skuIds };
}

type Deed = {
  readonly action: string;
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
};

async function audit(tx: Db, actor: Actor, now: Date, { action, id, before, after }: Deed): Promise<void> {
  await appendAudit(tx, {
    at: now,
    ...actedBy(actor),
    action,
    subjectKind: "index-basket",
    subjectId: id,
    before,
    after,
  });
}
