import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import type { ScopeRef } from "#app/db/priced-skus.ts";
import { endRuleVersion, findOpenRule } from "#app/db/rules.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";

export type EndRuleResult =
  | { readonly ok: true }
  /** `club-rule`: the club's own rule is what everything falls back to; set another one instead. */
  | { readonly ok: false; readonly reason: "no-open-rule" | "club-rule" };

/** Ends the open rule of a scope: its SKUs fall back to the next wider rule at the next proposal. Changes no price. */
export async function endRule(db: Db, ref: ScopeRef, actor: Actor, now: Date): Promise<EndRuleResult> {
  if (ref.scope === "club") return { ok: false, reason: "club-rule" };
  return db.transaction(async (tx) => {
    const open = await findOpenRule(tx, ref.scope, ref.scopeKey, { lock: true });
    if (open === undefined) return { ok: false, reason: "no-open-rule" };
    await endRuleVersion(tx, open.id, now);
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "end-rule",
      subjectKind: "rule",
      subjectId: `${ref.scope}:${ref.scopeKey}`,
      before: { strategy: open.strategy, guardrails: open.guardrails },
      after: null,
    });
    return { ok: true };
  });
}
