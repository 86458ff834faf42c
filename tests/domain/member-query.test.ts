import { describe, expect, test } from "vitest";
import { memberNumber } from "#app/domain/member-number.ts";
import { memberQueryRefusal, readMemberQuery } from "#app/domain/member-query.ts";

const NUMBER = memberNumber("41234567890");

describe("what the desk types to find a member", () => {
  test.each([
    NUMBER,
    `${NUMBER.slice(0, 4)} ${NUMBER.slice(4, 8)} ${NUMBER.slice(8)}`,
    ` ${NUMBER.slice(0, 6)}-${NUMBER.slice(6)} `,
  ])("%j is the member number", (typed) => {
    expect(readMemberQuery(typed)).toEqual({ ok: true, query: { kind: "number", number: NUMBER } });
  });

  test("a wrong digit or two swapped ones are named as such, and so is a digit too few", () => {
    const lastWrong = NUMBER.slice(0, 11) + ((Number(NUMBER[11]) + 1) % 10);
    const swapped = NUMBER[0] === NUMBER[1] ? NUMBER : `${NUMBER[1]}${NUMBER[0]}${NUMBER.slice(2)}`;
    expect(readMemberQuery(lastWrong)).toEqual({ ok: false, reason: "check-digit" });
    expect(readMemberQuery(swapped)).toEqual({ ok: false, reason: "check-digit" });
    expect(readMemberQuery(NUMBER.slice(1))).toEqual({ ok: false, reason: "number-length" });
    expect(memberQueryRefusal("check-digit")).toContain("last digit does not fit");
  });

  test.each([
    ["Ada@Example.com", { kind: "email", prefix: "ada@example.com" }],
    ["ada@", { kind: "email", prefix: "ada@" }],
    ["cus_Q1x", { kind: "stripe-customer", id: "cus_Q1x" }],
    ["sub_Q1x", { kind: "stripe-subscription", id: "sub_Q1x" }],
    ["Ada  of Pound", { kind: "words", words: ["Ada", "Pound"], emailPrefix: "ada of pound" }],
  ])("%j is read as what it looks like", (typed, query) => {
    expect(readMemberQuery(typed)).toEqual({ ok: true, query });
  });

  test("nothing, and less than three letters, are not looked up", () => {
    expect(readMemberQuery("  ")).toEqual({ ok: false, reason: "empty" });
    expect(readMemberQuery("ad")).toEqual({ ok: false, reason: "too-short" });
    expect(readMemberQuery("a@")).toEqual({ ok: false, reason: "too-short" });
    expect(memberQueryRefusal("empty")).toBeNull();
  });
});
