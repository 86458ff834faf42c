import { describe, expect, test } from "vitest";
import { addYears, formatCalendarDate } from "#app/domain/calendar-date.ts";
import { recordConsent } from "#app/domain/consent.ts";
import { breakEvenCents, membershipTerms, termsText } from "#app/domain/terms.ts";
import { BASE_PLAN, PLUS_PLAN } from "#tests/support/people.ts";

const NOW = new Date("2026-11-22T17:00:00Z");

describe("the terms before the card", () => {
  const text = termsText(membershipTerms(BASE_PLAN, NOW));

  test("name today, the renewal and the notices as calendar dates, with amounts", () => {
    expect(text).toContain("You pay $60.00 today, 22 Nov 2026.");
    expect(text).toContain("The next charge is $60.00 on 22 Nov 2027");
    expect(text).toContain("on 25 Oct 2027 and on 15 Nov 2027");
  });

  test("say how to cancel, by when, and that the fee comes back in full", () => {
    expect(text).toContain("Cancel online on your membership page at any time.");
    expect(text).toContain("cancel before 22 Nov 2027");
    expect(text).toContain("we refund the whole fee");
  });

  test("notices fall within the 5 to 30 days before the deadline that Massachusetts wants", () => {
    const { renewsOn } = membershipTerms(BASE_PLAN, NOW);
    for (const day of ["25 Oct 2027", "15 Nov 2027"]) {
      const daysAhead = (renewsOn.getTime() - new Date(`${day} 12:00 UTC`).getTime()) / 86_400_000;
      expect(daysAhead).toBeGreaterThanOrEqual(5);
      expect(daysAhead).toBeLessThanOrEqual(30);
    }
  });

  test("are the same all day, and others tomorrow", () => {
    const textAt = (iso: string) => termsText(membershipTerms(BASE_PLAN, new Date(iso)));
    expect(textAt("2026-11-22T05:00:00Z")).toBe(textAt("2026-11-23T04:59:59Z"));
    expect(textAt("2026-11-23T05:00:00Z")).not.toBe(text);
  });

  test("the upper plan names its reward and cap", () => {
    expect(termsText(membershipTerms(PLUS_PLAN, NOW))).toContain(
      "2 % back on what you buy, up to $500.00 a year",
    );
    expect(text).not.toContain("back on what you buy");
  });

  test("the consent keeps the whole text, its version, dates and amounts, and the ticked sentence", () => {
    const terms = membershipTerms(BASE_PLAN, NOW);
    const consent = recordConsent(
      terms,
      "I agree.",
      { ip: "203.0.113.7", userAgent: "Browser", now: NOW },
      "join:first",
    );
    expect(consent.termsShown).toBe(`${text}\n\n[x] I agree.`);
    expect(consent).toMatchObject({
      planSlug: "base",
      termsVersion: terms.version,
      feeCents: 6_000,
      renewsOn: new Date("2027-11-22T17:00:00Z"),
      agreedAt: NOW,
    });
  });
});

describe("what the upper plan costs more comes back", () => {
  test("from $3,000 of shopping", () => {
    expect(breakEvenCents(PLUS_PLAN, BASE_PLAN)).toBe(300_000);
  });

  test("never, where there is no more reward or its cap lies below the difference", () => {
    expect(breakEvenCents(BASE_PLAN, BASE_PLAN)).toBeUndefined();
    expect(breakEvenCents({ ...PLUS_PLAN, rewardCapCents: 5_999 }, BASE_PLAN)).toBeUndefined();
  });
});

describe("calendar dates", () => {
  test("are New York's", () => {
    expect(formatCalendarDate(new Date("2026-11-23T04:59:59Z"))).toBe("22 Nov 2026");
    expect(formatCalendarDate(new Date("2026-07-01T04:00:00Z"))).toBe("1 Jul 2026");
  });

  test("a year after 29 February is 28 February", () => {
    expect(addYears(new Date("2028-02-29T12:00:00Z"), 1)).toEqual(new Date("2029-02-28T12:00:00Z"));
    expect(addYears(new Date("2028-02-29T12:00:00Z"), 4)).toEqual(new Date("2032-02-29T12:00:00Z"));
  });
});
