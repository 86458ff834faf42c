/**
 * Finding, for a listing, the few SKUs worth comparing among a million: an inverted index over rare terms, in memory, grown
 * SKU by SKU. Nothing is compared with everything. Its memory can be shared: one thread builds it, several search it.
 */
import { parseGtin } from "../gtin.ts";
import { type BrandLexicon, brandKey, COMMON_BRANDS } from "./brands.ts";
import { ItemStore, type SharedItems } from "./item-store.ts";
import { Leaders } from "./leaders.ts";
import { Postings, type SharedPostings } from "./postings.ts";
import { type MatchItem, type MatchReading, readItem } from "./reading.ts";
import { grown, sharedNumbers } from "./shared-arrays.ts";
import { Shortlister, type WeighedTerm } from "./shortlist.ts";
import { type SharedTerms, TermTable } from "./term-table.ts";
import { termsOf } from "./terms.ts";
import { decide, type Match } from "./verdict.ts";
import { explain } from "./why.ts";

type SkuReading = MatchReading & { readonly sku: string };

export type RankedMatch = Match & { readonly sku: string };

/** What another thread needs to search the index. */
export type SharedIndex = {
  readonly terms: SharedTerms;
  readonly postings: SharedPostings;
  readonly items: SharedItems;
  readonly termStarts: Int32Array;
  readonly termPool: Int32Array;
  readonly brands: readonly string[];
  readonly size: number;
};

/** Found by rare terms; of these the weights of all terms are summed. */
const SHORTLIST = 250;
/** Compared word by word at most; fewer where the rest is far less alike than the best. */
const COMPARED = 10;
const FAR_LESS = 0.5;
/** Readings kept for SKUs that are compared again and again. */
const MAX_READINGS = 20_000;
const NUMBER_WEIGHT = 0.4;

export class CandidateIndex {
  readonly #terms: TermTable;
  readonly #postings: Postings;
  readonly #items: ItemStore;
  /** Where a SKU's terms start in `#termPool`; one more entry than SKUs. */
  #termStarts: Int32Array;
  #termPool: Int32Array;
  readonly #brands: Set<string>;
  #size: number;
  readonly #places = new Map<string, number>();
  readonly #readings = new Map<number, SkuReading>();
  readonly #shortlister = new Shortlister();

  /** Empty; or, over the memory of an index that no longer changes, for searching alone. */
  constructor(shared?: SharedIndex) {
    this.#terms = new TermTable(shared?.terms);
    this.#postings = new Postings(shared?.postings);
    this.#items = new ItemStore(shared?.items);
    this.#termStarts = shared?.termStarts ?? sharedNumbers(1 << 10);
    this.#termPool = shared?.termPool ?? sharedNumbers(1 << 13);
    this.#brands = new Set(shared?.brands);
    this.#size = shared?.size ?? 0;
  }

  /** Brands that titles are read with: the common ones and those of the SKUs. */
  readonly lexicon: BrandLexicon = { has: (key) => COMMON_BRANDS.has(key) || this.#brands.has(key) };

  /** SKUs that can be found. */
  get size(): number {
    return this.#size;
  }

  /** The index for other threads. Nothing may be added or taken out from here on. */
  share(): SharedIndex {
    return {
      terms: this.#terms.memory,
      postings: this.#postings.memory,
      items: this.#items.memory,
      termStarts: this.#termStarts,
      termPool: this.#termPool,
      brands: [...this.#brands],
      size: this.#size,
    };
  }

  /** Whether a SKU of that id is there. */
  has(sku: string): boolean {
    return this.#places.has(sku);
  }

  /** Adds a SKU; one of the same id that is there already is replaced. */
  add(sku: string, item: MatchItem): void {
    this.remove(sku);
    const place = this.#items.add(sku, item);
    this.#places.set(sku, place);
    this.#size += 1;
    const brand = brandKey(item.brand ?? "");
    if (brand.length >= 3) this.#brands.add(brand);
    this.#addTerms(place, termsOf(item));
    const gtin = gtinTerm(item.gtin);
    if (gtin !== undefined) this.#postings.add(this.#terms.add(gtin), place);
  }

  /** Takes a SKU out; false when there is none. */
  remove(sku: string): boolean {
    const place = this.#places.get(sku);
    if (place === undefined) return false;
    this.#places.delete(sku);
    this.#items.remove(place);
    this.#readings.delete(place);
    this.#size -= 1;
    return true;
  }

  /** The best `top` SKUs for a listing, likeliest first; those that are plainly different last. */
  match(listing: MatchItem, top: number): RankedMatch[] {
    const reading = readItem(listing, this.lexicon);
    const decided = this.#candidates(listing, Math.max(COMPARED, top), top).map((place) => {
      const other = this.#readingOf(place);
      return { sku: other.sku, other, decision: decide(reading, other) };
    });
    decided.sort((p, q) => q.decision.score - p.decision.score || (p.sku < q.sku ? -1 : 1));
    return decided.slice(0, top).map(({ sku, other, decision }) => {
      const { verdict, score } = decision;
      return { sku, verdict, score, why: explain(decision, reading, other) };
    });
  }

  /** The SKUs that `match` compares at most, best first by the weight of shared terms: what recall is measured on. */
  candidates(listing: MatchItem, limit = COMPARED): string[] {
    return this.#candidates(listing, limit, limit).map((place) => this.#items.get(place).sku);
  }

  #addTerms(place: number, words: readonly string[]): void {
    const start = this.#termStarts[place] as number;
    if (place + 2 > this.#termStarts.length) this.#termStarts = grown(this.#termStarts, place + 2);
    if (start + words.length > this.#termPool.length)
      this.#termPool = grown(this.#termPool, start + words.length);
    words.forEach((word, i) => {
      const term = this.#terms.add(word);
      this.#termPool[start + i] = term;
      this.#postings.add(term, place);
    });
    this.#termStarts[place + 1] = start + words.length;
  }

  #readingOf(place: number): SkuReading {
    const known = this.#readings.get(place);
    if (known !== undefined) return known;
    const { sku, item } = this.#items.get(place);
    const reading = { ...readItem(item, this.lexicon), sku };
    if (this.#readings.size >= MAX_READINGS) this.#readings.clear();
    this.#readings.set(place, reading);
    return reading;
  }

  /** At most `limit` places; behind the first `least`, only such as are about as alike as the best. */
  #candidates(listing: MatchItem, limit: number, least: number): number[] {
    const found = this.#withGtin(listing.gtin);
    const terms = this.#rarestFirst(termsOf(listing));
    const isGone = (place: number) => this.#items.isGone(place);
    const shortlist = this.#shortlister.find(terms, this.#postings, this.#items.size, SHORTLIST, isGone);
    const weights = new Map(terms.map(({ term, idf }) => [term, idf]));
    const whole = terms.reduce((sum, { idf }) => sum + idf, 0);
    const likely = new Leaders(limit);
    for (const place of shortlist) likely.offer(place, this.#likeness(place, weights, whole));
    for (const [i, place] of likely.places.entries()) {
      if (found.length >= limit || (found.length >= least && likely.shareOfBest(i) < FAR_LESS)) break;
      if (!found.includes(place)) found.push(place);
    }
    return found;
  }

  #withGtin(text: string | null | undefined): number[] {
    const found: number[] = [];
    const gtin = gtinTerm(text);
    const term = gtin === undefined ? undefined : this.#terms.find(gtin);
    if (term === undefined) return found;
    this.#postings.forEachRun(term, (pool, from, to) => {
      for (let i = from; i < to && found.length < COMPARED; i++) {
        const place = pool[i] as number;
        if (!this.#items.isGone(place)) found.push(place);
      }
    });
    return found;
  }

  #rarestFirst(words: readonly string[]): WeighedTerm[] {
    const terms: WeighedTerm[] = [];
    for (const word of words) {
      const term = this.#terms.find(word);
      if (term === undefined) continue;
      const length = this.#postings.lengthOf(term);
      const isNumber = word.startsWith("#");
      const idf = Math.log(1 + this.#items.size / length) * (isNumber ? NUMBER_WEIGHT : 1);
      terms.push({ term, length, idf, isNumber });
    }
    return terms.sort((p, q) => p.length - q.length || p.term - q.term);
  }

  /** Dice's coefficient over the weights of all terms of both. */
  #likeness(place: number, weights: ReadonlyMap<number, number>, whole: number): number {
    let both = 0;
    let own = 0;
    const end = this.#termStarts[place + 1] as number;
    for (let i = this.#termStarts[place] as number; i < end; i++) {
      const term = this.#termPool[i] as number;
      const shared = weights.get(term);
      own += shared ?? Math.log(1 + this.#items.size / this.#postings.lengthOf(term));
      both += shared ?? 0;
    }
    return (2 * both) / (own + whole);
  }
}

/** A GTIN as a term of its own, marked so that no word is like it. */
function gtinTerm(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  const reading = parseGtin(text);
  return reading.ok ? `=${reading.gtin14}` : undefined;
}
