/** Pairs of the public matching sets, as they lie in a folder: `<set>.<split>.jsonl`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { TaughtPair } from "./club-pairs.ts";

/** Walmart and Amazon, Amazon and Google's shop, Abt and Buy.com. */
export const PUBLIC_SETS = ["walmart-amazon", "amazon-google", "abt-buy"] as const;
export type PublicSet = (typeof PUBLIC_SETS)[number];

const itemSchema = z.object({
  title: z.string(),
  brand: z.string().optional(),
  category: z.string().optional(),
  description: z.string().optional(),
  modelno: z.string().optional(),
  price: z.number().optional(),
});
const pairSchema = z.object({ a: itemSchema, b: itemSchema, identical: z.boolean() });

/** Every pair of one split. @throws when the file is missing or not as described. */
export function readPairs(folder: string, set: PublicSet, split: "train" | "valid"): TaughtPair[] {
  const text = readFileSync(path.join(folder, `${set}.${split}.jsonl`), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => pairSchema.parse(JSON.parse(line)));
}
