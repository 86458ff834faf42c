import { v7 as uuidv7 } from "uuid";
import { appendAudit } from "#app/db/audit.ts";
import type { Db } from "#app/db/client.server.ts";
import { findScopeName, type ScopeRef } from "#app/db/priced-skus.ts";
import { endRuleVersion, findOpenRule, insertRule } from "#app/db/rules.ts";
import { type Actor, actedBy } from "#app/domain/actor.ts";
import type { Guardrails, Rule, Strategy } from "#app/domain/pricing.ts";

export type SetRuleInput = ScopeRef & { readonly strategy: Strategy; readonly guardrails: Guardrails };

export type SetRuleResult =
  /** `changed` is false when the open rule says the same already: no new version is made. */
  | { readonly ok: true; readonly changed: boolean; readonly rule: Rule }
  /** `conflict`: somebody else set a rule for the same scope at the same moment. */
  | { readonly ok: false; readonly reason: "scope-unknown" | "conflict" };

/**
 * Makes `input` the open rule of its scope: a new version ends the old one, in one transaction with the audit entry. Changes
 * no price. Setting the same again does nothing.
 */
export async function setRule(db: Db, input: SetRuleInput, actor: Actor, now: Date): Promise<SetRuleResult> {
  const { scope, scopeKey, strategy, guardrails } = input;
  return db.transaction(async (tx) => {
    if ((await findScopeName(tx, input)) === undefined) return { ok: false, reason: "scope-unknown" };
    const open = await findOpenRule(tx, scope, scopeKey, { lock: true });
    if (open !== undefined && saysTheSame(open, input)) return { ok: true, changed: false, rule: open };
    if (open !== undefined) await endRuleVersion(tx, open.id, now);
    const rule: Rule = { id: uuidv7(), scope, scopeKey, strategy, guardrails };
    const inserted = await insertRule(tx, { ...rule, madeBy: actor.id, madeAt: now });
    if (!inserted) return afterRace(tx, input);
    await appendAudit(tx, {
      at: now,
      ...actedBy(actor),
      action: "set-rule",
      subjectKind: "rule",
      subjectId: `${scope}:${scopeKey}`,
      before: open === undefined ? null : { strategy: open.strategy, guardrails: open.guardrails },
      after: { strategy, guardrails },
    });
    return { ok: true, changed: true, rule };
  });
}

/** Somebody opened a rule for the scope between our look and our insert: the same one will do. */
async function afterRace(tx: Db, input: SetRuleInput): Promise<SetRuleResult> {
  const open = await findOpenRule(tx, input.scope, input.scopeKey);
  return open !== undefined && saysTheSame(open, input)
    ? { ok: true, changed: false, rule: open }
    : { ok: false, reason: "conflict" };
}

function saysTheSame(rule: Rule, input: SetRuleInput): boolean {
  const a = rule.guardrails;
  const b = input.guardrails;
  return (
    rule.strategy.kind === input.strategy.kind &&
    rule.strategy.markupBps === input.strategy.markupBps &&
    a.endingCents === b.endingCents &&
    a.markupCapBps === b.markupCapBps &&
    a.ownLabelMarkupCapBps === b.ownLabelMarkupCapBps &&
    a.marginFloorBps === b.marginFloorBps
  );
}
