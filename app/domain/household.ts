/** Seats of a household: how many there are, who may take one, and what an invitation is worth when. */
import { addDays, formatCalendarDate } from "./calendar-date.ts";
import { type Currency, formatMoney } from "./money.ts";
import type { RateLimit } from "./rate-limit.ts";

/** Days for which an invitation's link works. */
const INVITATION_DAYS = 14;

/** Invitations mailed for one membership: the address may be a stranger's. */
export const INVITE_BY_MEMBERSHIP: RateLimit = { name: "invite", tries: 20, windowSeconds: 86_400 };
/** Changes of paid seats: each asks Stripe several times. */
export const SEATS_BY_MEMBERSHIP: RateLimit = { name: "seats", tries: 60, windowSeconds: 3_600 };

/** Who sits in a household, and since when. */
export type Seat = {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly kind: "primary" | "household";
  readonly since: Date;
};

/** Seats besides the member's own: those that the plan includes, and those that were paid for. */
export function seatCapacity(seats: {
  readonly householdSeats: number;
  readonly addOnSeats: number;
}): number {
  return seats.householdSeats + seats.addOnSeats;
}

/** Seats that can still be offered: an open invitation keeps one, so that whoever is invited finds it. Never below 0. */
export function freeSeats(seats: {
  readonly capacity: number;
  readonly taken: number;
  readonly invited: number;
}): number {
  return Math.max(0, seats.capacity - seats.taken - seats.invited);
}

/** The seats that go when there are more than `capacity`: those who came last, newest first. The primary's never. */
export function surplusSeats(seats: readonly Seat[], capacity: number): Seat[] {
  const newestFirst = seats
    .filter(({ kind }) => kind === "household")
    .toSorted((a, b) => b.since.getTime() - a.since.getTime() || (a.accountId < b.accountId ? 1 : -1));
  return newestFirst.slice(0, Math.max(0, newestFirst.length - capacity));
}

export type InvitationTimes = {
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
};

/** What an invitation's link is good for at `now`. `expiresAt` is the first instant at which it no longer works. */
export function invitationState(
  { expiresAt, acceptedAt, revokedAt }: InvitationTimes,
  now: Date,
): "open" | "accepted" | "revoked" | "expired" {
  if (acceptedAt !== null) return "accepted";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}

/** The first instant at which an invitation made at `now` no longer works. */
export function invitationExpiry(now: Date): Date {
  return addDays(now, INVITATION_DAYS);
}

/** What changing the number of paid seats costs or brings, in minor units of `currency`. */
export type SeatQuote = {
  readonly from: number;
  readonly to: number;
  /** Charged at once; 0 when seats are given up. */
  readonly dueCents: number;
  /** Taken off the next charge; 0 when seats are added. */
  readonly creditCents: number;
  /** A year's fee of one seat. */
  readonly feeCents: number;
  readonly currency: Currency;
  readonly renewsOn: Date;
};

/**
 * The terms of a change of seats, as they stand beside the box and are kept with the consent: what is paid today, what
 * with every renewal, and how it ends.
 */
export function seatTermsText(quote: SeatQuote): string[] {
  const { from, to, dueCents, creditCents, feeCents, currency, renewsOn } = quote;
  const on = formatCalendarDate(renewsOn);
  const money = (cents: number) => formatMoney(cents, currency);
  const yearly =
    to === 0
      ? `From ${on} on you pay for no extra seat.`
      : `From ${on} on you pay ${money(to * feeCents)} a year for ${seatsWord(to)}, with your membership, until you give ${to === 1 ? "it" : "them"} up.`;
  if (to > from) {
    return [
      `You pay ${money(dueCents)} today for ${seatsWord(to - from)} more, for the time until ${on}.`,
      yearly,
      "Give a seat up online at any time: what is left of its year is taken off your next charge.",
    ];
  }
  return [
    `You give up ${seatsWord(from - to)} today. What is left of the year, ${money(creditCents)}, is taken off your next charge on ${on}.`,
    yearly,
  ];
}

/** "1 extra seat", "3 extra seats". */
export function seatsWord(seats: number): string {
  return seats === 1 ? "1 extra seat" : `${seats} extra seats`;
}
