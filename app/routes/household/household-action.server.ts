/** The forms of the household's page: which one it is, what it asks for, and the command that does it. */
import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { z } from "zod";
import { inviteHouseholdMember } from "#app/commands/invite-household-member.ts";
import { leaveHousehold } from "#app/commands/leave-household.ts";
import { removeHouseholdMember } from "#app/commands/remove-household-member.ts";
import { revokeInvitation } from "#app/commands/revoke-invitation.ts";
import { setAddOnSeats } from "#app/commands/set-add-on-seats.ts";
import { pools } from "#app/db/client.server.ts";
import { emailSchema } from "#app/domain/account.ts";
import { tooManyTriesText } from "#app/domain/rate-limit.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";
import { stripe } from "#app/stripe/client.ts";
import { INVITE_WORDS, LEAVE_WORDS, REMOVE_WORDS, REVOKE_WORDS, SEATS_WORDS, type Words } from "./words.ts";

const HERE = "/membership/household";

const intents = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("invite"), email: emailSchema }),
  z.object({ intent: z.literal("revoke"), invitation: z.uuid() }),
  z.object({ intent: z.literal("remove"), holder: z.uuid() }),
  z.object({ intent: z.literal("leave") }),
  z.object({
    intent: z.literal("set-seats"),
    seats: z.coerce.number().int().min(0).max(100),
    /** Seconds since 1970 for which the amount was worked out. */
    quotedAt: z.coerce.number().int().min(0),
    shownTerms: z.string().max(100),
    agree: z.literal("yes").optional(),
  }),
]);

type Intent = z.output<typeof intents>;
type Who = { readonly accountId: string; readonly request: Request; readonly context: AppLoadContext };

/** Does what the posted form asks for. */
export async function actOnHousehold(form: FormData, who: Who) {
  const parsed = parseForm(intents, form);
  if (!parsed.ok) return refuse(422, parsed.errors, parsed.typed);
  switch (parsed.value.intent) {
    case "invite":
      return await invite(parsed.value.email, who, parsed.typed);
    case "revoke":
      return await revoke(parsed.value.invitation, who);
    case "remove":
      return await remove(parsed.value.holder, who);
    case "leave":
      return await leave(who);
    case "set-seats":
      return await setSeats(parsed.value, who);
    default: {
      const impossible: never = parsed.value;
      throw new Error(`Unknown form ${JSON.stringify(impossible)}`);
    }
  }
}

function refuse(status: number, errors: FormErrors, typed: Typed = {}) {
  return data({ errors, typed }, { status });
}

function say({ status, text }: Words, typed: Typed = {}) {
  return refuse(status, { form: text }, typed);
}

function done(what: string) {
  return redirect(`${HERE}?done=${what}`, 303);
}

const stamp = ({ accountId, context }: Who) => ({
  accountId,
  now: new Date(),
  requestId: context.requestId,
});

async function invite(email: z.output<typeof emailSchema>, who: Who, typed: Typed) {
  const origin = new URL(who.request.url).origin;
  const invited = await inviteHouseholdMember(pools().door.db, { ...stamp(who), email, origin });
  if (invited.ok) return done(invited.renewed ? "resent" : "invited");
  if (invited.reason === "too-many-tries") {
    return refuse(429, { form: tooManyTriesText(invited.retryAfterSeconds) }, typed);
  }
  return say(INVITE_WORDS[invited.reason], typed);
}

async function revoke(invitationId: string, who: Who) {
  const revoked = await revokeInvitation(pools().door.db, { ...stamp(who), invitationId });
  return revoked.ok ? done("revoked") : say(REVOKE_WORDS[revoked.reason]);
}

async function remove(holderId: string, who: Who) {
  const removed = await removeHouseholdMember(pools().door.db, { ...stamp(who), holderId });
  return removed.ok ? done("removed") : say(REMOVE_WORDS[removed.reason]);
}

async function leave(who: Who) {
  const left = await leaveHousehold(pools().door.db, stamp(who));
  return left.ok ? redirect("/membership", 303) : say(LEAVE_WORDS[left.reason]);
}

async function setSeats(wish: Extract<Intent, { intent: "set-seats" }>, who: Who) {
  const changed = await setAddOnSeats(
    { db: pools().door.db, stripe: stripe() },
    {
      ...stamp(who),
      seats: wish.seats,
      quotedAt: new Date(wish.quotedAt * 1000),
      shownTerms: wish.shownTerms,
      agreed: wish.agree === "yes",
      ip: who.context.ip,
      userAgent: who.request.headers.get("User-Agent") ?? "",
    },
  );
  if (changed.ok) {
    return "waits" in changed ? redirect(`/membership/confirm?for=seats-${wish.seats}`, 303) : done("seats");
  }
  if (changed.reason === "too-many-tries") {
    return refuse(429, { form: tooManyTriesText(changed.retryAfterSeconds) });
  }
  if (changed.reason === "not-agreed") return refuse(422, { agree: SEATS_WORDS["not-agreed"].text });
  return say(SEATS_WORDS[changed.reason]);
}
