/**
 * Finding, for a listing, the few SKUs worth comparing among a million: an inverted index over rare terms, in memory, grown
 * SKU by SKU. Nothing is compared with everything.
 */
import { parseGtin } from "../gtin.ts";
import { type BrandLexicon, brandKey, COMMON_BRANDS } from "./brands.ts";
import { Leaders } from "./leaders.ts";
import { grown, Postings } from "./postings.ts";
import { type MatchItem, type MatchReading, readItem } from "./reading.ts";
import { termsOf } from "./terms.ts";
import { decide, type Match } from "./verdict.ts";
import { explain } from "./why.ts";

export type RankedMatch = Match & { readonly sku: string };

/** Entries of posting lists that one search reads, beyond its two rarest terms: what bounds its time. */
const MAX_POSTINGS_READ = 25_000;
/** Found by rare terms; of these the weights of all terms are summed. */
const SHORTLIST = 250;
/** Compared word by word. */
const COMPARED = 10;
/** Readings kept for SKUs that are compared again and again. */
const MAX_READINGS = 20_000;
const BANDS = 256;

export class CandidateIndex {
  #terms = new Map<string, number>();
  #postings = new Postings();
  #skus: (string | undefined)[] = [];
  #items: MatchItem[] = [];
  #places = new Map<string, number>();
  /** Where a SKU's terms start in `#termPool`; one more entry than SKUs. */
  #termStarts = new Int32Array(1 << 10);
  #termPool = new Int32Array(1 << 13);
  /** The SKU last added with that GTIN, and for each SKU the one before it with the same. */
  #byGtin = new Map<number, number>();
  #sameGtin = new Map<number, number>();
  #brands = new Set<string>();
  #readings = new Map<number, MatchReading>();
  #scores = new Float32Array(0);
  #touched = new Int32Array(0);

  /** Brands that titles are read with: the common ones and those of the SKUs. */
  readonly lexicon: BrandLexicon = { has: (key) => COMMON_BRANDS.has(key) || this.#brands.has(key) };

  /** SKUs that can be found. */
  get size(): number {
    return this.#places.size;
  }

  /** Adds a SKU; one of the same id that is there already is replaced. */
  add(sku: string, item: MatchItem): void {
    this.remove(sku);
    const place = this.#skus.length;
    this.#skus.push(sku);
    this.#items.push(item);
    this.#places.set(sku, place);
    const brand = brandKey(item.brand ?? "");
    if (brand.length >= 3) this.#brands.add(brand);
    this.#addTerms(place, termsOf(item));
    this.#addGtin(place, item.gtin);
  }

  /** Takes a SKU out; false when there is none. */
  remove(sku: string): boolean {
    const place = this.#places.get(sku);
    if (place === undefined) return false;
    this.#places.delete(sku);
    this.#skus[place] = undefined;
    this.#readings.delete(place);
    return true;
  }

  /** The best `top` SKUs for a listing, likeliest first; those that are plainly different last. */
  match(listing: MatchItem, top: number): RankedMatch[] {
    const reading = readItem(listing, this.lexicon);
    const decided = this.#candidates(listing, Math.max(COMPARED, top)).flatMap((place) => {
      const sku = this.#skus[place];
      if (sku === undefined) return [];
      const other = this.#readingOf(place);
      return [{ sku, other, decision: decide(reading, other) }];
    });
    decided.sort((p, q) => q.decision.score - p.decision.score || (p.sku < q.sku ? -1 : 1));
    return decided.slice(0, top).map(({ sku, other, decision }) => {
      const { verdict, score } = decision;
      return { sku, verdict, score, why: explain(decision, reading, other) };
    });
  }

  /** The SKUs that `match` compares, best first by the weight of shared terms: what recall is measured on. */
  candidates(listing: MatchItem, limit = COMPARED): string[] {
    return this.#candidates(listing, limit).flatMap((place) => this.#skus[place] ?? []);
  }

  #addTerms(place: number, words: readonly string[]): void {
    const start = this.#termStarts[place] as number;
    if (place + 2 > this.#termStarts.length) this.#termStarts = grown(this.#termStarts, place + 2);
    if (start + words.length > this.#termPool.length)
      this.#termPool = grown(this.#termPool, start + words.length);
    words.forEach((word, i) => {
      let term = this.#terms.get(word);
      if (term === undefined) {
        term = this.#terms.size;
        this.#terms.set(word, term);
      }
      this.#termPool[start + i] = term;
      this.#postings.add(term, place);
    });
    this.#termStarts[place + 1] = start + words.length;
  }

  #addGtin(place: number, text: string | null | undefined): void {
    const gtin = gtinNumber(text);
    if (gtin === undefined) return;
    const before = this.#byGtin.get(gtin);
    if (before !== undefined) this.#sameGtin.set(place, before);
    this.#byGtin.set(gtin, place);
  }

  #readingOf(place: number): MatchReading {
    const known = this.#readings.get(place);
    if (known !== undefined) return known;
    const reading = readItem(this.#items[place] as MatchItem, this.lexicon);
    if (this.#readings.size >= MAX_READINGS) this.#readings.clear();
    this.#readings.set(place, reading);
    return reading;
  }

  #candidates(listing: MatchItem, limit: number): number[] {
    const found = this.#withGtin(listing.gtin);
    const terms = this.#rarestFirst(termsOf(listing));
    const shortlist = this.#shortlist(terms);
    const weights = new Map(terms.map(({ term, idf }) => [term, idf]));
    const whole = terms.reduce((sum, { idf }) => sum + idf, 0);
    const likely = new Leaders(limit);
    for (const place of shortlist) likely.offer(place, this.#likeness(place, weights, whole));
    for (const place of likely.places) {
      if (found.length >= limit) break;
      if (!found.includes(place)) found.push(place);
    }
    return found;
  }

  #withGtin(text: string | null | undefined): number[] {
    const gtin = gtinNumber(text);
    const found: number[] = [];
    if (gtin === undefined) return found;
    for (let place = this.#byGtin.get(gtin); place !== undefined; place = this.#sameGtin.get(place))
      if (this.#skus[place] !== undefined && found.length < COMPARED) found.push(place);
    return found;
  }

  #rarestFirst(words: readonly string[]): Term[] {
    const terms: Term[] = [];
    for (const word of words) {
      const term = this.#terms.get(word);
      if (term === undefined) continue;
      const length = this.#postings.lengthOf(term);
      // A number tells packs apart, not products.
      const idf = Math.log(1 + this.#skus.length / length) * (word.startsWith("#") ? NUMBER_WEIGHT : 1);
      terms.push({ term, length, idf, isNumber: word.startsWith("#") });
    }
    return terms.sort((p, q) => p.length - q.length || p.term - q.term);
  }

  /** SKUs with the largest weight of rare shared terms. */
  #shortlist(terms: readonly Term[]): number[] {
    if (this.#scores.length < this.#skus.length) {
      this.#scores = new Float32Array(Math.ceil(this.#skus.length * 1.25));
      this.#touched = new Int32Array(this.#scores.length);
    }
    const scores = this.#scores;
    const touched = this.#touched;
    let count = 0;
    let read = 0;
    let lists = 0;
    for (const { term, length, idf, isNumber } of terms) {
      if (isNumber || (lists >= 2 && read + length > MAX_POSTINGS_READ)) continue;
      lists += 1;
      read += length;
      this.#postings.forEachRun(term, (pool, from, to) => {
        for (let i = from; i < to; i++) {
          const place = pool[i] as number;
          const score = scores[place] as number;
          if (score === 0) touched[count++] = place;
          scores[place] = score + idf;
        }
      });
    }
    const best = this.#best(touched, count);
    for (let i = 0; i < count; i++) scores[touched[i] as number] = 0;
    return best;
  }

  /** The highest scores among those touched, in no order: by counting how many lie in each of 256 bands. */
  #best(touched: Int32Array, count: number): number[] {
    const scores = this.#scores;
    let max = 0;
    for (let i = 0; i < count; i++) max = Math.max(max, scores[touched[i] as number] as number);
    const bandOf = (place: number) => Math.floor(((scores[place] as number) / max) * (BANDS - 1));
    const inBand = new Int32Array(BANDS);
    for (let i = 0; i < count; i++) {
      const band = bandOf(touched[i] as number);
      inBand[band] = (inBand[band] as number) + 1;
    }
    let lowest = BANDS - 1;
    for (
      let above = inBand[lowest] as number;
      lowest > 0 && above < SHORTLIST;
      above += inBand[lowest] as number
    )
      lowest -= 1;
    const best: number[] = [];
    let room = SHORTLIST;
    for (let band = lowest + 1; band < BANDS; band++) room -= inBand[band] as number;
    for (let i = 0; i < count; i++) {
      const place = touched[i] as number;
      const band = bandOf(place);
      if (band < lowest || this.#skus[place] === undefined) continue;
      if (band > lowest || room-- > 0) best.push(place);
    }
    return best;
  }

  /** Dice's coefficient over the weights of all terms of both. */
  #likeness(place: number, weights: ReadonlyMap<number, number>, whole: number): number {
    let both = 0;
    let own = 0;
    const end = this.#termStarts[place + 1] as number;
    for (let i = this.#termStarts[place] as number; i < end; i++) {
      const term = this.#termPool[i] as number;
      const shared = weights.get(term);
      own += shared ?? Math.log(1 + this.#skus.length / this.#postings.lengthOf(term));
      both += shared ?? 0;
    }
    return (2 * both) / (own + whole);
  }
}

type Term = { term: number; length: number; idf: number; isNumber: boolean };

const NUMBER_WEIGHT = 0.4;

/** Fourteen digits are below 2^53. */
function gtinNumber(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined) return undefined;
  const reading = parseGtin(text);
  return reading.ok ? Number(reading.gtin14) : undefined;
}
