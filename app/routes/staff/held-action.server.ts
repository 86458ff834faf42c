/** What the buttons of the held prices do: accept one, refuse one, accept those that a later check confirms. */
import { z } from "zod";
import {
  acceptConfirmedHeld,
  acceptHeld,
  type DecideHeldResult,
  type HeldRefusal,
  refuseHeld,
} from "#app/commands/decide-held.ts";
import type { Db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";

const id = z.uuid("Use the buttons of this page.");
const schema = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("accept"), id }),
    z.object({
      intent: z.literal("refuse"),
      id,
      refusal: z
        .string("Say why, in a few words: the file will come again.")
        .trim()
        .min(3, "Say why, in a few words: the file will come again.")
        .max(300, "Use at most 300 characters."),
    }),
    z.object({ intent: z.literal("accept-confirmed") }),
  ],
  "Use the buttons of this page.",
);

export type HeldAnswer =
  | { readonly kind: "done"; readonly done: string }
  | { readonly kind: "refused"; readonly status: number; readonly errors: FormErrors; readonly typed: Typed };

const WHY: Readonly<Record<HeldRefusal, { status: number; text: string }>> = {
  "not-found": { status: 404, text: "This price is not held." },
  decided: { status: 409, text: "Somebody has decided about this price already. Nothing was done twice." },
  contradicts: {
    status: 409,
    text: "Another price of the same time and place has come in since: refuse this one, or leave it.",
  },
};

/** Does what the form asks; `done` is for the address of the page that says so. */
export async function heldAction(db: Db, form: FormData, actor: Actor, now: Date): Promise<HeldAnswer> {
  const parsed = parseForm(schema, form);
  if (!parsed.ok) return { kind: "refused", status: 422, errors: parsed.errors, typed: parsed.typed };
  const { value, typed } = parsed;
  const answer = (result: DecideHeldResult, done: string): HeldAnswer => {
    if (result.ok) return { kind: "done", done };
    const { status, text } = WHY[result.reason];
    return { kind: "refused", status, errors: { form: text }, typed };
  };
  switch (value.intent) {
    case "accept":
      return answer(await acceptHeld(db, value.id, actor, now), "accepted");
    case "refuse":
      return answer(await refuseHeld(db, value.id, value.refusal, actor, now), "refused");
    case "accept-confirmed":
      return { kind: "done", done: `confirmed-${await acceptConfirmedHeld(db, actor, now)}` };
    default: {
      const impossible: never = value;
      throw new Error(`Unknown intent ${JSON.stringify(impossible)}`);
    }
  }
}
