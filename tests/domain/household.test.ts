import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  freeSeats,
  invitationExpiry,
  invitationState,
  type Seat,
  seatCapacity,
  seatTermsText,
  surplusSeats,
} from "#app/domain/household.ts";

const NOW = new Date("2026-11-22T17:00:00Z");
const open = { expiresAt: invitationExpiry(NOW), acceptedAt: null, revokedAt: null };

function seat(accountId: string, since: string, kind: Seat["kind"] = "household"): Seat {
  return { accountId, name: accountId, email: `${accountId}@example.com`, kind, since: new Date(since) };
}

describe("seats", () => {
  test("those of the plan and those that are paid for", () => {
    expect(seatCapacity({ householdSeats: 1, addOnSeats: 2 })).toBe(3);
  });

  test("an open invitation keeps one; there are never fewer than none", () => {
    expect(freeSeats({ capacity: 3, taken: 1, invited: 1 })).toBe(1);
    expect(freeSeats({ capacity: 1, taken: 1, invited: 1 })).toBe(0);
  });

  test("too many: who came last goes, the primary never", () => {
    const seats = [
      seat("primary", "2026-11-22", "primary"),
      seat("first", "2026-01-01"),
      seat("last", "2026-03-01"),
    ];
    expect(surplusSeats(seats, 2)).toEqual([]);
    expect(surplusSeats(seats, 1).map(({ accountId }) => accountId)).toEqual(["last"]);
    expect(surplusSeats(seats, 0).map(({ accountId }) => accountId)).toEqual(["last", "first"]);
  });

  test("what goes and what stays is everybody, and what stays fits", () => {
    const anySeats = fc.array(fc.record({ id: fc.uuid(), at: fc.date({ noInvalidDate: true }) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(anySeats, fc.integer({ min: 0, max: 8 }), (given, capacity) => {
        const seats = given.map(({ id, at }) => ({ ...seat(id, "2026-01-01"), since: at }));
        const gone = surplusSeats(seats, capacity);
        expect(seats.length - gone.length).toBe(Math.min(seats.length, capacity));
      }),
    );
  });
});

describe("an invitation's link", () => {
  test("works for 14 days, to the instant", () => {
    expect(open.expiresAt).toEqual(new Date("2026-12-06T17:00:00Z"));
    expect(invitationState(open, new Date(open.expiresAt.getTime() - 1))).toBe("open");
    expect(invitationState(open, open.expiresAt)).toBe("expired");
  });

  test("accepted or taken back it opens nothing, expired or not", () => {
    expect(invitationState({ ...open, acceptedAt: NOW }, NOW)).toBe("accepted");
    expect(invitationState({ ...open, revokedAt: NOW }, new Date("2027-11-22"))).toBe("revoked");
  });
});

describe("the terms of extra seats", () => {
  const quote = {
    from: 0,
    to: 2,
    dueCents: 4_512,
    creditCents: 0,
    feeCents: 3_000,
    currency: "USD",
    renewsOn: new Date("2027-11-22T17:00:00Z"),
  };

  test("more: today's amount to the cent, what every renewal asks, how it ends", () => {
    expect(seatTermsText(quote)).toEqual([
      "You pay $45.12 today for 2 extra seats more, for the time until 22 Nov 2027.",
      "From 22 Nov 2027 on you pay $60.00 a year for 2 extra seats, with your membership, until you give them up.",
      "Give a seat up online at any time: what is left of its year is taken off your next charge.",
    ]);
  });

  test("fewer: what comes off the next charge", () => {
    expect(seatTermsText({ ...quote, from: 1, to: 0, dueCents: 0, creditCents: 1_499 })).toEqual([
      "You give up 1 extra seat today. What is left of the year, $14.99, is taken off your next charge on 22 Nov 2027.",
      "From 22 Nov 2027 on you pay for no extra seat.",
    ]);
  });
});
