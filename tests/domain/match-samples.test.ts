/** F1 on the public validation pairs and the verdicts on real club pairs, where the samples lie beside the project. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { matchPair } from "#app/domain/match.ts";
import { type PublicSet, readPairs } from "#scripts/learn-matching/samples.ts";
import { qualityOf, tfIdfQuality } from "#scripts/learn-matching/scoring.ts";

const folder = fileURLToPath(new URL("../../../shared/samples/", import.meta.url));
const present = existsSync(`${folder}matching`);
if (!present) console.info("Skipped: the sample pairs are not beside this project.");

/** What a plain TF-IDF with one threshold is known to reach on the test splits, and ours at least on the validation splits. */
const BARS: readonly (readonly [PublicSet, { tfIdf: number; ours: number }])[] = [
  ["walmart-amazon", { tfIdf: 0.74, ours: 0.85 }],
  ["amazon-google", { tfIdf: 0.59, ours: 0.69 }],
  ["abt-buy", { tfIdf: 0.65, ours: 0.86 }],
];

describe.skipIf(!present)("the public sets", () => {
  test.each(BARS)("%s: identical is said better than by plain TF-IDF", (set, bar) => {
    const valid = readPairs(`${folder}matching`, set, "valid");
    const said = valid.map(({ a, b }) => matchPair(a, b).verdict === "identical");
    const ours = qualityOf(
      said,
      valid.map((pair) => pair.identical),
    );
    const plain = tfIdfQuality(readPairs(`${folder}matching`, set, "train"), valid);
    console.info(set, ours, "plain TF-IDF", plain);
    expect(ours.f1).toBeGreaterThan(bar.tfIdf);
    expect(ours.f1).toBeGreaterThan(bar.ours);
    expect(ours.f1).toBeGreaterThan(plain.f1 + 0.05);
  });
});

const VERDICTS = {
  same: "identical",
  same_item_other_pack: "other-pack",
  equivalent_other_brand: "equivalent",
  different: "different",
} as const;
const clubPair = z.object({
  left: z.object({ title: z.string() }),
  right: z.object({ title: z.string() }),
  label: z.enum(["same", "same_item_other_pack", "equivalent_other_brand", "different"]),
});

describe.skipIf(!present)("real pairs of two clubs", () => {
  const pairs = () =>
    readFileSync(`${folder}cross_retailer_pairs_dev.jsonl`, "utf8")
      .trim()
      .split("\n")
      .map((line) => clubPair.parse(JSON.parse(line)));

  test("nothing is called identical that is not, and nine in ten verdicts are right", () => {
    const wrong: string[] = [];
    for (const { left, right, label } of pairs()) {
      const match = matchPair(left, right);
      if (match.verdict === "identical") expect(label, left.title).toBe("same");
      if (match.verdict !== VERDICTS[label]) wrong.push(`${left.title} / ${right.title}: ${match.verdict}`);
    }
    expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(1);
  });
});
