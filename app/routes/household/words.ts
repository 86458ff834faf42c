/** What is said on the household's pages when something was refused or done. */
import type { AcceptRefusal, OfferProblem } from "#app/commands/accept-invitation.ts";
import type { InviteResult } from "#app/commands/invite-household-member.ts";
import type { LeaveResult } from "#app/commands/leave-household.ts";
import type { RemoveResult } from "#app/commands/remove-household-member.ts";
import type { RevokeResult } from "#app/commands/revoke-invitation.ts";
import type { SetSeatsResult } from "#app/commands/set-add-on-seats.ts";

/** Why a command refused, without the tries that were too many: those name a time. */
type ReasonOf<Result> = Result extends { ok: false; reason: infer Reason }
  ? Exclude<Reason & string, "too-many-tries">
  : never;

export type Words = { readonly status: number; readonly text: string };

export const LINK_WORDS: Readonly<Record<OfferProblem, Words>> = {
  unknown: {
    status: 404,
    text: "This link opens nothing. Perhaps it was cut off on its way, or a newer one was sent: open the newest mail.",
  },
  accepted: { status: 410, text: "This invitation was accepted already. A link works once." },
  revoked: { status: 410, text: "This invitation was taken back. Ask whoever sent it." },
  expired: { status: 410, text: "This invitation has expired. Ask whoever sent it to send it again." },
  "membership-closed": {
    status: 409,
    text: "The membership that the seat is in is not open just now. Ask whoever invited you; the link stays good.",
  },
};

export const ACCEPT_WORDS: Readonly<Record<AcceptRefusal, Words>> = {
  ...LINK_WORDS,
  "already-in": { status: 409, text: "You sit in this household already." },
  "other-household": {
    status: 409,
    text: "You have a seat in another household. Leave that one first, on your household page; then open the link again.",
  },
  "own-membership": {
    status: 409,
    text: "You have a membership of your own. Cancel it on your membership page, with your money back if you like. When it has ended, open this link again.",
  },
  "no-free-seat": {
    status: 409,
    text: "Every seat in this household is taken by now. Ask whoever invited you; the link stays good.",
  },
  "billing-unavailable": {
    status: 503,
    text: "Our payment provider does not answer just now. Nothing was changed. Please try again in a minute.",
  },
};

export const INVITE_WORDS: Readonly<Record<ReasonOf<InviteResult>, Words>> = {
  "not-primary": { status: 403, text: "Only the member whose membership it is manages its seats." },
  "not-entitled": {
    status: 409,
    text: "Your membership is not open just now. Seats can be offered when it is.",
  },
  "already-in": { status: 409, text: "This person sits in your household already." },
  "no-free-seat": {
    status: 409,
    text: "Every seat is taken or offered. Take one back, or add one, and invite again.",
  },
};

export const REVOKE_WORDS: Readonly<Record<ReasonOf<RevokeResult>, Words>> = {
  "not-primary": INVITE_WORDS["not-primary"],
  "not-waiting": {
    status: 409,
    text: "This invitation is not waiting any more: it was accepted or taken back meanwhile.",
  },
};

export const REMOVE_WORDS: Readonly<Record<ReasonOf<RemoveResult>, Words>> = {
  "not-primary": INVITE_WORDS["not-primary"],
  "no-such-seat": { status: 409, text: "This seat is gone already." },
};

export const LEAVE_WORDS: Readonly<Record<ReasonOf<LeaveResult>, Words>> = {
  "no-household-seat": { status: 409, text: "You have no seat in somebody else's household." },
};

export const SEATS_WORDS: Readonly<Record<ReasonOf<SetSeatsResult>, Words>> = {
  "not-primary": INVITE_WORDS["not-primary"],
  "not-sold": { status: 409, text: "Your plan has no extra seats." },
  "too-many": { status: 422, text: "That is more extra seats than your plan has. Choose fewer." },
  unchanged: { status: 409, text: "You have that many extra seats already. Nothing was charged." },
  "not-renewing": {
    status: 409,
    text: "Extra seats are paid with a membership that renews. Yours does not just now; keep it first, or pay what is open.",
  },
  "plan-changing": {
    status: 409,
    text: "Your plan changes with the next renewal, and with it what a seat costs. Keep your plan first, or change seats after it.",
  },
  "change-waiting": {
    status: 409,
    text: "Another change of yours waits for your bank. Confirm it or drop it on your membership page, then choose again.",
  },
  "seats-in-use": {
    status: 409,
    text: "Somebody sits in that seat or is invited to it. Remove them or take the invitation back first.",
  },
  "billing-unavailable": {
    status: 503,
    text: "Our payment provider does not answer just now. Please try again in a minute: nothing is ever charged twice.",
  },
  "terms-changed": {
    status: 409,
    text: "The amount changed since you opened this page. Please read it again, then tick the box.",
  },
  "not-agreed": {
    status: 422,
    text: "Tick the box if you agree to the amount. Without it we change nothing.",
  },
  "card-declined": {
    status: 402,
    text: "Your card was declined. Nothing was charged and nothing changed. Change the card on your membership page.",
  },
};

const DONE: Readonly<Record<string, string>> = {
  invited: "The invitation is on its way.",
  resent: "A new link is on its way. The one before works no longer.",
  revoked: "The invitation is taken back. Its link opens nothing.",
  removed: "The seat is yours again. Its rights have ended.",
  seats: "Your extra seats are changed.",
};

/** What was done, after the redirect that follows it. */
export function doneText(done: string | null): string | null {
  return DONE[done ?? ""] ?? null;
}
