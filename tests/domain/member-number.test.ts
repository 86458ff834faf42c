import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMemberNumber, isMemberNumber, memberNumber } from "#app/domain/member-number.ts";

const elevenDigits = fc.integer({ min: 10_000_000_000, max: 99_999_999_999 }).map(String);

test("11 digits and Luhn's check digit", () => {
  expect(memberNumber("79927398713")).toBe("799273987138");
  expect(isMemberNumber("799273987138")).toBe(true);
});

test("it is read in groups of four, and understood with its spaces", () => {
  expect(formatMemberNumber("412345678903")).toBe("4123 4567 8903");
  fc.assert(
    fc.property(elevenDigits, (digits) => {
      expect(isMemberNumber(formatMemberNumber(memberNumber(digits)))).toBe(true);
    }),
  );
});

test("any one wrong digit is noticed", () => {
  fc.assert(
    fc.property(elevenDigits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const number = memberNumber(digits);
      const wrong = String((Number(number[at]) + by) % 10);
      expect(isMemberNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toBe(false);
    }),
  );
});

test("two neighbours swapped are noticed, but for 09 and 90", () => {
  fc.assert(
    fc.property(elevenDigits, fc.nat(10), (digits, at) => {
      const number = memberNumber(digits);
      const [a = "", b = ""] = [number[at], number[at + 1]];
      fc.pre(a !== b && !["09", "90"].includes(a + b));
      expect(isMemberNumber(number.slice(0, at) + b + a + number.slice(at + 2))).toBe(false);
    }),
  );
});

test.each(["", "12345678901", "7992739871380", "79927398713x", "099273987138"])("%j is none", (text) => {
  expect(isMemberNumber(text)).toBe(false);
});
