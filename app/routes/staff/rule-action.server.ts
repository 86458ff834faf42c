/** What the forms about rules do, on the rules' page and on a SKU's: set, end, propose. */
import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { endRule } from "#app/commands/end-rule.ts";
import { PROPOSE_IN_REQUEST_LIMIT, proposePrices } from "#app/commands/propose-prices.ts";
import { setRule } from "#app/commands/set-rule.ts";
import type { Db } from "#app/db/client.server.ts";
import { loadRuleBook } from "#app/db/rules.ts";
import type { Actor } from "#app/domain/actor.ts";
import { clubLimits } from "#app/domain/pricing.ts";
import { ruleSchema, scopeSchema } from "#app/domain/rule-input.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";

const intentSchema = z.object({ intent: z.enum(["set-rule", "end-rule", "propose"]) });
const proposeSchema = scopeSchema.extend({ changeSetId: z.uuid("Load the page again and press once more.") });

/** Where a page goes when a rule has been set or ended. */
export type RulePlace = (done: "set" | "same" | "ended", scope: string, scopeKey: string) => string;

/** Does what the form asks for; a redirect when it is done, errors with what was typed when it is not. */
export async function ruleAction(db: Db, form: FormData, actor: Actor, now: Date, place: RulePlace) {
  const intent = parseForm(intentSchema, form);
  if (!intent.ok) return refused(400, { form: "Use the buttons of this page." }, intent.typed);
  switch (intent.value.intent) {
    case "set-rule":
      return set(db, form, actor, now, place);
    case "end-rule":
      return end(db, form, actor, now, place);
    case "propose":
      return propose(db, form, actor, now);
    default: {
      const impossible: never = intent.value.intent;
      throw new Error(`Unknown intent ${impossible}`);
    }
  }
}

function refused(status: number, errors: FormErrors, typed: Typed) {
  return data({ errors, typed }, { status });
}

async function set(db: Db, form: FormData, actor: Actor, now: Date, place: RulePlace) {
  const limits = clubLimits(await loadRuleBook(db, []));
  const parsed = parseForm(ruleSchema(limits), form);
  if (!parsed.ok) return refused(422, parsed.errors, parsed.typed);
  const result = await setRule(db, parsed.value, actor, now);
  const { scope, scopeKey } = parsed.value;
  if (result.ok) return redirect(place(result.changed ? "set" : "same", scope, scopeKey), 303);
  switch (result.reason) {
    case "scope-unknown":
      return refused(
        422,
        { scopeKey: `There is no ${scope} "${scopeKey}". Check how it is written.` },
        parsed.typed,
      );
    case "conflict":
      return refused(
        409,
        { form: "Somebody set this rule at the same moment. Look at theirs first." },
        parsed.typed,
      );
    default: {
      const impossible: never = result.reason;
      throw new Error(`Unknown reason ${impossible}`);
    }
  }
}

async function end(db: Db, form: FormData, actor: Actor, now: Date, place: RulePlace) {
  const parsed = parseForm(scopeSchema, form);
  if (!parsed.ok) return refused(422, parsed.errors, parsed.typed);
  const { scope, scopeKey } = parsed.value;
  const result = await endRule(db, parsed.value, actor, now);
  if (result.ok || result.reason === "no-open-rule") return redirect(place("ended", scope, scopeKey), 303);
  return refused(
    422,
    { form: "The club's rule can't end: everything falls back to it. Set another one." },
    {},
  );
}

async function propose(db: Db, form: FormData, actor: Actor, now: Date) {
  const parsed = parseForm(proposeSchema, form);
  if (!parsed.ok) return refused(422, parsed.errors, {});
  const result = await proposePrices(db, { ...parsed.value, limit: PROPOSE_IN_REQUEST_LIMIT }, actor, now);
  if (result.ok) return redirect(`/desk/change-sets/${result.changeSetId}`, 303);
  switch (result.reason) {
    case "scope-unknown":
      return refused(404, { form: "What you want priced is not there any more." }, {});
    case "too-many": {
      const limit = result.limit.toLocaleString("en-US");
      return refused(
        422,
        { form: `That is more than ${limit} items: propose it from the command line.` },
        {},
      );
    }
    case "nothing-moves": {
      const { unchanged, blocked } = result.tally;
      const rest = blocked === 0 ? "" : ` ${blocked.toLocaleString("en-US")} cannot be priced.`;
      const same = unchanged.toLocaleString("en-US");
      const text = `No price moves: ${same} stand where the rules put them.${rest}`;
      return refused(200, { form: text }, {});
    }
    default: {
      const impossible: never = result;
      throw new Error(`Unknown reason ${JSON.stringify(impossible)}`);
    }
  }
}
