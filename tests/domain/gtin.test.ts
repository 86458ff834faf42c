import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandUpcE, formatGtin, gtinCheckDigit, parseGtin } from "#app/domain/gtin.ts";

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
const bodies = fc
  .constantFrom(7, 11, 12, 13)
  .chain((length) => digits(length).filter((text) => /[1-9]/.test(text)));

describe("check digits", () => {
  test.each([
    ["7351353", 7],
    ["03600029145", 2],
    ["400638133393", 1],
    ["978047111709", 4],
  ])("%s ends in %i", (body, digit) => {
    expect(gtinCheckDigit(body)).toBe(digit);
  });

  test("any body with its check digit is read, and is fourteen digits", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const reading = parseGtin(body + gtinCheckDigit(body));
        expect(reading.ok && reading.gtin14).toBe((body + gtinCheckDigit(body)).padStart(14, "0"));
      }),
    );
  });

  test("one wrong digit is always found, and the message says which digit was due", () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const right = body + gtinCheckDigit(body);
        const i = at % right.length;
        const wrong = right.slice(0, i) + ((Number(right[i]) + by) % 10) + right.slice(i + 1);
        fc.pre(/[1-9]/.test(wrong));
        expect(parseGtin(wrong)).toMatchObject({ ok: false, reason: "check-digit" });
      }),
    );
  });
});

describe("forms", () => {
  test.each([
    ["978-0-306-40615-7", "09780306406157", "gtin-13"],
    ["0 36000 29145 2", "00036000291452", "gtin-12"],
    ["96385074", "00000096385074", "gtin-8"],
    ["１２３４５６７０", "00000012345670", "gtin-8"],
  ])("'%s' is %s (%s)", (text, gtin14, form) => {
    expect(parseGtin(text)).toEqual({ ok: true, gtin14, form });
  });

  test.each([
    "1234",
    "123456789",
    "03600029145",
    "ABC12345670X",
    "--96385074",
    "9.78047E+12",
    "00000000000000",
    "9".repeat(100),
  ])("'%s' has the wrong form", (text) => {
    expect(parseGtin(text)).toMatchObject({ ok: false, reason: "form" });
  });

  test("nothing is empty, not malformed", () => {
    expect(parseGtin("  ")).toMatchObject({ ok: false, reason: "empty" });
  });

  test("is printed without the zeros that its form does not have", () => {
    for (const text of ["96385074", "036000291452", "4006381333931", "14006381333938"]) {
      const reading = parseGtin(text);
      if (!reading.ok) throw new Error(reading.reason);
      expect(formatGtin(reading.gtin14)).toBe(text);
    }
  });
});

describe("UPC-E", () => {
  test.each([
    ["425261", "042100005264"],
    ["0425261", "042100005264"],
    ["04252614", "042100005264"],
    ["01234133", "012300000413"],
    ["123454", "012340000053"],
    ["123459", "012345000096"],
  ])("%s stands for %s", (short, long) => {
    const expanded = expandUpcE(short);
    expect(expanded?.slice(0, 11)).toBe(long.slice(0, 11));
  });

  test("is read only when the caller knows that it is one", () => {
    expect(parseGtin("04252614", { upcE: true })).toMatchObject({
      ok: true,
      gtin14: "00042100005264",
      form: "upc-e",
    });
    expect(parseGtin("425261")).toMatchObject({ ok: false, reason: "form" });
    expect(parseGtin("04252615", { upcE: true })).toMatchObject({
      ok: false,
      reason: "check-digit",
      expected: 4,
    });
    expect(expandUpcE("24252614")).toBeUndefined();
  });
});
