import { v7 as uuidv7 } from "uuid";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import {
  findDouble,
  lockPair,
  lookAgainAt,
  recorded,
  saveDecision,
  withdrawRivals,
} from "#app/db/match-decisions.ts";
import { findPair, itemsOf, type Judgement, type Pair, type PairKey } from "#app/db/match-pairs.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import { matchPair } from "#app/domain/match.ts";
import { type Deed, decide, type StandingMatch, saysTheSame } from "#app/domain/match-decision.ts";
import { scoreBpsOf } from "#app/domain/match-review.ts";

export type DecideMatchInput = PairKey & {
  readonly deed: Deed;
  /** The pair's print as it was on the decider's screen. */
  readonly seen: string;
};

export type DecideMatchResult =
  | { readonly ok: true; readonly decisionId: string | null; readonly after: StandingMatch }
  | { readonly ok: false; readonly reason: "not-found" | "open" | "difference-unstated" }
  /** Somebody was faster: what was decided, and by whom, is in `match`. */
  | { readonly ok: false; readonly reason: "decided"; readonly match: StandingMatch }
  /** The listing or the SKU has changed since it was on the screen. */
  | { readonly ok: false; readonly reason: "pair-changed" }
  /** Another listing of the retailer is confirmed to be this very item, at a fresh price in the same channel. */
  | { readonly ok: false; readonly reason: "double"; readonly other: { itemId: string; title: string } };

/**
 * Decides one match: the match, its record and the audit entry, in one transaction. Of two who decide at once the first
 * stands and the other is told what was decided; the same again from the same person does nothing. Decisions of one SKU wait
 * for each other.
 */
export async function decideMatch(
  db: Db,
  input: DecideMatchInput,
  actor: Actor,
  now: Date,
): Promise<DecideMatchResult> {
  return db.transaction(async (tx) => {
    await lockPair(tx, input);
    const pair = await findPair(tx, input);
    if (pair === undefined) return { ok: false, reason: "not-found" };
    const decision = decide(pair.match, input.deed, actor.name, now);
    if (!decision.ok) return refusal(pair, decision.reason, input.deed, actor, now);
    if (input.deed.deed !== "reopen" && pair.print !== input.seen)
      return { ok: false, reason: "pair-changed" };
    const { after } = decision;
    const isIdentical = after.status === "confirmed" && after.kind === "identical";
    const other = isIdentical ? await findDouble(tx, pair, now) : undefined;
    if (other !== undefined) return { ok: false, reason: "double", other };
    const decisionId = uuidv7();
    const judgement = judgementOf(pair);
    await saveDecision(tx, pair, {
      id: decisionId,
      at: now,
      actorId: actor.id,
      actor: actor.name,
      deed: input.deed.deed,
      after,
      judgement,
    });
    if (isIdentical) await withdrawRivals(tx, input);
    if (input.deed.deed === "reopen") await lookAgainAt(tx, [input]);
    await auditDecision(tx, pair, { deed: input.deed.deed, after, judgement }, actor, now);
    return { ok: true, decisionId, after };
  });
}

/** What the matcher says of the pair as it is now: what it said before, if neither side has changed. */
export function judgementOf(pair: Pair): Judgement {
  if (pair.judgement !== null) return pair.judgement;
  const { sku, listing } = itemsOf(pair);
  const { verdict, score, why } = matchPair(listing, sku);
  return { verdict, scoreBps: scoreBpsOf(score), why };
}

function refusal(
  { match }: Pair,
  reason: "decided" | "open" | "difference-unstated",
  deed: Deed,
  actor: Actor,
  now: Date,
): DecideMatchResult {
  if (reason !== "decided" || match === null)
    return { ok: false, reason: reason === "open" ? "open" : "difference-unstated" };
  const meant = decide(null, deed, actor.name, now);
  // The button was pressed twice.
  if (meant.ok && saysTheSame(meant.after, match) && match.decidedBy === actor.name)
    return { ok: true, decisionId: null, after: match };
  return { ok: false, reason: "decided", match };
}

async function auditDecision(
  tx: Db,
  pair: Pair,
  done: { deed: Deed["deed"]; after: StandingMatch; judgement: Judgement },
  actor: Actor,
  now: Date,
): Promise<void> {
  await appendAudit(tx, {
    at: now,
    ...actedBy(actor),
    action: `${done.deed}-match`,
    subjectKind: "match",
    subjectId: `${pair.skuId}.${pair.listingId}`,
    before: recorded(pair.match),
    after: { ...recorded(done.after), verdict: done.judgement.verdict, scoreBps: done.judgement.scoreBps },
  });
}
