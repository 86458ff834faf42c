/**
 * Suggests matches of listings with SKUs. Streams: one side lies in an index in memory, the other passes by, and each batch is
 * written in a transaction of its own together with the note that it was looked at. A run that broke off is finished by the next
 * one, and one with nothing new has nothing to do.
 */
import { v7 as uuidv7 } from "uuid";
import type { Pool } from "#app/db/client.server.ts";
import { type ChangedPair, flagChanged, listConfirmedPairs } from "#app/db/match-changes.ts";
import {
  countDue,
  countDueListings,
  type DueItem,
  listDueListings,
  listDueSkus,
  makeAllDue,
  saveListingLooks,
  saveSkuLooks,
  streamListings,
  streamSkus,
} from "#app/db/match-looks.ts";
import { finishMatchRun, inOneRun, type RunCounts, startMatchRun } from "#app/db/match-runs.ts";
import {
  type FoundPair,
  saveSuggestionsOfListings,
  saveSuggestionsOfSkus,
  withdrawOffShelf,
} from "#app/db/match-suggestions.ts";
import { matchPair } from "#app/domain/match.ts";
import { FLOOR_BPS, scoreBpsOf, surenessBpsOf } from "#app/domain/match-review.ts";
import type { BrandLexicon } from "#app/domain/matching/brands.ts";
import { CandidateIndex, type RankedMatch } from "#app/domain/matching/candidates.ts";

export type SuggestRequest = {
  readonly askedBy: string;
  readonly now: Date;
  /** Only what this retailer lists; new SKUs are then left to a run over all of them. */
  readonly retailer?: string | undefined;
  /** Everything again, whether changed or not. */
  readonly all?: boolean | undefined;
};

export type SuggestListener = {
  /** Another run is at work: this one waits for it. */
  waiting?(): void;
  progressed?(
    step: "reading SKUs" | "reading listings" | "SKUs" | "listings",
    done: number,
    total: number,
  ): void;
};

/** Listings or SKUs that are written together. */
const BATCH = 1_000;
/** Candidates of a listing of which the best are suggested: some may be decided already. */
const TOP_SKUS = 8;
/** Listings that one new SKU may be suggested for. */
const TOP_LISTINGS = 40;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";
const PROGRESS_EVERY = 20_000;

/** Runs the matcher over what is due. Safe to run twice at once: the second waits and finds what is left. Owner's pool. */
export async function suggestMatches(
  pool: Pool,
  request: SuggestRequest,
  listener: SuggestListener = {},
): Promise<RunCounts> {
  return inOneRun(
    pool,
    () => listener.waiting?.(),
    () => new Run(pool, request, listener).go(),
  );
}

class Run {
  readonly #counts = { listings: 0, skus: 0, suggested: 0, withdrawn: 0, flagged: 0 };
  readonly #pool: Pool;
  readonly #request: SuggestRequest;
  readonly #listener: SuggestListener;

  constructor(pool: Pool, request: SuggestRequest, listener: SuggestListener) {
    this.#pool = pool;
    this.#request = request;
    this.#listener = listener;
  }

  async go(): Promise<RunCounts> {
    const { sql, db } = this.#pool;
    const { askedBy, now, all = false } = this.#request;
    const retailer = this.#request.retailer ?? null;
    const id = uuidv7();
    await startMatchRun(db, id, askedBy, now);
    this.#counts.withdrawn += await withdrawOffShelf(sql);
    const due = await countDue(sql);
    let dueListings = await countDueListings(sql, retailer);
    // With more new SKUs than listings to look at again, fewer lookups are made from the listings' side.
    const wholesale = all || (retailer === null && due.dueSkus > due.listings - dueListings);
    if (wholesale && (all || due.dueSkus > 0)) await makeAllDue(sql, retailer);
    else if (retailer === null && due.dueSkus > 0) await this.#lookUpSkus(due);
    // A listing that lost a suggestion to a changed SKU has become due.
    dueListings = await countDueListings(sql, retailer);
    if (dueListings > 0) await this.#lookUpListings(retailer, dueListings, due.skus);
    await finishMatchRun(db, id, this.#counts, new Date());
    return this.#counts;
  }

  async #lookUpListings(retailer: string | null, total: number, skus: number): Promise<void> {
    const { sql } = this.#pool;
    const index = new CandidateIndex();
    for await (const { id, item } of streamSkus(sql)) {
      index.add(String(id), item);
      if (index.size % PROGRESS_EVERY === 0) this.#listener.progressed?.("reading SKUs", index.size, skus);
    }
    let done = 0;
    let after = BEFORE_ALL;
    for (;;) {
      const page = await listDueListings(sql, { retailer, after, limit: BATCH });
      if (page.length === 0) return;
      await this.#saveListings(
        page,
        page.flatMap((listing) => candidatesOf(listing, index)),
        index.lexicon,
      );
      after = page.at(-1)?.id ?? after;
      done += page.length;
      this.#listener.progressed?.("listings", done, total);
    }
  }

  async #saveListings(page: DueItem<string>[], found: FoundPair[], lexicon: BrandLexicon): Promise<void> {
    const { now } = this.#request;
    const changed = page.filter(({ hasChanged }) => hasChanged).map(({ id }) => id);
    await this.#pool.sql.begin(async (tx) => {
      const ids = page.map(({ id }) => id);
      this.#count(await saveSuggestionsOfListings(tx, ids, found, now));
      if (changed.length > 0) {
        const confirmed = await listConfirmedPairs(tx, { listingIds: changed });
        this.#counts.flagged += await flagChanged(tx, noLongerMatching(confirmed, lexicon), now);
      }
      await saveListingLooks(tx, page, now);
    });
    this.#counts.listings += page.length;
  }

  async #lookUpSkus(due: { dueSkus: number; listings: number }): Promise<void> {
    const { sql } = this.#pool;
    const index = new CandidateIndex();
    for await (const { id, item } of streamListings(sql)) {
      index.add(id, item);
      if (index.size % PROGRESS_EVERY === 0)
        this.#listener.progressed?.("reading listings", index.size, due.listings);
    }
    let done = 0;
    let after = 0;
    for (;;) {
      const page = await listDueSkus(sql, { after, limit: BATCH });
      if (page.length === 0) return;
      await this.#saveSkus(
        page,
        page.flatMap((sku) => listingsFor(sku, index)),
        index.lexicon,
      );
      after = page.at(-1)?.id ?? after;
      done += page.length;
      this.#listener.progressed?.("SKUs", done, due.dueSkus);
    }
  }

  async #saveSkus(page: DueItem<number>[], found: FoundPair[], lexicon: BrandLexicon): Promise<void> {
    const { now } = this.#request;
    const changed = page.filter(({ hasChanged }) => hasChanged).map(({ id }) => id);
    await this.#pool.sql.begin(async (tx) => {
      const ids = page.map(({ id }) => id);
      this.#count(await saveSuggestionsOfSkus(tx, ids, found, now));
      if (changed.length > 0) {
        const confirmed = await listConfirmedPairs(tx, { skuIds: changed });
        this.#counts.flagged += await flagChanged(tx, noLongerMatching(confirmed, lexicon), now);
      }
      await saveSkuLooks(tx, page);
    });
    this.#counts.skus += page.length;
  }

  #count({ suggested, withdrawn }: { suggested: number; withdrawn: number }): void {
    this.#counts.suggested += suggested;
    this.#counts.withdrawn += withdrawn;
  }
}

function candidatesOf({ id, item }: DueItem<string>, index: CandidateIndex): FoundPair[] {
  return index.match(item, TOP_SKUS).flatMap((match) => suggestable(match, Number(match.sku), id));
}

function listingsFor({ id, item }: DueItem<number>, index: CandidateIndex): FoundPair[] {
  return index.match(item, TOP_LISTINGS).flatMap((match) => suggestable(match, id, match.sku));
}

function suggestable({ verdict, score, why }: RankedMatch, skuId: number, listingId: string): FoundPair[] {
  if (verdict === "different") return [];
  const surenessBps = surenessBpsOf(verdict, score);
  return surenessBps < FLOOR_BPS
    ? []
    : [{ skuId, listingId, verdict, scoreBps: scoreBpsOf(score), surenessBps, why }];
}

/** A confirmed match stands as long as the matcher, asked again after a change, says of it what was confirmed. */
function noLongerMatching(
  pairs: Awaited<ReturnType<typeof listConfirmedPairs>>,
  lexicon: BrandLexicon,
): ChangedPair[] {
  return pairs.flatMap(({ skuId, listingId, kind, sku, listing }) => {
    const judged = matchPair(listing, sku, lexicon);
    return judged.verdict === kind ? [] : [{ skuId, listingId, judged }];
  });
}
