/** What the buttons of a change set's page do: publish, discard, take back. */
import { z } from "zod";
import { discardChangeSet } from "#app/commands/discard-change-set.ts";
import { type PublishResult, publishChangeSet } from "#app/commands/publish-change-set.ts";
import { takeBackChangeSet } from "#app/commands/take-back-change-set.ts";
import type { Db } from "#app/db/client.server.ts";
import { countChanges } from "#app/db/club-prices.ts";
import type { Actor } from "#app/domain/actor.ts";
import { type FormErrors, parseForm } from "#app/http/forms.ts";

const schema = z.object({
  intent: z.enum(["publish", "discard", "take-back"], "Use the buttons of this page."),
  /** The number that the confirmation names. */
  confirm: z.coerce.number().optional(),
});

export type Answer =
  | { readonly kind: "go"; readonly to: string }
  | { readonly kind: "refused"; readonly status: number; readonly errors: FormErrors };

/** Does what the form asks of the change set; where to go when it is done, what to say when it is not. */
export async function changeSetAction(
  db: Db,
  id: string,
  form: FormData,
  actor: Actor,
  now: Date,
): Promise<Answer> {
  const parsed = parseForm(schema, form);
  if (!parsed.ok) return { kind: "refused", status: 400, errors: parsed.errors };
  const { intent, confirm } = parsed.value;
  switch (intent) {
    case "publish":
      return publish(db, id, confirm, actor, now);
    case "discard":
      return discard(db, id, actor, now);
    case "take-back":
      return takeBack(db, id, actor, now);
    default: {
      const impossible: never = intent;
      throw new Error(`Unknown intent ${impossible}`);
    }
  }
}

function refused(status: number, text: string, field = "form"): Answer {
  return { kind: "refused", status, errors: { [field]: text } };
}

const CLOSED = {
  "not-found": "This change set is not there.",
  "already-published": "It has been published already. Nothing was done twice.",
  "already-discarded": "It has been discarded.",
  empty: "There is no price in it to publish.",
} as const;

async function publish(
  db: Db,
  id: string,
  confirm: number | undefined,
  actor: Actor,
  now: Date,
): Promise<Answer> {
  const moves = await countChanges(db, id);
  if (confirm !== moves) {
    return refused(
      422,
      `Tick the box: it says how many prices change (${moves.toLocaleString("en-US")}).`,
      "confirm",
    );
  }
  const result = await publishChangeSet(db, id, actor, now);
  if (result.ok) return { kind: "go", to: `/desk/change-sets/${id}?done=published` };
  return refused(409, result.reason === "prices-moved" ? movedText(result) : CLOSED[result.reason]);
}

/** Names the first few SKUs; the page lists more of them. */
function movedText({ count, first }: Extract<PublishResult, { reason: "prices-moved" }>): string {
  const named = first.slice(0, 5).map((one) => one.skuId);
  const items = count === 1 ? "item" : "items";
  const rest = count > named.length ? " and others" : "";
  return `The price of ${count.toLocaleString("en-US")} ${items} has moved since this draft was made: ${named.join(", ")}${rest}. Discard it and propose again.`;
}

async function discard(db: Db, id: string, actor: Actor, now: Date): Promise<Answer> {
  const result = await discardChangeSet(db, id, actor, now);
  if (result.ok || result.reason === "already-discarded")
    return { kind: "go", to: `/desk/change-sets/${id}` };
  return refused(409, CLOSED[result.reason]);
}

async function takeBack(db: Db, id: string, actor: Actor, now: Date): Promise<Answer> {
  const result = await takeBackChangeSet(db, id, actor, now);
  if (result.ok) return { kind: "go", to: `/desk/change-sets/${result.changeSetId}` };
  switch (result.reason) {
    case "not-found":
      return refused(404, CLOSED["not-found"]);
    case "not-published":
      return refused(409, "Only a published change set can be taken back.");
    case "nothing-left":
      return refused(409, "Nothing is left to take back: every price has moved since, or had none before.");
    default: {
      const impossible: never = result.reason;
      throw new Error(`Unknown reason ${impossible}`);
    }
  }
}
