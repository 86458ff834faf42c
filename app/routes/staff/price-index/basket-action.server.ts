/** What the buttons of a basket's page do: change a draft, publish, make a new version, withdraw a publication. */
import { z } from "zod";
import { changeBasket, reviseBasket } from "#app/commands/define-basket.ts";
import { type PublishIndexResult, publishIndex } from "#app/commands/publish-index.ts";
import { withdrawIndex } from "#app/commands/withdraw-index.ts";
import type { Db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { basketLinesSchema } from "#app/domain/index-basket-input.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";

export type Answer =
  | { readonly kind: "go"; readonly to: string }
  | { readonly kind: "refused"; readonly status: number; readonly errors: FormErrors; readonly typed: Typed };

const AGAIN = "Load the page again and press once more.";
const intentSchema = z.object({
  intent: z.enum(["change", "publish", "revise", "withdraw"], "Use the buttons of this page."),
});
const publishSchema = z.object({
  publicationId: z.uuid(AGAIN),
  asOf: z.iso.datetime(AGAIN).transform((text) => new Date(text)),
  shown: z.string(AGAIN).max(2_000, AGAIN),
  confirm: z.literal("yes", "Tick the box to tell everybody these figures."),
});
const reviseSchema = z.object({ newId: z.uuid(AGAIN) });
const withdrawSchema = z.object({
  publicationId: z.uuid(AGAIN),
  reason: z
    .string("Say why: everybody will read it.")
    .trim()
    .min(10, "Say why in a sentence: everybody will read it.")
    .max(300, "That is too long: 300 letters at most."),
});

/** Does what the form asks of the basket; where to go when it is done, what to say when it is not. */
export async function basketAction(
  db: Db,
  basketId: string,
  form: FormData,
  actor: Actor,
  now: Date,
): Promise<Answer> {
  const parsed = parseForm(intentSchema, form);
  if (!parsed.ok) return refused(400, parsed.errors);
  switch (parsed.value.intent) {
    case "change":
      return change(db, basketId, form, actor, now);
    case "publish":
      return publish(db, basketId, form, actor, now);
    case "revise":
      return revise(db, basketId, form, actor, now);
    case "withdraw":
      return withdraw(db, basketId, form, actor, now);
    default: {
      const impossible: never = parsed.value.intent;
      throw new Error(`Unknown intent ${impossible}`);
    }
  }
}

function refused(status: number, errors: FormErrors, typed: Typed = {}): Answer {
  return { kind: "refused", status, errors, typed };
}

function go(basketId: string, done: string): Answer {
  return { kind: "go", to: `/desk/price-index/${basketId}?done=${done}` };
}

/** "There is no item 12, 13 or 14 others." */
export function unknownSkusText(skuIds: readonly number[]): string {
  const named = skuIds.slice(0, 5).join(", ");
  const rest = skuIds.length - 5;
  return `There is no item ${named}${rest > 0 ? ` (and ${rest} more)` : ""}. Check the numbers.`;
}

async function change(db: Db, id: string, form: FormData, actor: Actor, now: Date): Promise<Answer> {
  const parsed = parseForm(basketLinesSchema, form);
  if (!parsed.ok) return refused(422, parsed.errors, parsed.typed);
  const result = await changeBasket(db, id, parsed.value.lines, actor, now);
  if (result.ok) return go(id, "changed");
  switch (result.reason) {
    case "not-found":
      return refused(404, { form: "This basket is not there." });
    case "published":
      return refused(409, { form: "It is published and stays as it is. Make a new version." });
    case "unknown-skus":
      return refused(422, { lines: unknownSkusText(result.skuIds) }, parsed.typed);
    default: {
      const impossible: never = result;
      throw new Error(`Unknown result ${JSON.stringify(impossible)}`);
    }
  }
}

const PUBLISH_WORDS: Readonly<Record<Extract<PublishIndexResult, { ok: false }>["reason"], string>> = {
  "not-found": "This basket is not there.",
  "draft-old": "That draft is more than half an hour old. Look at the new one below, then confirm it.",
  moved: "It would tell something else by now. Look at the new draft below, then confirm it.",
  "nothing-to-say": "No figure may be published from this draft: see the reasons below.",
  "not-newer": "Newer figures of this basket are published already.",
};

async function publish(db: Db, basketId: string, form: FormData, actor: Actor, now: Date): Promise<Answer> {
  const parsed = parseForm(publishSchema, form);
  if (!parsed.ok) return refused(422, parsed.errors);
  const result = await publishIndex(db, { basketId, ...parsed.value }, actor, now);
  if (result.ok) return go(basketId, "published");
  return refused(result.reason === "not-found" ? 404 : 409, { form: PUBLISH_WORDS[result.reason] });
}

async function revise(db: Db, id: string, form: FormData, actor: Actor, now: Date): Promise<Answer> {
  const parsed = parseForm(reviseSchema, form);
  if (!parsed.ok) return refused(422, parsed.errors);
  const result = await reviseBasket(db, id, parsed.value.newId, actor, now);
  if (result.ok) return go(result.id, "revised");
  switch (result.reason) {
    case "not-found":
      return refused(404, { form: "This basket is not there." });
    case "draft-open":
      return refused(409, { form: "There is a draft of the next version already: change that one." });
    default: {
      const impossible: never = result.reason;
      throw new Error(`Unknown reason ${impossible}`);
    }
  }
}

async function withdraw(db: Db, id: string, form: FormData, actor: Actor, now: Date): Promise<Answer> {
  const parsed = parseForm(withdrawSchema, form);
  if (!parsed.ok) return refused(422, parsed.errors, parsed.typed);
  const { publicationId, reason } = parsed.value;
  const result = await withdrawIndex(db, publicationId, reason, actor, now);
  return result.ok ? go(id, "withdrawn") : refused(404, { form: "This publication is not there." });
}
