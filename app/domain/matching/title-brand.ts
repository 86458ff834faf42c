/** The brand of an item: what its field says, or what its title begins with. */
import { type BrandLexicon, brandAtHead, brandKey, brandWords, canonicalBrand } from "./brands.ts";
import type { MatchItem } from "./reading.ts";
import { plainText } from "./words.ts";

export type TitleBrand = { readonly key: string; readonly text: string; readonly words: readonly string[] };

const NO_BRAND = new Set([
  "",
  "generic",
  "unbranded",
  "na",
  "none",
  "unknown",
  "null",
  "various",
  "nobrand",
  "other",
]);

/** The brand, where one is said. `plain`: the title as plain text. */
export function findBrand(
  { title, brand: field }: MatchItem,
  plain: string,
  lexicon: BrandLexicon,
): TitleBrand | undefined {
  const stated = brandKey(field ?? "");
  if (!NO_BRAND.has(stated)) {
    const text = (field ?? "").trim();
    return { key: canonicalBrand(text), text, words: brandWords(plainText(text)) };
  }
  const words = brandWords(plain);
  const n = brandAtHead(words, lexicon);
  if (n === 0) return undefined;
  const own = words.slice(0, n);
  return { key: canonicalBrand(own.join(" ")), text: asWritten(title, own.join("")), words: own };
}

/** The head of the title that makes that key, as it is written there. */
function asWritten(title: string, key: string): string {
  const chunks = title.split(/\s+/, 9);
  for (let n = 1; n <= chunks.length; n++) {
    const head = chunks.slice(0, n).join(" ");
    if (brandKey(head) === key) return head.replace(/[\s,;:|-]+$/, "");
  }
  return key;
}
