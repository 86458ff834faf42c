/** What needs no database: titles read for their packs, listings matched with SKUs. */
import { CandidateIndex } from "#app/domain/matching/candidates.ts";
import { readPack } from "#app/domain/pack.ts";
import { madeSku } from "../../learn-matching/catalogue.ts";
import { largeSku } from "../../seed/large/variations.ts";

export type PackFigures = { readonly titles: number; readonly perSecond: number; readonly readShare: number };

/** Reads the packs of so many titles, each another one, after a warm-up. */
export function measurePacks(titles: number): PackFigures {
  const questions = Array.from({ length: titles }, (_, n) => {
    const sku = largeSku(n * 7);
    return { title: sku.title, brand: sku.brand.name, category: sku.categoryName };
  });
  for (const question of questions.slice(0, 2_000)) readPack(question);
  let read = 0;
  const startedAt = performance.now();
  for (const question of questions) if (readPack(question).pack !== null) read += 1;
  const seconds = (performance.now() - startedAt) / 1000;
  return { titles, perSecond: titles / seconds, readShare: read / titles };
}

export type MatchFigures = {
  readonly skus: number;
  readonly listings: number;
  readonly indexedPerSecond: number;
  readonly matchedPerSecond: number;
};

/** Indexes `skus` SKUs and finds the best five for each of `listings` listings. */
export function measureMatching(skus: number, listings: number): MatchFigures {
  const index = new CandidateIndex();
  const made = Array.from({ length: skus }, (_, n) => madeSku(n));
  const startedAt = performance.now();
  for (const { id, item } of made) index.add(id, item);
  const indexed = performance.now();
  for (let n = 0; n < listings; n++) index.match((made[(n * 7_919) % skus] ?? madeSku(0)).listing, 5);
  const matched = performance.now();
  return {
    skus,
    listings,
    indexedPerSecond: (skus * 1000) / (indexed - startedAt),
    matchedPerSecond: (listings * 1000) / (matched - indexed),
  };
}
