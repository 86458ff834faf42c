/** Precision and recall on real titles, where the samples lie beside the project. They are not part of it. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { expandUpcE, parseGtin } from "#app/domain/gtin.ts";
import { type BaseUnit, decimalRatio, inBaseUnits, type Pack, packTotalNumber } from "#app/domain/measure.ts";
import { readPack } from "#app/domain/pack.ts";
import { readPriceText } from "#app/domain/price-text.ts";

const folder = fileURLToPath(new URL("../../../shared/samples/", import.meta.url));
const present = existsSync(`${folder}packsize_dev.jsonl`);
if (!present) console.info("Skipped: the sample titles are not beside this project.");

const read = (file: string) => readFileSync(folder + file, "utf8");
const lines = (file: string) => read(file).trim().split("\n");

const expectation = z.object({ total_base: z.number(), base_unit: z.string() }).nullable();
const sampleSchema = z.object({
  title: z.string(),
  expect: expectation,
  alt_ok: z.array(expectation).default([]),
});
type Expectation = z.infer<typeof expectation>;

/** The samples know three measures: what is counted in sheets or loads is a count there. */
function sampleBase(base: BaseUnit): string {
  return base === "g" || base === "ml" ? base : "count";
}

function agrees(pack: Pack | null, expected: Expectation): boolean {
  if (pack === null || expected === null) return pack === expected;
  const near = Math.abs(packTotalNumber(pack) - expected.total_base) <= 0.005 * expected.total_base;
  return near && sampleBase(pack.baseUnit) === expected.base_unit;
}

describe.skipIf(!present)("sample titles", () => {
  test("at least 99 % of what is answered is right, and 92 % of what has a pack is answered", () => {
    const samples = lines("packsize_dev.jsonl").map((line) => sampleSchema.parse(JSON.parse(line)));
    const wrong: string[] = [];
    let answered = 0;
    let withPack = 0;
    let found = 0;
    for (const sample of samples) {
      const { pack } = readPack({ title: sample.title });
      const accepted = [sample.expect, ...sample.alt_ok];
      const right = accepted.some((expected) => agrees(pack, expected));
      if (!accepted.includes(null)) withPack += 1;
      if (!accepted.includes(null) && pack !== null) found += 1;
      if (pack !== null) answered += 1;
      if (pack !== null && !right) wrong.push(sample.title);
    }
    expect(wrong.length / answered, wrong.join("\n")).toBeLessThanOrEqual(0.01);
    expect(found / withPack).toBeGreaterThanOrEqual(0.92);
  });

  test("the unit price that the retailer printed implies the pack that we read", () => {
    const apart: string[] = [];
    let checked = 0;
    for (const line of [...lines("sams_capture_sample.psv"), ...lines("walmart_capture_sample.psv")]) {
      const [, title = "", priceText = "", unitText = ""] = line.split("|");
      const price = readPriceText(priceText);
      const printed = readPriceText(unitText);
      const { pack } = readPack({ title });
      if (price.kind !== "price" || printed.kind !== "unit-price" || pack === null) continue;
      const one = inBaseUnits(decimalRatio(printed.per.amount), printed.per.unit);
      const implied = (price.minor * 1000 * Number(one.n)) / (printed.milliMinor * Number(one.d));
      if (Math.sign(implied) !== 1 || !sameMeasure(pack, printed.per.unit)) continue;
      checked += 1;
      // Printed unit prices are rounded to the cent: 6 cents stands for 5.5 to 6.5.
      if (Math.abs(packTotalNumber(pack) / implied - 1) > 0.1) apart.push(`${title}: ${implied}`);
    }
    expect(checked).toBeGreaterThan(20);
    expect(apart).toEqual([]);
  });
});

function sameMeasure(pack: Pack, unit: Pack["unit"]): boolean {
  const weight = new Set<Pack["unit"]>(["oz", "lb", "g", "kg"]);
  if (unit === "ct") return pack.baseUnit === "count";
  return pack.baseUnit === (weight.has(unit) ? "g" : "ml");
}

describe.skipIf(!present)("sample numbers and prices", () => {
  test("GTINs", () => {
    const schema = z.object({
      vectors: z.array(z.object({ input: z.string(), valid: z.boolean(), gtin14: z.string().optional() })),
      upc_e: z.array(z.object({ upce: z.string(), upca: z.string() })),
    });
    const { vectors, upc_e } = schema.parse(JSON.parse(read("gtin_vectors_dev.json")));
    for (const { input, valid, gtin14 } of vectors) {
      const reading = parseGtin(input);
      expect(reading.ok, input).toBe(valid);
      if (reading.ok) expect(reading.gtin14).toBe(gtin14);
    }
    for (const { upce, upca } of upc_e) expect(expandUpcE(upce)).toBe(upca);
  });

  test("quantity notations of a food database", () => {
    const schema = z.object({ cases: z.array(z.object({ input: z.string(), expect: z.number() })) });
    for (const { input, expect: total } of schema.parse(JSON.parse(read("off_units_dev.json"))).cases) {
      const { pack } = readPack({ title: "", structured: { size: input } });
      expect(pack === null ? null : packTotalNumber(pack), input).toBe(total);
    }
  });

  test("price fields", () => {
    const schema = z.object({
      raw: z.string(),
      read: z.record(z.string(), z.union([z.number(), z.string()])).nullable(),
    });
    for (const line of lines("price_strings_dev.jsonl")) {
      const { raw, read: expected } = schema.parse(JSON.parse(line));
      const price = readPriceText(raw);
      expect(price.kind, raw).not.toBe("unreadable");
      if (expected === null) expect(price.kind, raw).toBe("none");
      else if ("off" in expected) expect(price, raw).toMatchObject({ offMinor: Number(expected.off) * 100 });
      else if ("from" in expected)
        expect(price, raw).toMatchObject({ fromMinor: Math.round(Number(expected.from) * 100) });
      else if ("per" in expected)
        expect(price, raw).toMatchObject({ milliMinor: Math.round(Number(expected.price) * 100_000) });
      else expect(price, raw).toMatchObject({ minor: Math.round(Number(expected.price) * 100) });
    }
  });
});
