import { appendAudit } from "#app/db/audit.ts";
import { findChangeSet } from "#app/db/change-sets.ts";
import type { Db } from "#app/db/client.server.ts";
import { insertDraft, insertDraftLines, saveTally } from "#app/db/drafts.ts";
import { listNewestRates, listOffersToChooseFrom } from "#app/db/offers.ts";
import { countCovered, findScopeName, listSkusToPrice, type ScopeRef } from "#app/db/priced-skus.ts";
import { loadRuleBook } from "#app/db/rules.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import {
  addToTally,
  type ChangeSetTally,
  type Decision,
  decideChange,
  EMPTY_TALLY,
  movedCount,
  type SkuToPrice,
} from "#app/domain/change-set.ts";
import { chooseOffer, type FxRate } from "#app/domain/landed-cost.ts";

/** SKUs that are read, decided and written at a time: what the run holds in memory. */
const PROPOSE_BATCH = 2_000;
/** More SKUs than this are proposed from the command line, not inside a request. */
export const PROPOSE_IN_REQUEST_LIMIT = 20_000;

export type ProposePricesInput = ScopeRef & {
  /** Id of the draft, made by whoever asks: asking twice with the same id makes one draft. */
  readonly changeSetId: string;
  /** Most SKUs that may be covered; left out: any number. */
  readonly limit?: number;
};

export type ProposePricesResult =
  | { readonly ok: true; readonly made: boolean; readonly changeSetId: string }
  | { readonly ok: false; readonly reason: "scope-unknown" }
  | { readonly ok: false; readonly reason: "too-many"; readonly limit: number }
  /** Every price stands where the rules put it, but for the blocked ones: no draft is made. */
  | { readonly ok: false; readonly reason: "nothing-moves"; readonly tally: ChangeSetTally };

/**
 * Makes a draft change set with every SKU of the scope whose price the rules move, at today's landed cost; SKUs that cannot be
 * priced are noted with the reason. Streams in batches of `PROPOSE_BATCH`, in one transaction on one snapshot: the draft appears
 * whole or not at all. `onProgress` hears how many SKUs have been decided.
 */
export async function proposePrices(
  db: Db,
  input: ProposePricesInput,
  actor: Actor,
  now: Date,
  onProgress?: (decided: number) => void,
): Promise<ProposePricesResult> {
  const { limit, changeSetId } = input;
  if (limit !== undefined && (await countCovered(db, input, limit + 1)) > limit) {
    return { ok: false, reason: "too-many", limit };
  }
  const scopeName = await findScopeName(db, input);
  if (scopeName === undefined) return { ok: false, reason: "scope-unknown" };
  const draft = await inSnapshot(db, async (tx) => {
    const opened = await insertDraft(tx, { ...draftOf(input, scopeName), madeBy: actor.id, madeAt: now });
    if (!opened) return undefined;
    const tally = await fillDraft(tx, input, now, onProgress);
    if (movedCount(tally) === 0) throw new NothingMoves(tally);
    await saveTally(tx, changeSetId, tally);
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "propose-prices",
      subjectKind: "change-set",
      subjectId: changeSetId,
      before: null,
      after: { state: "draft", scope: input.scope, scopeKey: input.scopeKey, tally },
    });
    return tally;
  });
  if (draft instanceof NothingMoves) return { ok: false, reason: "nothing-moves", tally: draft.tally };
  if (draft === undefined && (await findChangeSet(db, changeSetId)) === undefined) {
    throw new Error(`Change set ${changeSetId} could not be opened.`);
  }
  return { ok: true, made: draft !== undefined, changeSetId };
}

/** Thrown inside the transaction, so that the empty draft goes with it. */
class NothingMoves extends Error {
  readonly tally: ChangeSetTally;
  constructor(tally: ChangeSetTally) {
    super("No price moves.");
    this.tally = tally;
  }
}

/** Undefined when somebody else committed the same draft while we waited for it. */
async function inSnapshot<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T | NothingMoves | undefined> {
  try {
    return await db.transaction(work, { isolationLevel: "repeatable read" });
  } catch (error) {
    if (error instanceof NothingMoves) return error;
    if (isSerializationFailure(error)) return undefined;
    throw error;
  }
}

function isSerializationFailure(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "40001";
}

function draftOf({ changeSetId, scope, scopeKey }: ProposePricesInput, scopeName: string) {
  return { id: changeSetId, scope, scopeKey, name: scope === "club" ? scopeName : `${scopeName} (${scope})` };
}

async function fillDraft(
  tx: Db,
  input: ProposePricesInput,
  now: Date,
  onProgress: ((decided: number) => void) | undefined,
): Promise<ChangeSetTally> {
  const rates = await listNewestRates(tx, now);
  let tally = EMPTY_TALLY;
  let decided = 0;
  let afterSku = -1;
  for (;;) {
    const batch = await listSkusToPrice(tx, input, { afterSku, limit: PROPOSE_BATCH });
    const decisions = await decideBatch(tx, batch, rates, now);
    await insertDraftLines(tx, input.changeSetId, {
      changes: decisions.flatMap((one) => (one.kind === "moves" ? [one.change] : [])),
      blocked: decisions.flatMap((one) => (one.kind === "blocked" ? [one.blocked] : [])),
    });
    tally = addToTally(tally, decisions);
    decided += batch.length;
    onProgress?.(decided);
    if (batch.length < PROPOSE_BATCH) return tally;
    afterSku = batch.at(-1)?.id ?? afterSku;
  }
}

async function decideBatch(
  tx: Db,
  batch: readonly SkuToPrice[],
  rates: readonly FxRate[],
  now: Date,
): Promise<Decision[]> {
  const ids = batch.map((sku) => sku.id);
  const rules = await loadRuleBook(tx, ids);
  const offers = await listOffersToChooseFrom(tx, ids, now);
  return batch.map((sku) => decideChange(sku, chooseOffer(offers.get(sku.id) ?? [], { rates, now }), rules));
}
