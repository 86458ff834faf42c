import { describe, expect, test } from "vitest";
import { deedSchema, extendedTo, extensionSchema } from "#app/domain/support.ts";

const now = new Date("2026-11-22T12:00:00Z");
const day = (text: string) => new Date(`${text}T12:00:00Z`);

describe("days given on top", () => {
  test.each([
    ["what is paid for", day("2027-01-10"), null, day("2027-01-20")],
    ["what was given already", day("2027-01-10"), day("2027-02-01"), day("2027-02-11")],
    ["now, when all of that is over", day("2026-01-10"), day("2026-02-01"), day("2026-12-02")],
    ["now, when nothing was paid", null, null, day("2026-12-02")],
  ])("begin at %s", (_, paidThrough, extendedUntil, until) => {
    expect(extendedTo({ paidThrough, extendedUntil }, 10, now)).toEqual(until);
  });

  test.each([0, 367, 1.5, Number.NaN])("are never %s", (days) => {
    expect(() => extendedTo({ paidThrough: null, extendedUntil: null }, days, now)).toThrow(RangeError);
  });

  test.each(["", "0", "367", "ten", "-3", "1.5"])("typed as %j are refused at their field", (days) => {
    const typed = { token: crypto.randomUUID(), reason: "Late parcel", days, seenUntil: "" };
    const parsed = extensionSchema.safeParse(typed);
    expect(parsed.error?.issues.map(({ path }) => path[0])).toContain("days");
  });
});

test.each(["", "   ", "ok"])("a reason like %j is no reason", (reason) => {
  expect(deedSchema.safeParse({ token: crypto.randomUUID(), reason }).success).toBe(false);
});
