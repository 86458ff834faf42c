import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addYears, calendarDaysBetween, isoCalendarDate } from "#app/domain/calendar-date.ts";
import { renewalCents, renewalNoticeKey, renewalNoticesDue } from "#app/domain/renewal.ts";
import type { FeeChange, Renewing } from "#app/domain/renewal-fee.ts";
import { membershipTerms } from "#app/domain/terms.ts";
import { BASE_PLAN } from "#tests/support/people.ts";

const HOUR = 3_600_000;
/** Nothing was told before. */
const NOTHING: ReadonlySet<string> = new Set();
const RENEWS = new Date("2027-11-22T17:00:00Z");

function renewing(renewsOn: Date, addOnSeats = 0): Renewing {
  return { membershipId: "m", renewsOn, plan: BASE_PLAN, addOnSeats };
}

function change(given: Partial<FeeChange> = {}): FeeChange {
  const effectiveFrom = new Date("2027-06-01T04:00:00Z");
  const made = { madeAt: addDays(effectiveFrom, -60), withdrawnAt: null, stripePriceId: "price_c" };
  return { id: "c", planSlug: "base", fromCents: 6_000, toCents: 6_500, effectiveFrom, ...made, ...given };
}

/** The key of every notice, with the hours at which it was found due. */
function everyHour(
  membership: Renewing,
  changes: FeeChange[],
  from: Date,
  days: number,
): Map<string, Date[]> {
  const found = new Map<string, Date[]>();
  for (let hour = 0; hour <= days * 24; hour += 1) {
    const now = new Date(from.getTime() + hour * HOUR);
    for (const notice of renewalNoticesDue(membership, changes, NOTHING, now)) {
      const key = renewalNoticeKey(notice, membership);
      found.set(key, [...(found.get(key) ?? []), now]);
    }
  }
  return found;
}

const anyInstant = fc.date({ min: new Date("2026-01-01"), max: new Date("2034-12-31"), noInvalidDate: true });

describe("calendar dates in New York", () => {
  test("a day is a day, also where summer time begins or ends", () => {
    const eveningBefore = new Date("2027-03-14T04:59:00Z");
    const morning = new Date("2027-03-14T05:01:00Z");
    expect(isoCalendarDate(eveningBefore)).toBe("2027-03-13");
    expect(isoCalendarDate(morning)).toBe("2027-03-14");
    expect(calendarDaysBetween(eveningBefore, morning)).toBe(1);
    expect(calendarDaysBetween(morning, new Date("2027-11-08T04:59:00Z"))).toBe(238);
  });

  test("counting goes one by one through every year", () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -800, max: 800 }), (from, days) => {
        const noon = new Date(`${isoCalendarDate(from)}T17:00:00Z`);
        expect(calendarDaysBetween(noon, addDays(noon, days))).toBe(days);
      }),
    );
  });
});

describe("the notices before a charge", () => {
  test("are begun on the very days that the terms name", () => {
    fc.assert(
      fc.property(anyInstant, (joined) => {
        const { renewsOn, sections } = membershipTerms(BASE_PLAN, joined);
        const promised = sections.flatMap(({ sentences }) => sentences).join(" ");
        const found = everyHour(renewing(addYears(joined, 1)), [], addDays(renewsOn, -40), 41);
        expect(found.size).toBe(2);
        for (const [first] of found.values()) {
          const [year, month, day] = isoCalendarDate(first as Date)
            .split("-")
            .map(Number);
          const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
          expect(promised).toContain(`${day} ${months[(month ?? 1) - 1]} ${year}`);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("fall due only 5 to 30 days before it, whatever the hour (940 CMR 38)", () => {
    fc.assert(
      fc.property(anyInstant, (renewsOn) => {
        for (const [key, hours] of everyHour(renewing(renewsOn), [], addDays(renewsOn, -32), 34)) {
          expect(key).toMatch(/^renewal-reminder:/);
          for (const now of hours) {
            expect(addDays(now, 5) <= renewsOn && now >= addDays(renewsOn, -30)).toBe(true);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test("a standstill of three weeks: one reminder, not two at once", () => {
    const kinds = (daysBefore: number) =>
      renewalNoticesDue(renewing(RENEWS), [], NOTHING, addDays(RENEWS, -daysBefore)).map(
        (notice) => notice.kind === "renewal-reminder" && notice.daysBefore,
      );
    expect(kinds(29)).toEqual([]);
    expect(kinds(28)).toEqual([28]);
    expect(kinds(8)).toEqual([28]);
    expect(kinds(7)).toEqual([7]);
    expect(kinds(5)).toEqual([7]);
    expect(kinds(4)).toEqual([]);
    expect(kinds(0)).toEqual([]);
    expect(kinds(-1)).toEqual([]);
  });

  test("an hourly look over a whole year finds two reminders and one yearly reminder, each under one key", () => {
    const joined = [
      "2027-02-28T23:30:00Z",
      "2028-02-29T03:00:00Z",
      "2027-03-14T06:59:00Z",
      "2026-12-31T23:59:00Z",
    ];
    for (const at of joined) {
      const renewsOn = addYears(new Date(at), 1);
      const kinds = [...everyHour(renewing(renewsOn), [], new Date(at), 400).keys()].map(
        (key) => key.split(":")[0],
      );
      expect(kinds.toSorted()).toEqual(["renewal-reminder", "renewal-reminder", "yearly-reminder"]);
    }
  });

  test("the yearly reminder stays far from the charge", () => {
    const yearly = everyHour(renewing(RENEWS), [], addDays(RENEWS, -200), 200);
    const hours = yearly.get("yearly-reminder:m:2027-11-22") ?? [];
    expect(calendarDaysBetween(hours[0] as Date, RENEWS)).toBe(183);
    expect(calendarDaysBetween(hours.at(-1) as Date, RENEWS)).toBe(60);
  });
});

describe("a fee that changes", () => {
  const long = addDays(RENEWS, -60);
  const asks = (present: Renewing, changes: FeeChange[]) => renewalCents(present, changes, NOTHING, long);

  test("is asked from the first renewal after it, of whoever pays the fee that it changes; before that the old one", () => {
    const present = renewing(RENEWS, 1);
    expect(asks(present, [change()])).toBe(6_500 + 3_000);
    expect(asks(present, [change({ effectiveFrom: addDays(RENEWS, 1) })])).toBe(6_000 + 3_000);
    expect(asks(present, [])).toBe(6_000 + 3_000);
    const joinedLater: Renewing = { ...present, plan: { ...BASE_PLAN, feeCents: 7_000 } };
    expect(asks(joinedLater, [change()])).toBe(7_000 + 3_000);
  });

  test("of two, the later one counts; another plan's does not", () => {
    const second = change({ id: "d", fromCents: 6_500, toCents: 7_000, effectiveFrom: RENEWS });
    expect(asks(renewing(RENEWS), [second, change()])).toBe(7_000);
    expect(asks(renewing(RENEWS), [change({ planSlug: "plus" })])).toBe(6_000);
  });

  test("is told 7 to 30 days ahead, to the hour (AB 2863), and once", () => {
    fc.assert(
      fc.property(anyInstant, (renewsOn) => {
        const told = change({ effectiveFrom: addDays(renewsOn, -100) });
        const found = everyHour(renewing(renewsOn), [told], addDays(renewsOn, -40), 42);
        const hours = found.get(`fee-change:m:c:${isoCalendarDate(renewsOn)}`) ?? [];
        expect(hours.length).toBeGreaterThan(22 * 24);
        for (const now of hours) {
          expect(addDays(now, 7) <= renewsOn && addDays(now, 30) >= renewsOn).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("is no news to whoever pays the new fee already", () => {
    const twoWeeksAhead = addDays(RENEWS, -14);
    const kinds = (feeCents: number, effectiveFrom: Date) =>
      renewalNoticesDue(
        { ...renewing(RENEWS), plan: { ...BASE_PLAN, feeCents } },
        [change({ effectiveFrom })],
        NOTHING,
        twoWeeksAhead,
      ).map(({ kind }) => kind);
    expect(kinds(6_000, addDays(RENEWS, -400))).toContain("fee-change");
    expect(kinds(6_500, addDays(RENEWS, -400))).not.toContain("fee-change");
    expect(kinds(6_000, addDays(RENEWS, 1))).not.toContain("fee-change");
  });
});
