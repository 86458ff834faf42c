import { describe, expect, test } from "vitest";
import { parsePercentBps, percentText } from "#app/domain/percent.ts";
import { DEFAULT_LIMITS } from "#app/domain/pricing.ts";
import { ruleSchema } from "#app/domain/rule-input.ts";

describe("a percentage as people type it", () => {
  test.each([
    ["12.5", 1250],
    [" 12,5 % ", 1250],
    ["0", 0],
    ["14%", 1400],
    ["7.25", 725],
    ["100", 10_000],
  ])("%j is %i basis points", (text, bps) => {
    expect(parsePercentBps(text)).toBe(bps);
  });

  test.each(["", "abc", "-1", "12.345", "1e2", "12.5 5", "1000", "Infinity"])("%j is none", (text) => {
    expect(parsePercentBps(text)).toBeUndefined();
  });

  test("is written back as it was typed", () => {
    expect([1250, 725, 1400].map(percentText)).toEqual(["12.5", "7.25", "14"]);
  });
});

const base = { scope: "category", scopeKey: "coffee", markup: "12.5" };

function refusals(form: Record<string, string>): Record<string, string> {
  const result = ruleSchema(DEFAULT_LIMITS).safeParse(form);
  return Object.fromEntries(result.error?.issues.map((issue) => [issue.path.join("."), issue.message]) ?? []);
}

describe("a rule's form", () => {
  test("becomes a rule with only what was typed", () => {
    expect(
      ruleSchema(DEFAULT_LIMITS).parse({ ...base, ending: "99", markupCap: " ", marginFloor: "" }),
    ).toEqual({
      scope: "category",
      scopeKey: "coffee",
      strategy: { kind: "cost-plus", markupBps: 1250 },
      guardrails: { endingCents: 99 },
    });
  });

  test("refuses, at its field, a markup that is no percentage or that the cap would always cut", () => {
    expect(Object.keys(refusals({ ...base, markup: "lots" }))).toEqual(["markup"]);
    expect(refusals({ ...base, markup: "15.01" }).markup).toContain("15 or less");
    expect(refusals({ ...base, markup: "15" })).toEqual({});
  });

  test("refuses a cap looser than the club's", () => {
    expect(Object.keys(refusals({ ...base, markupCap: "16" }))).toEqual(["markupCap"]);
    expect(refusals({ ...base, markupCap: "10" })).toEqual({});
  });

  test("refuses a margin floor that no markup under the cap can reach: 12.3 % margin is 14.03 % markup", () => {
    expect(Object.keys(refusals({ ...base, marginFloor: "12.3" }))).toEqual(["marginFloor"]);
    expect(refusals({ ...base, marginFloor: "12.2" })).toEqual({});
    expect(Object.keys(refusals({ ...base, markupCap: "5", marginFloor: "5" }))).toEqual(["marginFloor"]);
    expect(Object.keys(refusals({ ...base, marginFloor: "100" }))).toEqual(["marginFloor"]);
  });

  test("the club's rule sets the limits that it is held to", () => {
    const club = { scope: "club", scopeKey: "club", markup: "18", markupCap: "18", ownLabelCap: "20" };
    expect(refusals(club)).toEqual({});
    expect(Object.keys(refusals({ ...club, markup: "21" }))).toEqual(["markup"]);
    const rule = ruleSchema(DEFAULT_LIMITS).parse({ ...club, marginFloor: "3" });
    expect(rule.guardrails).toEqual({ markupCapBps: 1800, ownLabelMarkupCapBps: 2000, marginFloorBps: 300 });
  });

  test("says what a rule must cover", () => {
    expect(Object.keys(refusals({ ...base, scope: "aisle" }))).toContain("scope");
    expect(Object.keys(refusals({ ...base, scopeKey: "  " }))).toContain("scopeKey");
  });
});
