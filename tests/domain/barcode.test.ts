import { describe, expect, test } from "vitest";
import { drawBars, drawMatrix } from "#app/domain/barcode.ts";
import { checkedText, initialsOf } from "#app/domain/member-card.ts";
import { memberCodes } from "#app/ui/card/codes.server.ts";

describe("a linear code", () => {
  test("begins with a bar after ten white modules, spaces stay white", () => {
    expect(drawBars([2, 1, 3], 5)).toEqual({
      width: 26,
      height: 5,
      path: "M10 0h2v5h-2zM13 0h3v5h-3z",
    });
  });

  test("is made of whole modules", () => {
    expect(() => drawBars([], 5)).toThrow(RangeError);
    expect(() => drawBars([1, 0.5], 5)).toThrow(RangeError);
  });
});

describe("a square code", () => {
  test("has four white modules around it; neighbours are one stroke", () => {
    expect(drawMatrix([1, 1, 0, 1])).toEqual({
      width: 10,
      height: 10,
      path: "M4 4h2v1h-2zM5 5h1v1h-1z",
    });
    expect(() => drawMatrix([1, 0, 1])).toThrow(RangeError);
  });
});

describe("a member's number", () => {
  /** Symbols of 11 modules by ISO/IEC 15417; a number of twelve digits is six symbols of set C. */
  test("in Code 128 set C: start, six pairs of digits, check, stop", () => {
    const { bars } = memberCodes("412345678903");
    // Start, 6 data and 1 check symbol of 11 modules, a stop of 13, and the quiet zones.
    expect(bars.width).toBe(8 * 11 + 13 + 20);
    const other = memberCodes("412345678911");
    expect(other.bars.width).toBe(bars.width);
    expect(other.bars.path).not.toBe(bars.path);
  });

  test("in the smallest QR code, with its three finders", () => {
    const { matrix } = memberCodes("412345678903");
    expect(matrix.width).toBe(21 + 8);
    for (const corner of ["M4 4h7", "M18 4h7", "M4 18h7"]) expect(matrix.path).toContain(corner);
  });
});

describe("the card", () => {
  test.each([
    ["Mina Okafor", "MO"],
    ["  ada  ", "A"],
    ["María del Mar Ñuñez", "MÑ"],
    ["👩‍🌾 Fields", "👩F"],
    ["", ""],
  ])("initials of %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  test("says when it was checked, in the club's time", () => {
    expect(checkedText(new Date("2026-11-22T18:05:00Z"))).toBe("22 Nov 2026, 13:05 GMT-5");
  });
});
