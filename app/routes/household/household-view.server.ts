/** What the household's page shows to whoever asks: the primary manages, the others see. */
import { offerAddOnSeats, SEATS_CONSENT } from "#app/commands/set-add-on-seats.ts";
import { pools } from "#app/db/client.server.ts";
import { type Invitation, listWaitingInvitations } from "#app/db/invitations.ts";
import type { SeatedMembership } from "#app/db/memberships.ts";
import { getPlan } from "#app/db/plans.ts";
import { listSeats } from "#app/db/seats.ts";
import { formatCalendarDate } from "#app/domain/calendar-date.ts";
import { entitlementOf, isEntitled } from "#app/domain/entitlement.ts";
import { freeSeats, invitationState, type Seat, seatCapacity, seatsWord } from "#app/domain/household.ts";
import type { Plan } from "#app/domain/membership.ts";
import { formatMoney } from "#app/domain/money.ts";
import { tooManyTriesText } from "#app/domain/rate-limit.ts";
import { stripe } from "#app/stripe/client.ts";
import type { SeatOfferView } from "#app/ui/membership/household-add-ons.tsx";
import type { HouseholdSeatView, InvitationView } from "#app/ui/membership/household-section.tsx";
import { SEATS_WORDS } from "./words.ts";

/** The page of the membership in which `accountId` sits. `wanted`: the extra seats whose price is asked for. */
export async function householdView(
  membership: SeatedMembership,
  accountId: string,
  wanted: string | null,
  now: Date,
) {
  const { db } = pools().door;
  const plan = await getPlan(db, membership.planSlug);
  const seats = await listSeats(db, membership.id);
  const manages = membership.seat === "primary";
  const waiting = manages ? await listWaitingInvitations(db, membership.id) : [];
  const capacity = seatCapacity({ householdSeats: plan.householdSeats, addOnSeats: membership.addOnSeats });
  const taken = seats.length - 1;
  const invited = waiting.filter((one) => invitationState(one, now) === "open").length;
  const entitled = isEntitled(entitlementOf(membership, now));
  return {
    manages,
    entitled,
    primaryName: seats.find(({ kind }) => kind === "primary")?.name ?? "the member",
    countText: countText(capacity, taken, invited),
    seats: seats.map((seat) => seatView(seat, accountId)),
    invitations: waiting.map((one) => invitationView(one, now)),
    canInvite: manages && entitled && freeSeats({ capacity, taken, invited }) > 0,
    addOns: manages && entitled ? addOnsView(membership, plan, wanted) : null,
    offer: manages && wanted !== null ? await offerView(accountId, wanted, now) : null,
  };
}

/** "2 seats besides the member's own: 1 taken, 1 offered, 0 free." */
function countText(capacity: number, taken: number, invited: number): string {
  const seats = capacity === 1 ? "1 seat" : `${capacity} seats`;
  const free = freeSeats({ capacity, taken, invited });
  return `${seats} besides the member's own: ${taken} taken, ${invited} offered, ${free} free.`;
}

function seatView({ accountId, name, email, kind, since }: Seat, viewerId: string): HouseholdSeatView {
  return {
    accountId,
    name,
    email,
    sinceText: `since ${formatCalendarDate(since)}`,
    isPrimary: kind === "primary",
    isViewer: accountId === viewerId,
  };
}

function invitationView(invitation: Invitation, now: Date): InvitationView {
  const on = formatCalendarDate(invitation.expiresAt);
  const isOpen = invitationState(invitation, now) === "open";
  const stateText = isOpen
    ? `The link works until ${on}. It keeps a seat free.`
    : `The link expired on ${on}.`;
  return { id: invitation.id, email: invitation.email, stateText };
}

/** `wanted`: what was chosen before, which stays chosen when its amount can't be told. */
function addOnsView({ addOnSeats }: SeatedMembership, plan: Plan, wanted: string | null) {
  if (plan.addOnLookupKey === null || plan.maxAddOnSeats === 0) return null;
  const choices = Array.from({ length: plan.maxAddOnSeats + 1 }, (_, seats) => ({
    seats,
    label: seats === 0 ? "None" : seatsWord(seats),
  }));
  const chosen = choices.find(({ seats }) => String(seats) === wanted)?.seats ?? addOnSeats;
  return { chosen, choices, feeText: formatMoney(plan.addOnFeeCents, plan.currency) };
}

/** The amount and the terms of a change, or why there is none. */
async function offerView(
  accountId: string,
  wanted: string,
  now: Date,
): Promise<{ offer: SeatOfferView } | { refusal: string }> {
  const seats = /^\d{1,2}$/.test(wanted) ? Number(wanted) : undefined;
  if (seats === undefined) return { refusal: "Choose a number of seats." };
  // The amount counts from a whole second: so it can be worked out again when the form comes back.
  const at = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const found = await offerAddOnSeats(
    { db: pools().door.db, stripe: stripe() },
    { accountId, seats, now: at },
  );
  if (!found.ok) {
    return {
      refusal:
        found.reason === "too-many-tries"
          ? tooManyTriesText(found.retryAfterSeconds)
          : SEATS_WORDS[found.reason].text,
    };
  }
  const { quote, terms, shownTerms } = found.offered;
  return {
    offer: {
      seats,
      adds: quote.to > quote.from,
      terms,
      consent: SEATS_CONSENT,
      quotedAt: at.getTime() / 1000,
      shownTerms,
    },
  };
}
