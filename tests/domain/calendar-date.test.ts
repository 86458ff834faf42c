import { describe, expect, test } from "vitest";
import { addMonths, calendarDay } from "#app/domain/calendar-date.ts";

describe("a day of the club's calendar", () => {
  test.each([
    ["2026-01-15", "2026-01-15T05:00:00Z", "2026-01-16T05:00:00Z"],
    ["2026-07-04", "2026-07-04T04:00:00Z", "2026-07-05T04:00:00Z"],
    // The clocks go forward, and back.
    ["2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"],
    ["2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"],
    ["2028-02-29", "2028-02-29T05:00:00Z", "2028-03-01T05:00:00Z"],
  ])("%s runs from midnight to midnight in New York", (text, from, to) => {
    expect(calendarDay(text)).toEqual({ from: new Date(from), to: new Date(to) });
  });

  test.each(["", "2026-02-30", "2026-13-01", "3 March", "2026-3-3", "20260303", "2026-03-03T00:00"])(
    "%o is none",
    (text) => {
      expect(calendarDay(text)).toBeUndefined();
    },
  );
});

test.each([
  ["2026-03-31T10:00:00Z", 1, "2026-04-30T10:00:00Z"],
  ["2026-08-31T10:00:00Z", -6, "2026-02-28T10:00:00Z"],
  ["2026-11-27T10:00:00Z", -6, "2026-05-27T10:00:00Z"],
  ["2026-02-15T10:00:00Z", -2, "2025-12-15T10:00:00Z"],
])("%s and %i months is %s", (from, months, to) => {
  expect(addMonths(new Date(from), months)).toEqual(new Date(to));
});
