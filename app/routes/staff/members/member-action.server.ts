/** What the forms of a member's page at the desk do. Each tells its reason; sent twice, it is done once. */
import { z } from "zod";
import { extendMembership } from "#app/commands/extend-membership.ts";
import { reinstateMembership } from "#app/commands/reinstate-membership.ts";
import { resendMail } from "#app/commands/resend-mail.ts";
import { suspendMembership } from "#app/commands/suspend-membership.ts";
import type { Db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { deedSchema, extensionSchema, resendSchema } from "#app/domain/support.ts";
import { type FormErrors, parseForm, type Typed } from "#app/http/forms.ts";

const INTENTS = ["extend", "suspend", "reinstate", "resend"] as const;
export type MemberIntent = (typeof INTENTS)[number];
const intentSchema = z.object({ intent: z.enum(INTENTS) });

export type MemberAnswer =
  | { readonly kind: "done"; readonly done: MemberIntent }
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly intent: MemberIntent | null;
      readonly errors: FormErrors;
      readonly typed: Typed;
    };

type Deed = {
  readonly db: Db;
  readonly membershipId: string;
  readonly form: FormData;
  readonly actor: Actor;
  readonly now: Date;
};

/** Does what the form asks of the membership; what was typed comes back when it is refused. */
export async function memberAction(deed: Deed): Promise<MemberAnswer> {
  const parsed = parseForm(intentSchema, deed.form);
  if (!parsed.ok) {
    const errors = { form: "Use the buttons of this page." };
    return { kind: "refused", status: 400, intent: null, errors, typed: {} };
  }
  const { intent } = parsed.value;
  switch (intent) {
    case "extend":
      return extend(deed);
    case "suspend":
      return suspend(deed);
    case "reinstate":
      return reinstate(deed);
    case "resend":
      return resend(deed);
    default: {
      const impossible: never = intent;
      throw new Error(`Unknown intent ${impossible}`);
    }
  }
}

const REFUSALS = {
  "not-found": [404, "This is not there any more."],
  "form-used": [409, "This form was used already. Nothing was done; look at the page as it is now."],
  "not-joined": [409, "Nothing was paid yet, so there is nothing to extend."],
  ended: [409, "This membership has ended for want of money. They join again; days can't be given before."],
  "changed-meanwhile": [409, "Somebody has extended it meanwhile. Look at the new date first."],
  "already-suspended": [409, "It is suspended already."],
  "not-suspended": [409, "It is not suspended."],
  waiting: [409, "This mail still waits for its first sending. Nothing was added."],
  "secret-link": [
    409,
    "This mail holds a link that lets its reader in. They can ask for a new one themselves.",
  ],
} as const;

function refuse(intent: MemberIntent, reason: keyof typeof REFUSALS, typed: Typed): MemberAnswer {
  const [status, text] = REFUSALS[reason];
  return { kind: "refused", status, intent, errors: { form: text }, typed };
}

/** Errors at the fields of this form: several on the page have a reason, each mail one of its own. */
function unreadable(intent: MemberIntent, errors: FormErrors, typed: Typed): MemberAnswer {
  const form = intent === "resend" ? `${intent}-${typed.mailId ?? ""}` : intent;
  const named = Object.entries(errors).map(([name, text]) =>
    name === "reason" || name === "days" ? [`${form}-${name}`, text] : ["form", text],
  );
  return { kind: "refused", status: 422, intent, errors: Object.fromEntries(named), typed };
}

async function extend({ db, membershipId, form, actor, now }: Deed): Promise<MemberAnswer> {
  const parsed = parseForm(extensionSchema, form);
  if (!parsed.ok) return unreadable("extend", parsed.errors, parsed.typed);
  const result = await extendMembership(db, { ...parsed.value, membershipId, actor, now });
  return result.ok ? { kind: "done", done: "extend" } : refuse("extend", result.reason, parsed.typed);
}

async function suspend({ db, membershipId, form, actor, now }: Deed): Promise<MemberAnswer> {
  const parsed = parseForm(deedSchema, form);
  if (!parsed.ok) return unreadable("suspend", parsed.errors, parsed.typed);
  const result = await suspendMembership(db, { ...parsed.value, membershipId, actor, now });
  return result.ok ? { kind: "done", done: "suspend" } : refuse("suspend", result.reason, parsed.typed);
}

async function reinstate({ db, membershipId, form, actor, now }: Deed): Promise<MemberAnswer> {
  const parsed = parseForm(deedSchema, form);
  if (!parsed.ok) return unreadable("reinstate", parsed.errors, parsed.typed);
  const result = await reinstateMembership(db, { ...parsed.value, membershipId, actor, now });
  return result.ok ? { kind: "done", done: "reinstate" } : refuse("reinstate", result.reason, parsed.typed);
}

async function resend({ db, membershipId, form, actor, now }: Deed): Promise<MemberAnswer> {
  const parsed = parseForm(resendSchema, form);
  if (!parsed.ok) return unreadable("resend", parsed.errors, parsed.typed);
  const result = await resendMail(db, { ...parsed.value, membershipId, actor, now });
  return result.ok ? { kind: "done", done: "resend" } : refuse("resend", result.reason, parsed.typed);
}
