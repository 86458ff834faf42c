/**
 * The in-process cache of public pages: bounded in bytes, one making a page however many ask (single flight), and a
 * stale page served while the next one is made. Time alone ends a page: nothing secret decides when it changes.
 */
import { LRUCache } from "lru-cache";
import { PUBLIC_FRESH_SECONDS, PUBLIC_STALE_SECONDS } from "./caching.ts";
import type { EncodedBody } from "./encoding.ts";

export type KeptPage = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: EncodedBody;
  readonly etag: string;
};

type Entry = { readonly page: KeptPage; readonly madeAt: number };

export type PageCacheOptions = { readonly maxBytes: number; readonly clock: () => number };

export class PageCache {
  readonly #kept: LRUCache<string, Entry>;
  readonly #making = new Map<string, Promise<KeptPage | undefined>>();
  readonly #clock: () => number;
  hits = 0;
  misses = 0;

  constructor(options: PageCacheOptions) {
    this.#clock = options.clock;
    this.#kept = new LRUCache({ maxSize: options.maxBytes, sizeCalculation: bytesOf });
  }

  /** A page that is fresh now, at once and without a promise. */
  findFresh(key: string): KeptPage | undefined {
    const entry = this.#kept.get(key);
    if (entry === undefined || this.#age(entry) >= PUBLIC_FRESH_SECONDS) return undefined;
    this.hits += 1;
    return entry.page;
  }

  /**
   * The page under `key`: fresh, or stale while `make` runs behind, or made now. Undefined when `make` says that
   * what it made must not be shared (it gives undefined): the caller makes its own.
   */
  async get(key: string, make: () => Promise<KeptPage | undefined>): Promise<KeptPage | undefined> {
    const entry = this.#kept.get(key);
    const age = entry === undefined ? Number.POSITIVE_INFINITY : this.#age(entry);
    if (entry !== undefined && age < PUBLIC_FRESH_SECONDS + PUBLIC_STALE_SECONDS) {
      this.hits += 1;
      // A failure behind the scenes leaves the stale page; whoever comes after it is gone sees the error itself.
      if (age >= PUBLIC_FRESH_SECONDS) void this.#make(key, make).catch(() => undefined);
      return entry.page;
    }
    this.misses += 1;
    return await this.#make(key, make);
  }

  #age(entry: Entry): number {
    return (this.#clock() - entry.madeAt) / 1000;
  }

  #make(key: string, make: () => Promise<KeptPage | undefined>): Promise<KeptPage | undefined> {
    const underWay = this.#making.get(key);
    if (underWay !== undefined) return underWay;
    const madeAt = this.#clock();
    const made = make()
      .then((page) => {
        if (page !== undefined) this.#kept.set(key, { page, madeAt });
        return page;
      })
      .finally(() => this.#making.delete(key));
    this.#making.set(key, made);
    return made;
  }
}

function bytesOf(entry: Entry, key: string): number {
  const { body, headers } = entry.page;
  const compressed = (body.gzip?.length ?? 0) + (body.br?.length ?? 0);
  return body.identity.length + compressed + key.length + JSON.stringify(headers).length + 256;
}
