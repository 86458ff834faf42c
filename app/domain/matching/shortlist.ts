/** The few places that share the most weight of rare terms with a listing. */
import type { Postings } from "./postings.ts";

export type WeighedTerm = {
  readonly term: number;
  /** SKUs that have it. */
  readonly length: number;
  readonly idf: number;
  /** Numbers tell packs apart, not products: they find nothing. */
  readonly isNumber: boolean;
};

/** Entries of posting lists that one search reads, beyond its two rarest terms: what bounds its time. */
const MAX_POSTINGS_READ = 25_000;
const BANDS = 256;

/** Room to sum in, kept from one search to the next. */
export class Shortlister {
  #scores = new Float32Array(0);
  #touched = new Int32Array(0);
  #count = 0;
  readonly #inBand = new Int32Array(BANDS);

  /** Up to `limit` places out of `places`, in no order. `terms`: rarest first. `isGone`: places to pass over. */
  find(
    terms: readonly WeighedTerm[],
    postings: Postings,
    places: number,
    limit: number,
    isGone: (place: number) => boolean,
  ): number[] {
    if (this.#scores.length < places) {
      this.#scores = new Float32Array(Math.ceil(places * 1.25));
      this.#touched = new Int32Array(this.#scores.length);
    }
    this.#sum(terms, postings);
    const best = this.#best(limit, isGone);
    for (let i = 0; i < this.#count; i++) this.#scores[this.#touched[i] as number] = 0;
    return best;
  }

  #sum(terms: readonly WeighedTerm[], postings: Postings): void {
    const scores = this.#scores;
    const touched = this.#touched;
    let count = 0;
    let read = 0;
    let lists = 0;
    for (const { term, length, idf, isNumber } of terms) {
      if (isNumber || (lists >= 2 && read + length > MAX_POSTINGS_READ)) continue;
      lists += 1;
      read += length;
      postings.forEachRun(term, (pool, from, to) => {
        for (let i = from; i < to; i++) {
          const place = pool[i] as number;
          const score = scores[place] as number;
          if (score === 0) touched[count++] = place;
          scores[place] = score + idf;
        }
      });
    }
    this.#count = count;
  }

  /** The highest scores among those touched: by counting how many lie in each of 256 bands. */
  #best(limit: number, isGone: (place: number) => boolean): number[] {
    const scores = this.#scores;
    const touched = this.#touched;
    const count = this.#count;
    const inBand = this.#inBand.fill(0);
    let max = 0;
    for (let i = 0; i < count; i++) max = Math.max(max, scores[touched[i] as number] as number);
    const scale = (BANDS - 1) / max;
    for (let i = 0; i < count; i++) {
      const band = Math.floor((scores[touched[i] as number] as number) * scale);
      inBand[band] = (inBand[band] as number) + 1;
    }
    let lowest = BANDS - 1;
    let above = inBand[lowest] as number;
    while (lowest > 0 && above < limit) {
      lowest -= 1;
      above += inBand[lowest] as number;
    }
    let room = limit - above + (inBand[lowest] as number);
    const best: number[] = [];
    for (let i = 0; i < count; i++) {
      const place = touched[i] as number;
      const band = Math.floor((scores[place] as number) * scale);
      if (band < lowest || isGone(place)) continue;
      if (band > lowest || room-- > 0) best.push(place);
    }
    return best;
  }
}
