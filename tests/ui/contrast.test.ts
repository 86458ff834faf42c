import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../app/styles.css", import.meta.url), "utf8");

function token(name: string): string {
  if (name === "white") return "#ffffff";
  const value = new RegExp(`--color-${name}: (#[0-9a-f]{6});`).exec(css)?.[1];
  if (value === undefined) throw new Error(`No colour ${name} in styles.css`);
  return value;
}

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(token(a)), luminance(token(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ["ink", "rack-orange"],
  ["ink", "rack-orange-tint"],
  ["ink", "concrete-200"],
  ["ink", "caution-tint"],
  ["concrete-500", "white"],
  ["concrete-500", "concrete-50"],
  ["concrete-600", "concrete-100"],
  ["concrete-600", "concrete-200"],
  ["rack-blue", "white"],
  ["rack-blue", "concrete-100"],
  ["white", "rack-blue"],
  ["white", "rack-blue-deep"],
  ["white", "concrete-700"],
  ["concrete-200", "ink"],
  ["concrete-200", "rack-blue-deep"],
  ["rack-orange", "ink"],
  ["rack-orange", "concrete-700"],
  ["here", "white"],
  ["here", "here-tint"],
  ["there", "white"],
  ["there", "there-tint"],
  ["ink", "there-tint"],
])("%s is readable on %s (WCAG 2 AA, 4.5 : 1)", (text, ground) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});

test.each([
  ["concrete-500", "white"],
  ["rack-blue", "concrete-100"],
])("the edge of a field and the focus ring, %s on %s, can be seen (3 : 1)", (edge, ground) => {
  expect(contrast(edge, ground)).toBeGreaterThanOrEqual(3);
});
