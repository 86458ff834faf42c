import { describe, expect, test } from "vitest";
import { addDays, isoCalendarDate } from "#app/domain/calendar-date.ts";
import { mayReachMembersFrom, type PlanTerms, planTermsSchema } from "#app/domain/plan-terms.ts";
import { earliestMembersFrom, planTermsForm, startOfDate, termsMark } from "#app/domain/plan-terms-input.ts";

const terms: PlanTerms = {
  feeCents: 6_000,
  rewardBps: 200,
  rewardCapCents: 50_000,
  householdSeats: 1,
  addOnFeeCents: 3_000,
  maxAddOnSeats: 2,
  graceDays: 14,
};

const LIMITS: readonly [keyof PlanTerms, least: number, most: number][] = [
  ["feeCents", 100, 100_000],
  ["rewardBps", 0, 1_000],
  ["rewardCapCents", 0, 1_000_000],
  ["householdSeats", 0, 10],
  ["addOnFeeCents", 0, 100_000],
  ["maxAddOnSeats", 0, 20],
  ["graceDays", 0, 60],
];

describe("the terms of a plan", () => {
  const isSense = (given: Partial<PlanTerms>) => planTermsSchema.safeParse({ ...terms, ...given }).success;

  test.each(LIMITS)("%s is from %i to %i, both ends included", (name, least, most) => {
    expect([least, most].map((value) => isSense({ [name]: value }))).toEqual([true, true]);
    expect([least - 1, most + 1].map((value) => isSense({ [name]: value }))).toEqual([false, false]);
  });

  test.each(LIMITS)("%s is a whole number and never missing", (name, least) => {
    expect(isSense({ [name]: least + 0.5 })).toBe(false);
    expect(isSense({ [name]: undefined })).toBe(false);
  });

  test("of a plan's facts only its terms are kept", () => {
    expect(planTermsSchema.parse({ ...terms, slug: "base", name: "Club" })).toEqual(terms);
  });
});

describe("from when a changed fee may reach members", () => {
  const now = new Date("2026-11-22T17:00:00Z");

  test("30 days ahead to the millisecond", () => {
    expect(mayReachMembersFrom(addDays(now, 30), now)).toBe(true);
    expect(mayReachMembersFrom(new Date(addDays(now, 30).getTime() - 1), now)).toBe(false);
    expect(mayReachMembersFrom(addDays(now, 400), now)).toBe(true);
    expect(mayReachMembersFrom(now, now)).toBe(false);
  });

  test.each([
    ["in the afternoon", "2026-11-22T17:00:00Z", "2026-12-23T05:00:00.000Z"],
    ["at midnight in New York, on that very day", "2026-11-22T05:00:00Z", "2026-12-22T05:00:00.000Z"],
    ["over the end of summer time", "2026-10-10T12:00:00Z", "2026-11-10T05:00:00.000Z"],
    ["over its beginning", "2027-02-20T12:00:00Z", "2027-03-23T04:00:00.000Z"],
  ])("the first day that can be named: %s", (_, at, day) => {
    expect(earliestMembersFrom(new Date(at)).toISOString()).toBe(day);
  });

  test("the first day may always be named, and the day before it never", () => {
    for (let hour = 0; hour < 24 * 400; hour += 7) {
      const at = addDays(now, hour / 24);
      const earliest = earliestMembersFrom(at);
      const dayBefore = startOfDate(isoCalendarDate(addDays(earliest, -0.5)));
      expect(mayReachMembersFrom(earliest, at)).toBe(true);
      expect(dayBefore !== undefined && mayReachMembersFrom(dayBefore, at)).toBe(false);
    }
  });
});

describe("the beginning of a day in New York", () => {
  test.each([
    ["2026-12-23", "2026-12-23T05:00:00.000Z"],
    ["2026-07-01", "2026-07-01T04:00:00.000Z"],
    ["2026-11-01", "2026-11-01T04:00:00.000Z"],
    ["2027-03-14", "2027-03-14T05:00:00.000Z"],
    ["2028-02-29", "2028-02-29T05:00:00.000Z"],
  ])("%s", (text, start) => {
    expect(startOfDate(text)?.toISOString()).toBe(start);
  });

  test.each(["", "soon", "2027-02-29", "2027-13-01", "2027-1-1", "01/02/2027", "2027-01-01T00:00"])(
    "%j is no date",
    (text) => {
      expect(startOfDate(text)).toBeUndefined();
    },
  );
});

describe("the form of a plan's terms", () => {
  const now = new Date("2026-11-22T17:00:00Z");
  const typed = {
    feeCents: "$65",
    rewardBps: "2.5",
    rewardCapCents: "1,000.00",
    householdSeats: " 1 ",
    addOnFeeCents: "30.5",
    maxAddOnSeats: "2",
    graceDays: "14",
    membersFrom: "",
    seen: termsMark(terms),
  };
  const read = (given: Partial<typeof typed> = {}) =>
    planTermsForm("USD", now).safeParse({ ...typed, ...given });
  const errorsOf = (given: Partial<typeof typed>) =>
    read(given).error?.issues.map(({ path, message }) => [path[0], message]);

  test("dollars, percentages and whole numbers as people type them", () => {
    expect(read().data).toEqual({
      terms: {
        feeCents: 6_500,
        rewardBps: 250,
        rewardCapCents: 100_000,
        householdSeats: 1,
        addOnFeeCents: 3_050,
        maxAddOnSeats: 2,
        graceDays: 14,
      },
      membersFrom: null,
      seen: typed.seen,
    });
  });

  test("a date is the beginning of that day", () => {
    expect(read({ membersFrom: "2026-12-23" }).data?.membersFrom).toEqual(new Date("2026-12-23T05:00:00Z"));
  });

  test("what can't be told in time, is far off or no date says which day would do", () => {
    expect(errorsOf({ membersFrom: "2026-12-22" })).toEqual([
      ["membersFrom", "That is too soon: 23 Dec 2026 is the first day that can be told in time."],
    ]);
    expect(errorsOf({ membersFrom: "2226-12-23" })).toEqual([
      ["membersFrom", "That is too far ahead: give a day until 21 Nov 2028."],
    ]);
    expect(errorsOf({ membersFrom: "christmas" })).toEqual([
      ["membersFrom", "Give a date like 2026-12-23, or leave it empty."],
    ]);
  });

  test("every field that is wrong is told at once, with its limits", () => {
    expect(
      errorsOf({ feeCents: "0.99", rewardBps: "10.01", graceDays: "two", householdSeats: "-1" }),
    ).toEqual([
      ["feeCents", "Give an amount from $1.00 to $1,000.00."],
      ["rewardBps", "Give a percentage with at most two decimals from 0 % to 10 %."],
      ["householdSeats", "Give a whole number from 0 to 10."],
      ["graceDays", "Give a whole number of days from 0 to 60."],
    ]);
  });

  test("the mark of terms changes with each of them", () => {
    const names = LIMITS.map(([name]) => name);
    const marks = names.map((name) => termsMark({ ...terms, [name]: terms[name] + 1 }));
    expect(new Set([termsMark(terms), ...marks]).size).toBe(names.length + 1);
  });
});
