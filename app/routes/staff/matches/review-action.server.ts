/** What the buttons of a review do. */
import { validate as isUuid } from "uuid";
import { z } from "zod";
import { type DecideMatchResult, decideMatch } from "#app/commands/decide-match.ts";
import { undoMatchDecision } from "#app/commands/undo-match-decision.ts";
import type { Db } from "#app/db/client.server.ts";
import type { PairKey } from "#app/db/match-pairs.ts";
import type { Actor } from "#app/domain/actor.ts";
import { type Deed, MAX_DIFFERENCE, type StandingMatch } from "#app/domain/match-decision.ts";
import { VERDICT_LABELS } from "#app/domain/match-review.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";
import { parsePair } from "./addresses.ts";

const INTENTS = ["identical", "other-pack", "equivalent", "reject", "reopen"] as const;
type Intent = (typeof INTENTS)[number];

const schema = z.object({
  intent: z.enum(INTENTS, "Use the buttons of this page."),
  pair: z.string(),
  seen: z.string().max(64),
  offered: z.string().max(MAX_DIFFERENCE).optional(),
  difference: z
    .string()
    .max(MAX_DIFFERENCE, `Say it in ${MAX_DIFFERENCE} characters: it stands beside the price.`)
    .optional(),
});

export type Answer =
  | { readonly kind: "decided"; readonly pair: PairKey; readonly deed: Deed["deed"] }
  | { readonly kind: "undone"; readonly text: string }
  | { readonly kind: "refused"; readonly status: number; readonly errors: FormErrors; readonly typed: Typed };

/** Does what the form asks of the pair. */
export async function reviewAction(db: Db, form: FormData, actor: Actor, now: Date): Promise<Answer> {
  if (form.get("intent") === "undo") return undo(db, form, actor, now);
  const parsed = parseForm(schema, form);
  if (!parsed.ok) return { kind: "refused", status: 422, errors: parsed.errors, typed: parsed.typed };
  const { intent, seen, offered = "", difference = "" } = parsed.value;
  const pair = parsePair(parsed.value.pair);
  const refused = (status: number, text: string, field = "form"): Answer => ({
    kind: "refused",
    status,
    errors: { [field]: text },
    typed: parsed.typed,
  });
  if (pair === undefined) return refused(400, "Use the buttons of this page.");
  const deed = deedOf(intent, difference.trim() || offered.trim());
  const result = await decideMatch(db, { ...pair, deed, seen }, actor, now);
  if (result.ok) return { kind: "decided", pair, deed: deed.deed };
  if (result.reason === "difference-unstated")
    return refused(422, "Say what differs, or choose it: the page shows it beside the claim.", "difference");
  return refused(result.reason === "not-found" ? 404 : 409, refusalText(result, now));
}

function deedOf(intent: Intent, difference: string): Deed {
  switch (intent) {
    case "identical":
    case "other-pack":
      return { deed: "confirm", kind: intent };
    case "equivalent":
      return { deed: "confirm", kind: intent, difference };
    case "reject":
    case "reopen":
      return { deed: intent };
    default: {
      const impossible: never = intent;
      throw new Error(`Unknown intent ${impossible}`);
    }
  }
}

function refusalText(result: Exclude<DecideMatchResult, { ok: true }>, now: Date): string {
  switch (result.reason) {
    case "not-found":
      return "There is no such pair any more.";
    case "open":
      return "It waits for a decision already.";
    case "difference-unstated":
      return "Say what differs.";
    case "decided":
      return `Not done: ${decidedText(result.match, now)} Open it again if you see it otherwise.`;
    case "pair-changed":
      return "Not done: the listing or our item has changed while you looked. This is how they are now.";
    case "double":
      return `Not done: their item ${result.other.itemId}, ${result.other.title}, is confirmed to be this very item, with a fresh price in the same channel. One of the two is another pack, or something else.`;
    default: {
      const impossible: never = result;
      throw new Error(`Unknown refusal ${JSON.stringify(impossible)}`);
    }
  }
}

/** "ann@club.example confirmed it 3 minutes ago as the same item and pack." */
export function decidedText({ status, kind, decidedBy, decidedAt }: StandingMatch, now: Date): string {
  const minutes = decidedAt === null ? 0 : Math.floor((now.getTime() - decidedAt.getTime()) / 60_000);
  const when =
    minutes < 1
      ? "just now"
      : minutes < 120
        ? `${minutes} min ago`
        : `on ${decidedAt?.toISOString().slice(0, 10)}`;
  const what = status === "rejected" ? "rejected it" : `confirmed it (${VERDICT_LABELS[kind].toLowerCase()})`;
  return `${decidedBy ?? "somebody"} ${what} ${when}.`;
}

async function undo(db: Db, form: FormData, actor: Actor, now: Date): Promise<Answer> {
  const id = String(form.get("decision") ?? "");
  const refused = (status: number, text: string): Answer => ({
    kind: "refused",
    status,
    errors: { form: text },
    typed: {},
  });
  if (!isUuid(id)) return refused(400, "Use the buttons of this page.");
  const result = await undoMatchDecision(db, id, actor, now);
  if (!result.ok)
    return result.reason === "not-found"
      ? refused(404, "That is no decision of yours.")
      : refused(409, "Nothing to take back: it was taken back, or decided anew, since.");
  const { undone, moved } = result;
  const rest = moved === 0 ? "" : ` ${moved} had been taken back or decided anew since and stay as they are.`;
  return {
    kind: "undone",
    text: `${undone === 1 ? "One decision is" : `${undone} decisions are`} taken back.${rest}`,
  };
}
