import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packForms, packTones } from "#app/ui/pack-drawing.ts";
import { type PackShot, packShotHref, packShotSvg, parsePackShotHref } from "#app/ui/pack-shot.ts";
import { findIcon } from "#app/ui/pack-shot-icons.server.ts";

const oil: PackShot = { glyph: "olive", form: "bottle", tone: "green", count: 6, sizeText: "33.8 fl oz" };

const anyShot = fc.record({
  glyph: fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,3}$/),
  form: fc.constantFrom(...packForms),
  tone: fc.constantFrom(...packTones),
  count: fc.integer({ min: 1, max: 9_999 }),
  sizeText: fc.string({ unit: "binary", maxLength: 40 }),
});

describe("the address of a picture", () => {
  test("says everything that is in the picture", () => {
    expect(packShotHref(oil)).toBe("/pictures/olive.bottle.green.6.33_8-fl-oz.1.svg");
    expect(packShotHref({ ...oil, sizeText: "" })).toBe("/pictures/olive.bottle.green.6.-.1.svg");
    expect(packShotHref({ ...oil, sizeText: "2,000 sheets" })).toContain(".2000-sheets.");
  });

  test("reads back as the same picture, whatever was written on the pack", () => {
    fc.assert(
      fc.property(anyShot, (shot) => {
        const href = packShotHref(shot);
        const parsed = parsePackShotHref(href);
        if (parsed === undefined) return false;
        return (
          packShotHref(parsed) === href && packShotSvg(parsed, undefined) === packShotSvg(shot, undefined)
        );
      }),
    );
  });

  test.each([
    "/pictures/olive.bottle.green.6.1-l.svg",
    "/pictures/olive.bottle.green.6.1-l.2.svg",
    "/pictures/olive.bottle.green.06.1-l.1.svg",
    "/pictures/olive.bottle.green.0.1-l.1.svg",
    "/pictures/olive.bottle.green.6.1--l.1.svg",
    "/pictures/olive.bottle.purple.6.1-l.1.svg",
    "/pictures/olive.crate.green.6.1-l.1.svg",
    "/pictures/..olive.bottle.green.6.1-l.1.svg",
    "/pictures/-olive.bottle.green.6.1-l.1.svg",
    "/pictures/olive.bottle.green.6.%3Cscript%3E.1.svg",
    "/other/olive.bottle.green.6.1-l.1.svg",
  ])("nothing else is a picture: %s", (href) => {
    expect(parsePackShotHref(href)).toBeUndefined();
  });

  test("refuses to write what it could not read", () => {
    expect(() => packShotHref({ ...oil, glyph: "../x" })).toThrow(RangeError);
    expect(() => packShotHref({ ...oil, count: 0 })).toThrow(RangeError);
    expect(() => packShotHref({ ...oil, count: 1.5 })).toThrow(RangeError);
  });
});

describe("the picture", () => {
  test("shows every pack of a carton, and how many there are", () => {
    const svg = packShotSvg(oil, findIcon("olive"));
    expect(svg.match(/href="#u"/g)).toHaveLength(6);
    expect(svg).toContain(">6 ×</text>");
    expect(svg).toContain(">33.8 fl oz</text>");
  });

  test("a large carton shows two dozen and says its number", () => {
    const svg = packShotSvg({ ...oil, form: "can", count: 144 }, undefined);
    expect(svg.match(/href="#u"/g)).toHaveLength(24);
    expect(svg).toContain(">144 ×</text>");
  });

  test("one pack has its size on its label and no count", () => {
    const svg = packShotSvg({ ...oil, count: 1 }, undefined);
    expect(svg).toContain(">33.8 fl oz</text>");
    expect(svg).not.toContain("×");
  });

  test("a glyph without an icon is drawn with the club's mark", () => {
    expect(findIcon("no-such-icon")).toBeUndefined();
    expect(findIcon("constructor")).toBeUndefined();
    expect(packShotSvg({ ...oil, glyph: "no-such-icon" }, undefined)).toContain("#f58220");
  });

  test("nothing that is written on a pack becomes markup", () => {
    const svg = packShotSvg({ ...oil, sizeText: '"/><script>x&' }, undefined);
    expect(svg).not.toMatch(/<script|&(?!amp;)/);
    expect(svg).toContain(">script x</text>");
  });

  test("stays light, in every form and with the largest icon", () => {
    const largest = { body: "x".repeat(3_600), size: 32 };
    for (const form of packForms)
      for (const count of [1, 2, 12, 24, 9_999])
        expect(packShotSvg({ ...oil, form, count }, largest).length).toBeLessThan(6_000);
    expect(packShotSvg(oil, findIcon("olive")).length).toBeLessThan(3_000);
  });

  test("every pack stands inside the picture", () => {
    for (const form of packForms)
      for (let count = 2; count <= 24; count += 1) {
        const svg = packShotSvg({ ...oil, form, count }, undefined);
        for (const [, x, y] of svg.matchAll(/href="#u" x="(-?[\d.]+)" y="(-?[\d.]+)"/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThan(320);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
        }
      }
  });
});
